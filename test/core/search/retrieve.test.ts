import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseQuestion } from '../../../src/core/analyse-question.ts'
import type { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { DEFAULT_THRESHOLDS, judge } from '../../../src/core/search/judge.ts'
import { type RetrieveOptions, retrieve, type ScoredEntry } from '../../../src/core/search/retrieve.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { buildSmallIndex, indexEntry, type SmallEntry } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

const WORDS = ['休暇', '旅費', '申請', '期限', '様式', '窓口', '承認', '手当']

async function ask(
  text: string,
  index: EntryIndex,
  options: Partial<RetrieveOptions> = {},
): Promise<readonly ScoredEntry[]> {
  return retrieve(analyseQuestion(text, spacedAnalyser), index, { limit: 100, ...options })
}

const build = (entries: readonly SmallEntry[]) => buildSmallIndex(entries, spacedAnalyser)
const buildDense = (entries: readonly SmallEntry[]) => {
  return buildSmallIndex(entries, spacedAnalyser, { embedderFor: () => toyEmbedder(WORDS) })
}

const phrase = fc
  .array(fc.constantFrom(...WORDS, '知らない'), { minLength: 1, maxLength: 4 })
  .map(words => words.join(' '))
const someEntries = fc.array(
  fc.record({
    question: phrase,
    answer: phrase,
    phrasings: fc.array(phrase, { maxLength: 2 }),
    negativePhrasings: fc.array(phrase, { maxLength: 1 }),
  }),
  { minLength: 1, maxLength: 20 },
)

describe('retrieve', () => {
  test('ranks the same whatever the order in which entries came, were replaced and went', async () => {
    await fc.assert(
      fc.asyncProperty(
        someEntries,
        phrase,
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        async (contents, question, dice, dense) => {
          const entries = contents.map((content, i) => makeInput(`e${String(i).padStart(2, '0')}`, content))
          const shuffled = entries
            .map(entry => ({ entry, at: dice.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ entry }) => entry)
          const make = dense ? buildDense : build
          const direct = await ask(question, await make(entries))
          const detoured = await make([makeInput('gone', { question, answer: question }), ...shuffled])
          detoured.remove('gone')
          const again = shuffled[0]
          if (again !== undefined && !dense) detoured.put(indexEntry(again, spacedAnalyser, 10_000))
          expectSameRanking(await ask(question, detoured), direct)
        },
      ),
    )
  })

  test('ranks the same whatever the order in which entries came, even where a hundred have one score', async () => {
    const entries = Array.from({ length: 100 }, (_, i) =>
      makeInput(`e${String(i).padStart(3, '0')}`, { question: '申請 様式' }),
    )
    const forwards = await ask('申請', await build(entries), { limit: 5 })
    const backwards = await ask('申請', await build(entries.toReversed()), { limit: 5 })
    expect(backwards.map(({ entryId }) => entryId)).toEqual(forwards.map(({ entryId }) => entryId))
  })

  test('orders equal scores by id', async () => {
    const entries = ['c', 'a', 'b'].map(id => makeInput(id, { question: '申請 様式', answer: '窓口' }))
    expect((await ask('申請', await build(entries))).map(({ entryId }) => entryId)).toEqual(['a', 'b', 'c'])
  })

  test('tells how much of the question, weighed by rarity, stands anywhere in the entry', async () => {
    const index = await build([
      makeInput('a', { question: '休暇 申請', phrasings: ['休暇 期限'], answer: '窓口' }),
      makeInput('b', { question: '旅費 申請' }),
    ])
    // N = 2: 休暇 stands in one entry, 申請 in both, 期限 and 窓口 in one; 宇宙 in none.
    const idf = (n: number) => Math.log(1 + (2 - n + 0.5) / (n + 0.5))
    const [first] = await ask('休暇 申請 期限 窓口 宇宙', index)
    expect(first?.entryId).toBe('a')
    const found = 3 * idf(1) + idf(2)
    expect(first?.support).toBeCloseTo(found / (found + Math.log(3)), 6)
  })

  test('weighs a word nobody has as the rarest of all', async () => {
    const index = await build([makeInput('a', { question: '休暇' }), makeInput('b', { question: '旅費' })])
    const [first] = await ask('休暇 宇宙', index)
    const known = Math.log(1 + 1.5 / 1.5)
    expect(first?.support).toBeCloseTo(known / (known + Math.log(3)), 6)
  })

  test.each([
    ['休暇 申請', true, 'the same words'],
    ['申請 休暇', true, 'in another order'],
    ['休暇 申請 休暇', true, 'repeated'],
    ['休暇', false, 'one missing'],
    ['休暇 申請 期限', false, 'one too many'],
    ['旅費 申請', true, 'the words of a phrasing'],
    ['様式 窓口', false, 'the words of the answer'],
    ['手当 承認', false, 'the words of a negative phrasing'],
  ])('「%s」 is in the very words of the entry: %s (%s)', async (question, exact) => {
    const entry = makeInput('a', {
      question: '休暇 申請',
      phrasings: ['旅費 申請'],
      negativePhrasings: ['手当 承認'],
      answer: '様式 窓口',
    })
    const found = (await ask(question, await buildDense([entry, makeInput('b', { question: '手当 承認 期限' })]))).find(
      ({ entryId }) => entryId === 'a',
    )
    expect(found?.exact ?? false).toBe(exact)
  })

  test('gives the best cosine of a question or phrasing', async () => {
    const index = await buildDense([
      makeInput('a', { question: '休暇 申請', phrasings: ['休暇 申請 期限 様式'], answer: '休暇' }),
      makeInput('b', { question: '旅費', answer: '旅費' }),
    ])
    const [first] = await ask('休暇', index)
    expect(first?.entryId).toBe('a')
    expect(first?.cosine).toBeCloseTo(Math.SQRT1_2, 6) // 1 of 2 words: 1 / √2; the answer's cosine of 1 is not an asking one
  })

  test('finds by meaning what shares no word', async () => {
    const embedder = toyEmbedder(['休暇', '旅費'])
    const asKnown = (term: string) => (term === '休み' ? '休暇' : term)
    const index = await buildSmallIndex(
      [makeInput('a', { question: '休暇', answer: '休暇' }), makeInput('b', { question: '旅費', answer: '旅費' })],
      spacedAnalyser,
      {
        embedderFor: () => ({
          ...embedder,
          embed: (inputs, role) =>
            embedder.embed(
              inputs.map(({ text, terms }) => ({ text, terms: terms.map(asKnown) })),
              role,
            ),
        }),
      },
    )
    const ranked = await ask('休み', index)
    expect(ranked[0]).toMatchObject({ entryId: 'a', lexical: 0 })
    expect(ranked[0]?.cosine).toBeCloseTo(1, 6) // vectors are held in sixteen bits
  })

  test('scores with the vectors of the very model that embedded, though another is swapped in meanwhile', async () => {
    const entries = [makeInput('a', { question: '休暇' }), makeInput('b', { question: '旅費' })]
    const index = await buildDense(entries)
    const { dense } = index
    if (dense === null) throw new Error('expected a dense side')
    const alone = await ask('休暇', index)
    const other = await buildSmallIndex(entries, spacedAnalyser, {
      embedderFor: () => toyEmbedder(['旅費', '休暇', '窓口']),
    })
    index.useDense({
      ...dense,
      embedder: {
        ...dense.embedder,
        embed: (inputs, role) => {
          index.useDense(other.dense)
          return dense.embedder.embed(inputs, role)
        },
      },
    })
    expect(await ask('休暇', index)).toEqual(alone)
  })

  test('tells a cosine from what unrelated texts of the model have, and ranks as before', async () => {
    const entries = [makeInput('a', { question: '休暇 様式' }), makeInput('b', { question: '旅費' }), makeInput('c')]
    const plain = await ask('休暇', await buildDense(entries))
    const crowded = { ...toyEmbedder(WORDS), unrelatedCosine: 0.5 }
    const told = await ask('休暇', await buildSmallIndex(entries, spacedAnalyser, { embedderFor: () => crowded }))
    expect(told[0]?.cosine).toBeCloseTo((Math.SQRT1_2 - 0.5) / 0.5, 6)
    expect(told.map(({ entryId, score }) => [entryId, score])).toEqual(
      plain.map(({ entryId, score }) => [entryId, score]),
    )
  })

  test('takes a unit without a vector for one that is unrelated, not for one that is opposite', async () => {
    const entries = [makeInput('a', { question: '休暇' }), makeInput('b', { question: '旅費' })]
    const crowded = { ...toyEmbedder(WORDS), unrelatedCosine: 0.5 }
    const index = await buildSmallIndex(entries, spacedAnalyser, { embedderFor: () => crowded })
    index.put(indexEntry(makeInput('c', { question: '申請' }), spacedAnalyser, 100))
    const denseZ = new Map((await ask('休暇 申請', index)).map(found => [found.entryId, found.denseZ]))
    expect(denseZ.get('c')).toBeGreaterThan(denseZ.get('b') ?? 0) // b: cosine 0, below what unrelated texts have
  })

  test('weighs the dense side as its model says, zero included, on one scale for all models', async () => {
    const entries = [
      makeInput('a', { question: '休暇 様式' }),
      makeInput('b', { question: '旅費 様式' }),
      makeInput('c'),
    ]
    const scoreWith = async (denseWeight: number) => {
      const embedder = { ...toyEmbedder(WORDS), denseWeight }
      const [first] = await ask('休暇', await buildSmallIndex(entries, spacedAnalyser, { embedderFor: () => embedder }))
      return first ?? { score: 0, lexicalZ: 0, denseZ: 0, readingZ: 0 }
    }
    for (const weight of [0, 0.8, 1.5]) {
      const { score, lexicalZ, denseZ, readingZ } = await scoreWith(weight)
      expect(score).toBeCloseTo(((lexicalZ + weight * denseZ + 0.4 * readingZ) * 2.6) / (1.4 + weight), 9)
    }
  })

  test('searches by words alone where the model knows no word of the question', async () => {
    const index = await buildDense([
      makeInput('a', { question: '知らない', answer: '様式' }),
      makeInput('b', { question: '旅費' }),
    ])
    expect(await ask('知らない', index)).toMatchObject([{ entryId: 'a', cosine: 0, denseZ: 0, exact: true }])
  })

  test('finds an entry whose vectors are not there yet', async () => {
    const index = await buildDense([makeInput('a', { question: '休暇' }), makeInput('b', { question: '旅費' })])
    index.put(indexEntry(makeInput('c', { question: '休暇 手当' }), spacedAnalyser, 100))
    const found = await ask('手当', index)
    expect(found[0]).toMatchObject({ entryId: 'c', cosine: 0 })
  })

  test('does not find an entry that went, though its vectors are still there', async () => {
    const index = await buildDense([makeInput('a', { question: '休暇' }), makeInput('b', { question: '旅費' })])
    index.remove('a')
    expect((await ask('休暇', index)).map(({ entryId }) => entryId)).not.toContain('a')
  })

  test('keeps to the section on both sides', async () => {
    const section = { code: 'kaikei', name: '会計課' }
    const entries = WORDS.map((word, i) =>
      makeInput(`e${i}`, { question: `${word} 申請`, ...(i % 2 === 1 && { section }) }),
    )
    for (const index of [await build(entries), await buildDense(entries)]) {
      const ids = (await ask('休暇 申請', index, { sectionCode: 'kaikei' })).map(({ entryId }) => entryId)
      expect(ids.toSorted()).toEqual(['e1', 'e3', 'e5', 'e7'])
    }
  })

  test('changes nothing in the index', async () => {
    const index = await buildDense([
      makeInput('a', { question: '休暇 申請' }),
      makeInput('b', { question: '旅費 申請' }),
    ])
    const before = JSON.stringify([...index.entries()])
    await ask('休暇 申請', index)
    expect([JSON.stringify([...index.entries()]), index.size, index.dense?.vectors.size]).toEqual([before, 2, 4])
  })

  test('never answers with an entry a question that is one of its negative phrasings, whatever else it holds', async () => {
    await fc.assert(
      fc.asyncProperty(someEntries, phrase, fc.boolean(), async (contents, question, dense) => {
        const entries = contents.map((content, i) => makeInput(`e${i}`, content))
        const first = { ...(entries[0] as SmallEntry), negativePhrasings: [question] }
        const index = await (dense ? buildDense : build)([first, ...entries.slice(1)])
        const { outcome, ranked } = judge(await ask(`「${question}」`, index), { answered: 0, candidates: 0 })
        expect([outcome, ranked[0]?.entryId]).not.toEqual(['answered', 'e0'])
        expect(ranked.find(({ entryId }) => entryId === 'e0')?.vetoed ?? true).toBe(true)
      }),
    )
  })

  test('ranks vetoed entries last, however well they score', async () => {
    const index = await build([
      makeInput('a', { question: '休暇 申請', negativePhrasings: ['休暇 申請 期限'] }),
      makeInput('b', { question: '手当 期限' }),
    ])
    const ranked = await ask('休暇 申請 期限', index)
    expect(ranked.map(({ entryId, vetoed }) => [entryId, vetoed])).toEqual([
      ['b', false],
      ['a', true],
    ])
    expect(ranked[1]?.score).toBeGreaterThan(ranked[0]?.score ?? 0)
  })

  // BM25 adds the answer to the question: an entry that says the words often has the higher score.
  test('an entry asked in its very words is answered, whoever else has the words in a long answer', async () => {
    const index = await build([
      makeInput('asked', { question: '申請 期限', answer: '窓口' }),
      makeInput('rival', { question: '申請 期限 様式', answer: '申請 期限 申請 期限 申請 期限' }),
      ...WORDS.slice(0, 3).map((word, i) => makeInput(`other${i}`, { question: `${word} 手当`, answer: '承認' })),
    ])
    const verdict = judge(await ask('申請 期限', index), DEFAULT_THRESHOLDS)
    expect([verdict.outcome, verdict.ranked[0]?.entryId]).toEqual(['answered', 'asked'])
  })
})

/** Same entries, scores equal to rounding, and the same order wherever scores differ by more than that. */
function expectSameRanking(actual: readonly ScoredEntry[], expected: readonly ScoredEntry[]): void {
  const scoreOf = new Map(expected.map(({ entryId, score }) => [entryId, score]))
  expect(actual.map(({ entryId }) => entryId).toSorted()).toEqual([...scoreOf.keys()].toSorted())
  for (const { entryId, score } of actual) expect(score).toBeCloseTo(scoreOf.get(entryId) ?? Number.NaN, 5)
  const nearTie = expected.some(
    ({ score }, i) => Math.abs(score - (expected[i + 1]?.score ?? 99)) < 1e-5 && score !== expected[i + 1]?.score,
  )
  if (!nearTie) expect(actual.map(({ entryId }) => entryId)).toEqual([...scoreOf.keys()])
}
