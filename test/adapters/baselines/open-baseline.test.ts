// The search engines measured beside the product: each, with its real library, finds what any search must find.
import { describe, expect, test } from 'vitest'
import { loadEngine } from '../../../src/adapters/baselines/load-engine.ts'
import { BASELINES, openBaseline } from '../../../src/adapters/baselines/open-baseline.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { FaqError } from '../../../src/core/errors.ts'
import type { BaselineEntry } from '../../../src/core/ports/baseline.ts'
import { tokenise } from '../../../src/core/tokenise.ts'
import { STORY_ENTRIES } from '../../stories/story-entries.ts'

const analyser = openLinderaAnalyser()
const termsOf = (text: string) => tokenise(text, analyser)
const ENTRIES: readonly BaselineEntry[] = STORY_ENTRIES
const IDS = ENTRIES.map(({ id }) => id)

/** The plain yardstick reads no phrasings, and intents know no answers. */
const WITH_PHRASINGS = BASELINES.filter(name => name !== 'bm25')
const WITH_ANSWERS = BASELINES.filter(name => name !== 'nlpjs')

describe.each(BASELINES)('the baseline %s', name => {
  test('puts an entry first that is asked for in its own words', async () => {
    const baseline = await openBaseline(name, ENTRIES, termsOf)
    for (const { id, question } of ENTRIES) {
      const [first] = await baseline.rank(question, 20)
      expect([question, first?.id]).toEqual([question, id])
    }
    await baseline.close()
  })

  test('finds the obvious entry for a question in other words', async () => {
    const baseline = await openBaseline(name, ENTRIES, termsOf)
    const [first] = await baseline.rank('パスワードの再発行', 20)
    expect(first?.id).toBe('joho-002')
    await baseline.close()
  })

  test('gives entries by falling score, none twice, as many as asked for', async () => {
    const baseline = await openBaseline(name, ENTRIES, termsOf)
    const found = await baseline.rank('出張の旅費を自家用車で申請する手続き', 20)
    const ids = found.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(IDS).toContain(id)
    const scores = found.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect((await baseline.rank('出張の旅費を自家用車で申請する手続き', 1)).map(({ id }) => id)).toEqual(
      ids.slice(0, 1),
    )
    await baseline.close()
  })

  test('takes whatever is asked, and finds nothing for what is nowhere', async () => {
    const baseline = await openBaseline(name, ENTRIES, termsOf)
    for (const question of ['', '？', '"', 'NEAR(', 'a" OR "b', '*', '見'.repeat(500)]) {
      await expect(baseline.rank(question, 20)).resolves.toBeInstanceOf(Array)
    }
    expect(await baseline.rank('xyzzyplugh', 20)).toEqual([])
    await baseline.close()
  })
})

test.each(WITH_PHRASINGS)('the baseline %s reads the phrasings', async name => {
  const baseline = await openBaseline(name, ENTRIES, termsOf)
  expect((await baseline.rank('テレワークでつながらない', 20))[0]?.id).toBe('joho-001')
  await baseline.close()
})

test.each(WITH_ANSWERS)('the baseline %s reads the answers', async name => {
  const baseline = await openBaseline(name, ENTRIES, termsOf)
  expect((await baseline.rank('身上異動届', 20))[0]?.id).toBe('jinji-002')
  await baseline.close()
})

describe('loadEngine', () => {
  test('says how to get a library that is not installed', async () => {
    const absent = 'no-such-engine-of-any-kind'
    const error: unknown = await loadEngine([absent], () => import(absent)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FaqError)
    expect(error).toMatchObject({
      code: 'missing_package',
      data: { names: [absent], command: 'npm install --include=dev' },
    })
  })

  test('hides no other fault of a library', async () => {
    const broken = new Error('broken inside')
    await expect(loadEngine(['any'], () => Promise.reject(broken))).rejects.toBe(broken)
  })
})
