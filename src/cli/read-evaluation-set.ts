// Reads an evaluation set: corpus.jsonl (or corpus.txt naming a folder of entry files) and queries.jsonl.
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { IMPORTED_SECTION, readEntryFile } from '../adapters/entry-files/read-entry-file.ts'
import { readEntryFolder } from '../adapters/entry-files/read-entry-folder.ts'
import { FaqError, isFault } from '../core/errors.ts'
import type { EvaluationQuery } from '../core/evaluation/measures.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import type { EntryInput } from '../core/ports/registry.ts'
import { type JsonLine, readJsonLines, readText } from './read-json-lines.ts'

export interface EvaluationSet {
  /** What the set is called in run files and floors. */
  readonly name: string
  readonly folder: string
  readonly entries: readonly EntryInput[]
  readonly queries: readonly EvaluationQuery[]
}

/** Grades up to 10, because the gain 2^grade − 1 of one more would outweigh all others. */
const querySchema = z.object({
  id: z.string().min(1),
  text: z.string().refine(text => text.trim() !== ''),
  relevant: z.record(z.string(), z.number().min(0).max(10)),
  kind: z.string().min(1).optional(),
})

/** Throws `bad_evaluation` with file and line for the first thing that is wrong. */
export async function readEvaluationSet(folder: string): Promise<EvaluationSet> {
  const entries = await readCorpus(folder)
  const path = join(folder, 'queries.jsonl')
  const lines = await readJsonLines(path, querySchema, ja.files.queryShape)
  refuseDuplicates(lines, path)
  refuseUnfindable(lines, path, entries)
  return { name: nameOfSet(folder), folder, entries, queries: lines.map(({ value }) => value) }
}

/** The questions alone, for a registry that holds their entries. Throws `bad_evaluation`. */
export async function readEvaluationQueries(path: string): Promise<readonly EvaluationQuery[]> {
  const lines = await readJsonLines(path, querySchema, ja.files.queryShape)
  refuseDuplicates(lines, path)
  return lines.map(({ value }) => value)
}

/** The folder's name; of a folder `evaluation` beside its entries, the name of what it belongs to. */
function nameOfSet(folder: string): string {
  const path = resolve(folder)
  return basename(path) === 'evaluation' ? basename(dirname(path)) : basename(path)
}

async function readCorpus(folder: string): Promise<readonly EntryInput[]> {
  const corpus = join(folder, 'corpus.jsonl')
  const pointer = join(folder, 'corpus.txt')
  try {
    if (existsSync(corpus)) {
      const { entries } = await readEntryFile(corpus, { defaultSection: IMPORTED_SECTION })
      return entries.map(({ input }) => input)
    }
    if (!existsSync(pointer)) throw new FaqError('bad_evaluation', { file: corpus, line: 1, reason: ja.files.noCorpus })
    const files = await readEntryFolder(resolve(folder, (await readText(pointer)).trim()))
    return files.flatMap(({ entries }) => entries.map(({ input }) => input))
  } catch (error) {
    // The same facts; but nothing is being imported here, and so the sentence is another.
    if (isFault(error, 'bad_row')) throw new FaqError('bad_evaluation', error.data, { cause: error })
    throw error
  }
}

function refuseDuplicates(lines: readonly JsonLine<EvaluationQuery>[], file: string): void {
  const lineOf = new Map<string, number>()
  for (const { line, value } of lines) {
    const earlier = lineOf.get(value.id)
    if (earlier !== undefined) {
      throw new FaqError('bad_evaluation', { file, line, reason: ja.files.duplicateQuery(value.id, earlier) })
    }
    lineOf.set(value.id, line)
  }
}

/** A relevant entry that cannot be found would count as a failure of the ranking for ever. */
function refuseUnfindable(
  lines: readonly JsonLine<EvaluationQuery>[],
  file: string,
  entries: readonly EntryInput[],
): void {
  const statusOf = new Map(entries.map(({ id, status }) => [id, status]))
  for (const { line, value } of lines) {
    for (const id of Object.keys(value.relevant)) {
      const status = statusOf.get(id)
      if (status === 'published') continue
      const reason = status === undefined ? ja.files.unknownEntry(id) : ja.files.unpublishedEntry(id)
      throw new FaqError('bad_evaluation', { file, line, reason })
    }
  }
}
