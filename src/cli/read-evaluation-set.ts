// Reads an evaluation set: corpus.jsonl (or corpus.txt naming a folder of entry files) and queries.jsonl.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { IMPORTED_SECTION, readEntryFile } from '../adapters/entry-files/read-entry-file.ts'
import { readEntryFolder } from '../adapters/entry-files/read-entry-folder.ts'
import { FaqError } from '../core/errors.ts'
import type { EvaluationQuery } from '../core/evaluation/measures.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { EntryInput } from '../core/ports/registry.ts'

export interface EvaluationSet {
  readonly folder: string
  readonly entries: readonly EntryInput[]
  readonly queries: readonly EvaluationQuery[]
}

const querySchema = z.object({
  id: z.string().min(1),
  text: z.string(),
  relevant: z.record(z.string(), z.number().min(0).max(10)),
  kind: z.string().optional(),
})

/** Throws `bad_row` with file and line, or `not_found` for a missing file. */
export async function readEvaluationSet(folder: string): Promise<EvaluationSet> {
  return { folder, entries: await readCorpus(folder), queries: await readQueries(join(folder, 'queries.jsonl')) }
}

async function readCorpus(folder: string): Promise<readonly EntryInput[]> {
  const corpus = join(folder, 'corpus.jsonl')
  const pointer = join(folder, 'corpus.txt')
  if (existsSync(corpus)) {
    const { entries } = await readEntryFile(corpus, { defaultSection: IMPORTED_SECTION })
    return entries.map(({ input }) => input)
  }
  if (!existsSync(pointer)) throw new FaqError('bad_row', { file: corpus, line: 1, reason: cli.eval.noCorpus })
  const entriesFolder = resolve(folder, (await readFile(pointer, 'utf8')).trim())
  return (await readEntryFolder(entriesFolder)).flatMap(({ entries }) => entries.map(({ input }) => input))
}

async function readQueries(path: string): Promise<readonly EvaluationQuery[]> {
  if (!existsSync(path)) throw new FaqError('not_found', { what: 'path', id: path })
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.flatMap((line, i) => (line.trim() === '' ? [] : [parseQuery(line, path, i + 1)]))
}

function parseQuery(line: string, file: string, number: number): EvaluationQuery {
  try {
    return querySchema.parse(JSON.parse(line))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? (cause.issues[0]?.path.join('.') ?? '') : (cause as Error).message
    throw new FaqError('bad_row', { file, line: number, reason: cli.eval.badLine(reason) }, { cause })
  }
}
