// `zencho eval` on a tiny set: what it measures, compares, writes and refuses. The questions are entries' own words or no
// words at all, so that every rank is known without a model.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectFault } from './expectations.ts'
import { closeHere, runHere } from './run-here.ts'
import { makeFolder } from './story-entries.ts'

const CORPUS = [
  { id: 'a', question: '公用車の予約はどこでしますか。', answer: '車両管理システムで予約してください。' },
  { id: 'b', question: '名刺の印刷を依頼したいです。', answer: '総務課に依頼してください。' },
  { id: 'c', question: '健康診断の日程を教えてください。', answer: '年に一度、六月に行います。' },
  { id: 'd', question: '議会の傍聴席は何席ですか。', answer: '六十席です。' },
]
const QUERIES = [
  { id: 'q1', text: '公用車の予約はどこでしますか。', relevant: { a: 2 }, kind: 'exact' },
  { id: 'q2', text: '名刺の印刷を依頼したいです。', relevant: { d: 2 }, kind: 'exact' },
  { id: 'q3', text: '健康診断の日程を教えてください。', relevant: { c: 1, d: 2 } },
  { id: 'q4', text: 'xyzzy plugh', relevant: {} },
  { id: 'q5', text: '公用車の予約はどこでしますか。', relevant: {} },
]
const lines = (rows: readonly object[]) => rows.map(row => `${JSON.stringify(row)}\n`).join('')

const measures = z.object({
  answerable: z.int(),
  unanswerable: z.int(),
  s1: z.number(),
  s5: z.number(),
  mrr: z.number(),
  ndcg10: z.number(),
  recall10: z.number(),
  ofAnswerable: z.record(z.string(), z.int()),
  ofUnanswerable: z.record(z.string(), z.int()),
  answeredRight: z.number().nullable(),
})
const interval = z.object({ low: z.number(), high: z.number() })
const difference = z.object({ before: z.number(), after: z.number(), difference: z.number(), p: z.number() })
const resultSchema = z.object({
  name: z.string(),
  folder: z.string(),
  entries: z.int(),
  queries: z.int(),
  summary: measures,
  intervals: z.record(z.string(), interval.nullable()),
  calibration: z.object({
    brier: z.number(),
    bins: z.array(z.object({ count: z.int() })),
    riskCoverage: z.object({ aurc: z.number(), points: z.array(z.object({ coverage: z.number() })) }),
    answerableShown: z.number().nullable(),
    unanswerableNotAnswered: z.number().nullable(),
  }),
  byKind: z.record(z.string(), measures),
  baselines: z.array(z.object({ name: z.string(), summary: measures, differences: z.record(z.string(), difference) })),
  comparison: z
    .object({
      ranking: z.record(z.string(), difference),
      better: z.int(),
      worse: z.int(),
      same: z.int(),
      changes: z.array(z.object({ id: z.string(), text: z.string() })),
    })
    .optional(),
})
const runLineSchema = z.strictObject({
  set: z.string(),
  id: z.string(),
  text: z.string(),
  outcome: z.enum(['answered', 'candidates', 'unanswered']),
  confidence: z.number().min(0).max(1),
  ranked: z.array(z.enum(['a', 'b', 'c', 'd'])),
  scores: z.array(z.number()),
})
type RunLine = z.infer<typeof runLineSchema>

let root = ''
let environment: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  root = await makeFolder()
  environment = { DATA_DIR: join(root, 'data'), SAMPLE_DATA: 'off' }
})
afterAll(async () => {
  await closeHere()
  await rm(root, { recursive: true, force: true })
})

let folders = 0
/** A folder of its own that holds a set `name`; null leaves the file out. */
async function evaluationFolder(
  corpus: string | null = lines(CORPUS),
  queries: string | null = lines(QUERIES),
  name = 'tiny',
) {
  folders += 1
  const folder = join(root, String(folders), name)
  await mkdir(folder, { recursive: true })
  if (corpus !== null) await writeFile(join(folder, 'corpus.jsonl'), corpus)
  if (queries !== null) await writeFile(join(folder, 'queries.jsonl'), queries)
  return folder
}

const evaluate = (...args: readonly string[]) => runHere(['eval', ...args], environment)

function parseResult(stdout: string): z.infer<typeof resultSchema> {
  return resultSchema.parse(JSON.parse(stdout))
}

async function readRun(path: string): Promise<readonly RunLine[]> {
  const text = await readFile(path, 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map(line => runLineSchema.parse(JSON.parse(line)))
}

describe('the measures', () => {
  test('are what a hand computes', async () => {
    const folder = await evaluationFolder()
    const runFile = join(folder, 'run.jsonl')
    const { code, stdout, stderr } = await evaluate(folder, '--json', '--run', runFile, '--baseline', 'bm25')
    expect([code, stderr]).toEqual([0, expect.stringContaining(runFile)])
    const result = parseResult(stdout)
    expect(result).toMatchObject({ name: 'tiny', folder, entries: 4, queries: 5 })
    // First are: for q1 its own entry, for q2 and q3 the entry of the same words, which is wrong for q2 and helps q3.
    expect(result.summary).toMatchObject({ answerable: 3, unanswerable: 2 })
    expect(result.summary.s1).toBeCloseTo(2 / 3, 12)
    expect(result.intervals['s1']).toEqual({ low: 0, high: 1 })
    // The entry's own words are always answered; of those four answers q1's and q3's are right.
    expect(result.summary.ofAnswerable).toEqual({ answered: 3, candidates: 0, unanswered: 0 })
    expect(result.summary.ofUnanswerable).toEqual({ answered: 1, candidates: 0, unanswered: 1 })
    expect(result.summary.answeredRight).toBeCloseTo(2 / 4, 12)
    expect(Object.keys(result.byKind)).toEqual(['exact'])
    expect(result.byKind['exact']?.s1).toBeCloseTo(1 / 2, 12)
    expect(result.baselines).toMatchObject([{ name: 'bm25', summary: { answerable: 3, answeredRight: null } }])
    expect(result.baselines[0]?.summary.s1).toBeCloseTo(2 / 3, 12)
    expect(result.comparison).toBeUndefined()

    const runs = await readRun(runFile)
    expect(runs.map(({ set, id, text }) => ({ set, id, text }))).toEqual(
      QUERIES.map(({ id, text }) => ({ set: 'tiny', id, text })),
    )
    expect(runs.map(({ ranked }) => ranked[0])).toEqual(['a', 'b', 'c', undefined, 'a'])
    for (const { ranked, scores } of runs) {
      expect(scores.length).toBe(ranked.length)
      expect(scores).toEqual(scores.toSorted((x, y) => y - x))
    }
  })

  test('include how far the confidence can be trusted', async () => {
    const { calibration } = parseResult((await evaluate(await evaluationFolder(), '--json')).stdout)
    // Four answers in an entry's own words, .99 each, two of them right; q4 finds nothing and has confidence 0.
    expect(calibration.brier).toBeCloseTo((2 * 0.01 ** 2 + 2 * 0.99 ** 2 + 0) / 5, 12)
    expect(calibration.bins.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 4])
    expect(calibration.riskCoverage.points.map(({ coverage }) => coverage)).toEqual([0.8, 1])
    expect(calibration).toMatchObject({ answerableShown: 1, unanswerableNotAnswered: 1 / 2 })
  })

  test('are printed as tables for people, and leave the database of the product alone', async () => {
    const folder = await evaluationFolder()
    const { code, stdout, stderr } = await evaluate(folder)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^\| zencho +\| 3 \+ 2 \| +\.667 \|/mu)
    expect(stdout).toMatch(/^\| \.900–1\.000 +\| +4 \| \.990 \| +\.500 \| █{10}·{9}┃/mu)
    expect((await readdir(folder)).toSorted()).toEqual(['corpus.jsonl', 'queries.jsonl'])
  })

  test('of several sets come each with its own, and go into one run file by name', async () => {
    const [one, two] = [await evaluationFolder(), await evaluationFolder(lines(CORPUS), lines(QUERIES), 'evaluation')]
    const runFile = join(one, 'run.jsonl')
    const { stdout } = await evaluate(one, two, '--json', '--run', runFile)
    const results = z.array(resultSchema).parse(JSON.parse(stdout))
    // A folder `evaluation` is called by what it belongs to.
    const parent = String(folders)
    expect(results.map(({ name }) => name)).toEqual(['tiny', parent])
    expect(new Set((await readRun(runFile)).map(({ set }) => set))).toEqual(new Set(['tiny', parent]))
    const again = await evaluationFolder()
    expectFault(await evaluate(one, again), 'tiny', one)
  })
})

describe('--against', () => {
  let measured: readonly RunLine[] = []
  beforeAll(async () => {
    const folder = await evaluationFolder()
    await evaluate(folder, '--run', join(folder, 'run.jsonl'))
    measured = await readRun(join(folder, 'run.jsonl'))
  })

  /** A set and what is measured of it, changed as if an older product had stored it. */
  async function storedRun(change: (line: RunLine) => RunLine | readonly unknown[]) {
    const folder = await evaluationFolder()
    const path = join(folder, 'stored.jsonl')
    const changed = measured.flatMap(line => change(line))
    const texts = changed.map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
    await writeFile(path, texts.map(text => `${text}\n`).join(''))
    return { folder, path }
  }

  test('finds no difference between a run and itself, and lets it pass the gate', async () => {
    const { folder, path } = await storedRun(line => line)
    const { code, stdout, stderr } = await evaluate(folder, '--against', path, '--fail-on-loss', '--json')
    expect([code, stderr]).toEqual([0, ''])
    const { comparison } = parseResult(stdout)
    expect(comparison).toMatchObject({ better: 0, worse: 0, same: 3, changes: [] })
    expect(comparison?.ranking['ndcg10']).toMatchObject({ difference: 0, p: 1 })
  })

  test('names the questions that won and lost, with their ranks, and stops a loss at the gate', async () => {
    // Before, q1 found its entry second and q2 first: one is won, and more is lost.
    const { folder, path } = await storedRun(line => {
      if (line.id === 'q1') return { ...line, ranked: ['b', 'a'], scores: [2, 1] }
      return line.id === 'q2' ? { ...line, ranked: ['d', 'b'], scores: [2, 1], outcome: 'candidates' } : line
    })
    const { code, stdout, stderr } = await evaluate(folder, '--against', path, '--fail-on-loss')
    expect(code).toBe(1)
    expect(stderr).toMatch(/「tiny」の nDCG@10 .*下がりました。/u)
    expect(stdout).toContain('上がった 1件、下がった 1件、同じ 1件')
    expect(stdout).toMatch(/^\| q2 +\| +1 → [234–] .*候補 → 回答 \| 名刺の印刷を依頼したいです。/mu)
    expect(stdout).toMatch(/^\| q1 +\| +2 → 1 /mu)
    expect(stdout.indexOf('| q2 ')).toBeLessThan(stdout.indexOf('| q1 '))
    // Without the gate the same loss is told and no more.
    expect((await evaluate(folder, '--against', path)).code).toBe(0)
  })

  test('keeps the JSON whole where the gate stops a loss', async () => {
    const { folder, path } = await storedRun(line => {
      return line.id === 'q2' ? { ...line, ranked: ['d'], scores: [1] } : line
    })
    const { code, stdout } = await evaluate(folder, '--against', path, '--fail-on-loss', '--json')
    expect(code).toBe(1)
    expect(parseResult(stdout).comparison).toMatchObject({ better: 0, worse: 1 })
  })

  test.for([
    ['of other sets', (line: RunLine) => ({ ...line, set: 'other' }), ['tiny', 'other']],
    ['without a question', (line: RunLine) => (line.id === 'q3' ? [] : line), ['q3', '1件']],
    ['with a question that the set has not', (line: RunLine) => [line, { ...line, id: `${line.id}x` }], ['q1x', '5件']],
    ['with a question twice', (line: RunLine) => [line, line], ['q1', '2 行目']],
    ['of other words', (line: RunLine) => ({ ...line, text: `${line.text}？` }), ['q1', '1 行目']],
    ['with an entry twice', (line: RunLine) => ({ ...line, ranked: ['a', 'a'], scores: [2, 1] }), ['ranked', '1 行目']],
    ['with a confidence of 2', (line: RunLine) => ({ ...line, confidence: 2 }), ['confidence', '1 行目']],
    ['with a line cut off', (line: RunLine) => [line, '{"set":"tiny"'], ['2 行目', '{"set":"tiny"']],
    ['that is empty', () => [], ['空']],
  ] as const)('refuses a run %s', async ([_what, change, said]) => {
    const { folder, path } = await storedRun(change as (line: RunLine) => RunLine)
    expectFault(await evaluate(folder, '--against', path), path, ...said)
  })

  test('says so where there is no such file', async () => {
    const folder = await evaluationFolder()
    expectFault(await evaluate(folder, '--against', join(folder, 'none.jsonl')), join(folder, 'none.jsonl'))
  })
})

describe('--floors', () => {
  async function withFloors(floors: object | string) {
    const folder = await evaluationFolder()
    const path = join(folder, 'floors.json')
    await writeFile(path, typeof floors === 'string' ? floors : JSON.stringify(floors))
    return { folder, path, read: async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) }
  }

  test('lets pass what keeps them, and leaves the file as it is', async () => {
    const { folder, path, read } = await withFloors({ tiny: { s1: 0.6, brier: 0.5 }, other: { s1: 0.9 } })
    expect(await evaluate(folder, '--floors', path)).toMatchObject({ code: 0, stderr: '' })
    expect(await read()).toEqual({ tiny: { s1: 0.6, brier: 0.5 }, other: { s1: 0.9 } })
  })

  test('names every figure on the wrong side, after the report', async () => {
    const { folder, path } = await withFloors({ tiny: { s1: 0.7, mrr: 0.5, brier: 0.1 } })
    const { code, stdout, stderr } = await evaluate(folder, '--floors', path)
    expect(code).toBe(1)
    expect(stdout).toContain('| zencho')
    expect(stderr).toMatch(/「tiny」の s1 .*\.700.*\.66667/u)
    expect(stderr).toMatch(/「tiny」の brier .*\.100/u)
    expect(stderr).not.toContain('mrr')
  })

  test('are raised to .01 below what was measured, never lowered, and other sets kept', async () => {
    const { folder, path, read } = await withFloors({ other: { s1: 0.9 }, tiny: { s1: 0.1, answerableShown: 0.995 } })
    expect(await evaluate(folder, '--floors', path, '--raise')).toMatchObject({ code: 0 })
    expect(await read()).toEqual({ other: { s1: 0.9 }, tiny: { s1: 0.656, answerableShown: 0.995 } })
    const { stderr } = await evaluate(folder, '--floors', path, '--raise')
    expect(stderr).toContain('上げるところがありません')
  })

  test('that a set has not are said to be missing, and written by --raise', async () => {
    const { folder, path, read } = await withFloors({})
    expect((await evaluate(folder, '--floors', path)).stderr).toContain('tiny')
    expect(await evaluate(folder, '--floors', path, '--raise')).toMatchObject({ code: 0 })
    expect(await read()).toMatchObject({ tiny: { s1: 0.656, unanswerableNotAnswered: 0.49, brier: 0.403 } })
  })

  test.for([
    ['no JSON', '{"tiny":'],
    ['an unknown measure', '{"tiny":{"s2":0.5}}'],
    ['a bound that is none', '{"tiny":{"s1":2}}'],
    ['nothing', ''],
  ] as const)('are refused where the file holds %s', async ([_what, content]) => {
    const { folder, path } = await withFloors(content)
    expectFault(await evaluate(folder, '--floors', path), path)
  })
})

describe('the report', () => {
  test('goes into a file of either form, and says where', async () => {
    const folder = await evaluationFolder()
    const [markdown, json] = [join(folder, 'report.md'), join(folder, 'report.json')]
    const { stdout, stderr } = await evaluate(folder, '--out', markdown)
    expect(stderr).toContain(markdown)
    expect(await readFile(markdown, 'utf8')).toBe(`${stdout}\n`)
    await evaluate(folder, '--out', json)
    expect(parseResult(await readFile(json, 'utf8'))).toMatchObject({ name: 'tiny' })
  })

  test('is drawn as SVG that can be read aloud', async () => {
    const folder = await evaluationFolder(lines(CORPUS), lines(QUERIES), 'a<b&c')
    const plots = join(folder, 'plots')
    expect((await evaluate(folder, '--plots', plots)).stderr).toContain(plots)
    expect((await readdir(plots)).toSorted()).toEqual(['a<b&c-reliability.svg', 'a<b&c-risk-coverage.svg'])
    for (const name of await readdir(plots)) {
      const svg = await readFile(join(plots, name), 'utf8')
      expect(svg).toMatch(
        /^<svg [^>]*role="img" aria-labelledby="title about"[^>]*>\n<title id="title">a&lt;b&amp;c: [^<]+<\/title>\n<desc id="about">[^<]+<\/desc>/u,
      )
      expect(svg).not.toMatch(/NaN|undefined|null|Infinity/u)
      expect(svg.match(/<(?!\/|[a-z])|&(?!amp;|lt;|gt;|quot;)/gu)).toBeNull()
    }
    const reliability = await readFile(join(plots, 'a<b&c-reliability.svg'), 'utf8')
    // Two of the ten bins hold questions, .99 and 0.
    expect(reliability.match(/<circle [^>]*>/gu)).toHaveLength(2 + 1)
  })

  test.for([
    ['--run', 'run.jsonl'],
    ['--out', 'report.md'],
  ] as const)('says so when the file for %s cannot be written', async ([option, name]) => {
    const folder = await evaluationFolder()
    const path = join(folder, 'none', name)
    const { code, stderr } = await evaluate(folder, option, path)
    expect(code).toBe(1)
    expect(stderr).toContain(join(folder, 'none'))
  })

  test('says so when the folder for the plots cannot be made', async () => {
    const folder = await evaluationFolder()
    const { code, stderr } = await evaluate(folder, '--plots', join(folder, 'corpus.jsonl', 'plots'))
    expect(code).toBe(1)
    expect(stderr).toContain(join(folder, 'corpus.jsonl', 'plots'))
  })
})

describe('a set', () => {
  test.for([
    ['the folder', null, null, 'corpus.jsonl'],
    ['the corpus', null, lines(QUERIES), 'corpus.jsonl'],
    ['the questions', lines(CORPUS), null, 'queries.jsonl'],
  ] as const)('says which file is missing: %s', async ([_what, corpus, queries, named]) => {
    const folder = await evaluationFolder(corpus, queries)
    expectFault(await evaluate(folder), join(folder, named))
  })

  test.for([
    ['no JSON', '{"id":"q1",', '{"id":"q1",'],
    ['no id', '{"text":"a","relevant":{}}', '「id」'],
    ['no words', '{"id":"q9","text":" ","relevant":{}}', '「text」'],
    ['no relevance', '{"id":"q9","text":"a"}', '「relevant」'],
    ['a grade that is none', '{"id":"q9","text":"a","relevant":{"a":-1}}', '「relevant.a」'],
    ['a list', '[]', '一覧'],
    ['the id of another', '{"id":"q2","text":"a","relevant":{}}', '「q2」は 2 行目'],
    ['an entry that is not there', '{"id":"q9","text":"a","relevant":{"a":2,"nowhere":1}}', '「nowhere」'],
  ] as const)('names the line of a question with %s', async ([_what, line, said]) => {
    const folder = await evaluationFolder(lines(CORPUS), `${lines(QUERIES)}\n${line}\n`)
    const { code, stdout } = await evaluate(folder, '--json')
    expect(code).toBe(1)
    const { error } = z
      .object({ error: z.object({ code: z.string(), detail: z.string(), data: z.record(z.string(), z.unknown()) }) })
      .parse(JSON.parse(stdout))
    expect(error).toMatchObject({
      code: 'bad_evaluation',
      data: { file: join(folder, 'queries.jsonl'), line: 7 },
      detail: expect.stringContaining(said),
    })
  })

  test('takes lines as Windows ends them, with a mark at the beginning', async () => {
    const folder = await evaluationFolder(lines(CORPUS), `\ufeff${lines(QUERIES).replaceAll('\n', '\r\n')}`)
    expect(parseResult((await evaluate(folder, '--json')).stdout)).toMatchObject({ queries: 5 })
  })

  test('names the line of an entry that is wrong, and of a question for one that is not published', async () => {
    const wrong = await evaluationFolder(`${lines(CORPUS)}{"id":"e","question":""}\n`)
    expectFault(await evaluate(wrong), join(wrong, 'corpus.jsonl'), '5 行目')
    const archived = CORPUS.map(entry => (entry.id === 'd' ? { ...entry, status: 'archived' } : entry))
    const unfindable = await evaluationFolder(lines(archived))
    expectFault(await evaluate(unfindable), join(unfindable, 'queries.jsonl'), '2 行目', '公開中')
  })

  test('without any questions is refused, and so is an empty pointer to the entries', async () => {
    const noQuestions = await evaluationFolder(lines(CORPUS), '\n\n')
    expectFault(await evaluate(noQuestions), join(noQuestions, 'queries.jsonl'))
    const noPointer = await evaluationFolder(null)
    await writeFile(join(noPointer, 'corpus.txt'), '\n')
    expectFault(await evaluate(noPointer), join(noPointer, 'corpus.txt'))
  })
})
