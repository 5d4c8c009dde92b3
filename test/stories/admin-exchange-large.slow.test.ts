// A prefecture's whole FAQ in one file of Shift_JIS: forty mistakes are found, each with its line and reason; mended, it goes in
// whole, and nobody who works meanwhile loses anything.
import { setImmediate } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFault } from '../../src/core/errors.ts'
import type { CheckedRow } from '../../src/core/exchange/import-job.ts'
import { type LargeFile, makeLargeFile } from './large-file.ts'
import { openStory, type Story } from './open-story.ts'
import { type SignedIn, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'
import { applyImport, importUpToCheck } from './upload-file.ts'

/** On a machine that does much else. */
const SLOW = { timeout: 600_000 }

let file: LargeFile
let story: Story
let person: SignedIn
beforeAll(async () => {
  file = await makeLargeFile()
  const seeds = file.sections.map(section =>
    entryInput(`${section.code}-seed`, section, {
      question: `${section.name}の窓口はどこですか。`,
      answer: '本庁舎です。',
    }),
  )
  story = await openStory(seeds)
  person = await signInAs(story, { name: '汐見 一郎', grants: [{ role: 'approver', sectionCode: null }] })
})
afterAll(() => story[Symbol.asyncDispose]())

test(
  'forty mistakes among 5,663 rows are found, each with its line and its reason, and come back as a file',
  SLOW,
  async () => {
    const job = await importUpToCheck(story, { cookie: person.cookie, name: '全庁FAQ.csv', bytes: file.wrong })
    expect(job.inspection?.detected).toBe('cp932')
    expect(file.mistakes).toHaveLength(40)
    const found: CheckedRow[] = [
      ...(await story.product.exchange.imports.rows(job.id, { verdict: 'error', limit: 1_000, offset: 0 })),
    ]
    const told = found.flatMap(row => (row.verdict === 'error' ? [[row.line, row.reasons]] : []))
    expect(told).toEqual(file.mistakes.map(([line, reason]) => [line, [expect.stringMatching(reason)]]))
    const { counts } = job.summary ?? {}
    expect(counts).toMatchObject({ error: 40, changed: 0, unchanged: 0 })
    expect((counts?.new ?? 0) + (counts?.duplicate ?? 0)).toBe(5_663 - 40)

    const response = await fetch(`${story.url}/admin/exchange/jobs/${job.id}/errors`, {
      headers: { Cookie: person.cookie },
    })
    const back: readonly (readonly string[])[] = parse(iconv.decode(Buffer.from(await response.arrayBuffer()), 'cp932'))
    expect(back).toHaveLength(41)
    expect(back[0]?.at(-1)).toBe('取り込めない理由')
    expect(back.slice(1).map(cells => cells.at(-1))).toEqual(
      file.mistakes.map(([, reason]) => expect.stringMatching(reason)),
    )
    expect((await applyImport(story, job, person)).state).toBe('checked')
    expect((await story.product.registry.counts()).registered).toBe(file.sections.length)
  },
)

test('mended, it is taken in whole, while editors save and staff ask', SLOW, async () => {
  const { registry, ask } = story.product
  const job = await importUpToCheck(story, { cookie: person.cookie, name: '全庁FAQ.csv', bytes: file.right })
  expect(job.summary?.counts).toMatchObject({ error: 0, changed: 0, unchanged: 0 })

  const work = { done: false }
  const applied = applyImport(story, job, { ...person, withDuplicates: true }).finally(() => void (work.done = true))
  const section = file.sections[0] ?? { code: 'jinji', name: '人事課' }
  let saved = 0
  while (!work.done) {
    const next = entryInput('editor-1', section, {
      question: '編集中の質問です。',
      answer: `第${saved + 1}稿です。`,
      revisedOn: null,
    })
    const outcome = await registry
      .save([next], { actor: 'user:editor', seen: new Map([['editor-1', saved]]) })
      .catch((error: unknown) => {
        if (isFault(error, 'database_busy')) return null // told to the editor, who sends it again
        throw error
      })
    if (outcome !== null) saved += 1
    await ask({ text: '窓口はどこですか', channel: 'web' })
    await setImmediate() // requests have their turn
  }
  expect(await applied).toMatchObject({ state: 'applied', summary: { applied: { created: 5_663, revised: 0 } } })
  expect(saved).toBeGreaterThan(0)
  const [own] = await registry.entriesById(['editor-1'])
  expect(own).toMatchObject({ revision: saved, answer: `第${saved}稿です。` })
  expect((await registry.counts()).registered).toBe(file.sections.length + 5_663 + 1)
})
