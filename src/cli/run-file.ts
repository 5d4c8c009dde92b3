// The file that `zencho eval --run` writes and `--against` reads: one line a question, each naming its set, so that
// several sets share one file and a line can be read by itself.
import { z } from 'zod'
import { FaqError } from '../core/errors.ts'
import type { EvaluationRun } from '../core/evaluation/measures.ts'
import { evaluation as ja } from '../core/messages/ja/evaluation.ts'
import { OUTCOMES } from '../core/search/judge.ts'
import type { EvaluationSet } from './read-evaluation-set.ts'
import { type JsonLine, readJsonLines } from './read-json-lines.ts'

const lineSchema = z
  .object({
    set: z.string().min(1),
    id: z.string().min(1),
    text: z.string(),
    outcome: z.enum(OUTCOMES),
    confidence: z.number().min(0).max(1),
    // An entry named twice would be counted twice.
    ranked: z
      .array(z.string())
      .refine(ids => new Set(ids).size === ids.length)
      .readonly(),
    scores: z.array(z.number()).readonly(),
  })
  .refine(({ ranked, scores }) => ranked.length === scores.length, { path: ['scores'] })
type RunLine = Readonly<z.infer<typeof lineSchema>>

/** The lines of one set, in the order of its questions. */
export function formatRun(set: EvaluationSet, runs: readonly EvaluationRun[]): string {
  const textOf = new Map(set.queries.map(({ id, text }) => [id, text]))
  const lines = runs.map(({ id, outcome, confidence, ranked, scores }) => {
    const text = textOf.get(id) ?? ''
    return JSON.stringify({ set: set.name, id, text, outcome, confidence, ranked, scores } satisfies RunLine)
  })
  return lines.map(line => `${line}\n`).join('')
}

/**
 * The stored runs of these sets, by set name; other sets in the file are left alone. Throws `bad_evaluation` for a damaged
 * line, and where a set's questions are not exactly those of the file, in number and in words.
 */
export async function readRunFile(
  path: string,
  sets: readonly EvaluationSet[],
): Promise<ReadonlyMap<string, readonly EvaluationRun[]>> {
  const lines = await readJsonLines(path, lineSchema, ja.files.runShape)
  const bySet = Map.groupBy(lines, ({ value }) => value.set)
  return new Map(
    sets.map(set => {
      const found = bySet.get(set.name)
      if (found === undefined) {
        throw wrong(path, 1, ja.files.setNotInRun(set.name, [...bySet.keys()].join('、')))
      }
      checkQuestions(set, found, path)
      return [set.name, found.map(({ value: { set: _set, text: _text, ...run } }) => run)]
    }),
  )
}

function checkQuestions(set: EvaluationSet, lines: readonly JsonLine<RunLine>[], path: string): void {
  const textOf = new Map(set.queries.map(({ id, text }) => [id, text]))
  const lineOf = new Map<string, number>()
  for (const { line, value } of lines) {
    const earlier = lineOf.get(value.id)
    if (earlier !== undefined) throw wrong(path, line, ja.files.duplicateRun(set.name, value.id, earlier))
    lineOf.set(value.id, line)
  }
  const unknown = lines.filter(({ value }) => !textOf.has(value.id))
  const first = unknown[0]
  if (first !== undefined) {
    throw wrong(path, first.line, ja.files.runNotInSet(set.name, first.value.id, unknown.length))
  }
  const missing = set.queries.filter(({ id }) => !lineOf.has(id))
  if (missing[0] !== undefined) {
    throw wrong(path, lines[0]?.line ?? 1, ja.files.queryNotInRun(set.name, missing[0].id, missing.length))
  }
  const changed = lines.find(({ value }) => textOf.get(value.id) !== value.text)
  if (changed !== undefined) throw wrong(path, changed.line, ja.files.otherText(set.name, changed.value.id))
}

function wrong(file: string, line: number, reason: string): FaqError {
  return new FaqError('bad_evaluation', { file, line, reason })
}
