// The workbench over the real product: what it finds, what it leaves alone, and how its jobs end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { previewImpact } from '../../src/core/impact/preview-impact.ts'
import type { Trial, TriedQuestion, WorkbenchResult } from '../../src/core/ports/workbench.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { entryInput, PUBLISHED, STORY_ENTRIES } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }

/** What staff might ask of the stories' entries, and of none of them. */
const QUESTIONS: readonly TriedQuestion[] = [
  ...PUBLISHED.map(({ question }) => question),
  ...PUBLISHED.flatMap(({ phrasings }) => phrasings),
  '有給を取るには',
  '結婚の届けはいつまで',
  'VPNにつながらない',
  '給与明細の暗証番号を忘れた',
  '食堂のメニュー',
  'こんにちは',
].map(text => ({ text, sectionCode: null }))

describe('the workbench', () => {
  let opened: OpenedProduct
  beforeAll(async () => {
    opened = await openProductIn()
    await opened.product.registry.save(STORY_ENTRIES, { actor: 'story' })
    await opened.product.settleIndex()
    await run(null, []) // its thread starts
  })
  afterAll(() => opened[Symbol.asyncDispose]())

  async function run(trial: Trial | null, questions = QUESTIONS): Promise<WorkbenchResult> {
    const end = await opened.product.bench.workbench.run({ questions, trial })
    if (end.kind !== 'done') throw new Error(`expected a result, got ${JSON.stringify(end)}`)
    return end.result
  }

  /** What the product itself ranks and judges. */
  async function ranked(questions = QUESTIONS) {
    const found = []
    for (const { text } of questions) {
      const { outcome, confidence, ranked: all } = await opened.product.rank(text, 20)
      const allowed = all.filter(({ vetoed }) => !vetoed)
      found.push({
        outcome,
        confidence,
        ranked: allowed.map(({ entryId }) => entryId),
        scores: allowed.map(({ score }) => score),
        exact: allowed.filter(({ exact }) => exact).map(({ entryId }) => entryId),
      })
    }
    return found
  }

  test('answers as the product does', async () => {
    const { now, tried, byMeaning } = await run(null)
    expect(byMeaning).toBe(true)
    expect(tried).toBeNull()
    expect(now).toEqual(await ranked())
  })

  test('answers with a trial as the product does once it is published, and as before afterwards', async () => {
    const before = await ranked()
    const added = entryInput('jinji-020', JINJI, {
      question: '有給休暇は何日もらえますか。',
      answer: '1年度に20日です。使わなかった日は、20日まで翌年度に繰り越せます。',
      phrasings: ['有給を取るには', '有休の日数'],
    })
    const changed = { ...(PUBLISHED[5] ?? added), question: '自分の車で出張に行けますか。' }
    const entries = [added, changed].map(({ id, section, ...content }) => ({ id, section, content }))
    const gone = { id: 'joho-003', section: JINJI, content: null }
    const { now, tried } = await run({ entries: [...entries, gone], synonyms: null })
    expect(now).toEqual(before)
    expect((await run(null)).now).toEqual(before)
    expect(await ranked()).toEqual(before)

    await opened.product.registry.save([added, changed], { actor: 'story' })
    await opened.product.registry.archive('joho-003', 'story')
    await opened.product.settleIndex()
    expect((await run(null)).now).toEqual(await ranked())
    const asked = await ranked()
    expect(tried?.map(({ outcome, ranked: ids }) => ({ outcome, ids }))).toEqual(
      asked.map(({ outcome, ranked: ids }) => ({ outcome, ids })),
    )
    for (const [i, found] of (tried ?? []).entries()) expect(found.confidence).toBeCloseTo(asked[i]?.confidence ?? 0, 5)
  })

  test('tries synonyms in place of those that are kept', async () => {
    const questions = [{ text: 'ペアリング婚の手続', sectionCode: null }]
    const { now, tried } = await run({ entries: [], synonyms: [['ペアリング婚', '結婚']] }, questions)
    expect(now[0]?.outcome).not.toBe('answered')
    expect(tried?.[0]?.ranked[0]).toBe('jinji-002')
    expect(tried?.[0]?.confidence).toBeGreaterThan(now[0]?.confidence ?? 1)
  })

  test('finds what a bad entry would steal', async () => {
    const questions = [
      ['休暇の取り方を知りたい', 'jinji-001'],
      ['結婚したら何を出せばいい？', 'jinji-002'],
      ['バイトしてもいいですか', 'jinji-003'],
      ['出張のお金はいつもらえますか', 'ryohi-001'],
    ].map(([text = '', id = '']) => ({ id: text, text, relevant: { [id]: 2 } }))
    const phrasings = questions.map(({ text }) => text)
    const bad = entryInput('jinji-099', JINJI, { question: 'お問い合わせ', answer: '電話してください。', phrasings })
    const trial = { entries: [{ id: bad.id, section: JINJI, content: bad }], synonyms: null }
    const { workbench } = opened.product.bench
    const end = await previewImpact(trial, { sets: [{ name: 'set', questions }], asked: [] }, { workbench })
    if (end.kind !== 'done') throw new Error(JSON.stringify(end))
    expect(end.report.byOrigin.set.worse).toBe(questions.length)
  })

  test('takes only so many jobs at a time, ends one that nobody waits for, and goes on with the next', async () => {
    const { workbench } = opened.product.bench
    const aborted = new AbortController()
    const many = Array.from({ length: 3_000 }, (_, i) => ({ text: `${i}番の会議室の予約`, sectionCode: null }))
    const first = workbench.run(
      { questions: many, trial: null },
      { signal: aborted.signal, onProgress: () => aborted.abort() },
    )
    const waiting = Array.from({ length: 12 }, () => workbench.run({ questions: QUESTIONS.slice(0, 1), trial: null }))
    expect((await first).kind).toBe('cancelled')
    const kinds = (await Promise.all(waiting)).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['done', 'busy']))
    expect((await run(null)).now).toEqual(await ranked())
  })
})
