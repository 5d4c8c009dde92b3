// Explanations with everything real: analyser, word table, index. What is told must be what answers.
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { openBuiltinEmbedders } from '../../../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { rankAndJudge } from '../../../src/core/answer-question.ts'
import type { Entry } from '../../../src/core/entry.ts'
import type { ExplainedCandidate, SideScore } from '../../../src/core/explain/explain-candidate.ts'
import {
  type ExplainDeps,
  type Explanation,
  explainQuestion,
  type QuestionToExplain,
} from '../../../src/core/explain/explain-question.ts'
import { DEFAULT_THRESHOLDS, JUDGED_MIN, type JudgedEntry } from '../../../src/core/search/judge.ts'
import { splitIntoUnits } from '../../../src/core/text-unit.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'
import { buildSmallIndex } from '../../fakes/small-index.ts'
import { MUNICIPAL_CORPUS } from '../search/municipal-corpus.ts'

const analyser = openLinderaAnalyser()
const embedders = openBuiltinEmbedders(join(import.meta.dirname, '../../../indexer/model/builtin'))

const CORPUS = MUNICIPAL_CORPUS.map(entry =>
  makeEntry(entry.id, { ...entry, section: { code: entry.section.code, name: `${entry.section.code}課` } }),
)

/** Over entries as the index knows them, and as the registry has them by now. */
async function openDeps(
  sides: 'both' | 'words',
  indexed: readonly Entry[] = CORPUS,
  registered: readonly Entry[] = indexed,
): Promise<ExplainDeps> {
  const dense = {
    nearTerms: embedders.nearTerms(),
    embedderFor: async (units: Parameters<typeof embedders.fit>[0]) => {
      const embedder = await embedders.open(await embedders.fit(units))
      if (embedder === null) throw new Error('expected the model just fitted to open')
      return embedder
    },
  }
  return {
    analyser,
    index: await buildSmallIndex(indexed, analyser, sides === 'both' ? dense : {}),
    registry: { entriesById: async ids => ids.flatMap(id => registered.find(entry => entry.id === id) ?? []) },
    thresholds: DEFAULT_THRESHOLDS,
    now: () => new Date('2026-07-01T00:00:00Z'),
  }
}

let both: ExplainDeps
let words: ExplainDeps
beforeAll(async () => {
  both = await openDeps('both')
  words = await openDeps('words')
})

const explain = (text: string, some: Partial<QuestionToExplain> = {}, deps: ExplainDeps = both) =>
  explainQuestion({ text, ...some }, deps)
const idsOf = ({ candidates }: Explanation) => candidates.map(({ entryId }) => entryId)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const zOf = ({ score, mean, deviation }: SideScore) => (score - mean) / deviation

/** Everything that is told of a candidate in parts adds up to what it was ranked and judged by. */
function expectToAddUp(candidate: ExplainedCandidate, judged: JudgedEntry): void {
  const { lexical, dense, reading, fusion, judgement } = candidate
  expect(candidate).toMatchObject({ entryId: judged.entryId, confidence: judged.confidence, exact: judged.exact })
  expect(sum(lexical.contributions.map(({ points }) => points))).toBeCloseTo(judged.lexical, 3)
  expect(lexical.score).toBe(judged.lexical)
  for (const [side, z] of [
    [lexical, judged.lexicalZ],
    [dense, judged.denseZ],
    [reading, judged.readingZ],
  ] as const) {
    expect(side?.z ?? 0).toBe(z)
    expect(side === null ? 0 : zOf(side)).toBeCloseTo(z, 9)
  }
  expect(sum(fusion.sides.map(({ weight, z }) => weight * z))).toBeCloseTo(judged.score, 9)
  expect([fusion.sum, fusion.score]).toEqual([judged.score, judged.score])
  expect(sum(judgement.features.map(({ value, weight }) => value * weight))).toBeCloseTo(judgement.logit, 9)
  if (candidate.ground === 'features') {
    expect(candidate.confidence).toBeCloseTo(1 / (1 + Math.exp(-judgement.logit)), 9)
  }
}

describe('an explanation', () => {
  const snippets = CORPUS.flatMap(entry => splitIntoUnits(entry).map(({ text }) => text))
  const question = fc
    .array(
      fc
        .tuple(fc.constantFrom(...snippets, 'スマホ', '有休', '宇宙'), fc.nat(20), fc.nat(12))
        .map(([text, from, length]) => {
          return text.slice(Math.min(from, text.length - 1), from + length + 1)
        }),
      { minLength: 1, maxLength: 4 },
    )
    .map(parts => parts.join(''))
    .filter(text => text.trim() !== '')

  test('adds up to the scores and confidences that the same question is answered by', async () => {
    const asked = fc.record({
      text: question,
      sectionCode: fc.constantFrom(undefined, 'jinji', 'kaikei'),
      limit: fc.integer({ min: 1, max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(asked, fc.boolean(), async (drawn, withVectors) => {
        const deps = withVectors ? both : words
        const explanation = await explainQuestion(drawn, deps)
        // As many as an answer of this limit is judged by.
        const options = { sectionCode: drawn.sectionCode, limit: Math.max(drawn.limit + 1, JUDGED_MIN) }
        const { outcome, confidence, ranked } = await rankAndJudge(drawn.text.trim(), deps, options)
        expect(explanation).toMatchObject({ outcome, confidence })
        const answering = ranked.slice(0, drawn.limit).filter(({ vetoed }) => !vetoed)
        const told = explanation.candidates.filter(({ veto }) => veto === null)
        expect(told).toMatchObject(answering.map(({ entryId, confidence: own }) => ({ entryId, confidence: own })))

        const all = await rankAndJudge(drawn.text.trim(), deps, { ...options, keepVetoed: true })
        const judged = all.ranked.filter(({ vetoed }, i) => i < drawn.limit || vetoed)
        expect(idsOf(explanation)).toEqual(judged.map(({ entryId }) => entryId))
        for (const [i, candidate] of explanation.candidates.entries()) {
          expectToAddUp(candidate, judged[i] as JudgedEntry)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('is the same for many at once as for one after the other', async () => {
    const questions = ['年休の申請方法', '旅費はいつ入りますか', '診断書', 'ハンコ', 'VPNが切れる']
    const alone: Explanation[] = []
    for (const text of questions) alone.push(await explain(text))
    expect(await Promise.all(questions.map(text => explain(text)))).toEqual(alone)
  })
})

describe('the question', () => {
  test('is told morpheme by morpheme, what is kept and what is dropped', async () => {
    const { question, morphemes, reading, terms } = await explain('　ＰＷを忘れました。 ')
    expect(question).toBe('ＰＷを忘れました。')
    expect(morphemes.map(({ surface, pos, term }) => [surface, pos, term])).toEqual([
      ['pw', 'UNK', 'pw'],
      ['を', '助詞', null],
      ['忘れ', '動詞', '忘れる'],
      ['まし', '助動詞', null],
      ['た', '助動詞', null],
      ['。', '記号', null],
    ])
    expect(reading).toBe('pwをわすれました')
    expect(terms.map(({ term, entries }) => [term, entries])).toEqual([
      ['pw', 0],
      ['忘れる', 1],
    ])
  })

  test('tells each term once, with its near words in the registry', async () => {
    const { terms } = await explain('印鑑、印鑑')
    expect(terms).toHaveLength(1)
    expect(terms[0]).toMatchObject({ term: '印鑑', entries: 0, idf: 0 })
    expect(terms[0]?.near.map(({ term }) => term)).toContain('ハンコ')
    expect(terms[0]?.near.every(({ entries, similarity }) => entries > 0 && similarity > 0)).toBe(true)
    expect(terms[0]?.weight).toBeGreaterThan(0)
  })

  test('of nothing, or of more than a page, is refused', async () => {
    await expect(explain('　')).rejects.toMatchObject({ code: 'bad_input' })
    await expect(explain('あ'.repeat(1_001))).rejects.toMatchObject({ code: 'bad_input' })
  })

  test('that nothing is found for is unanswered, and says so in every part', async () => {
    const { outcome, confidence, candidates, nearestUnits, modelId, terms } = await explain('xyzzy')
    expect([outcome, confidence, candidates, nearestUnits, modelId]).toEqual(['unanswered', 0, [], [], null])
    expect(terms).toEqual([{ term: 'xyzzy', asked: true, entries: 0, idf: 0, weight: 0, near: [] }])
    expect(await explain('。。。')).toMatchObject({ outcome: 'unanswered', terms: [], candidates: [] })
  })
})

describe('a candidate', () => {
  test('names the words that count, the nearest texts, and the sounds in common', async () => {
    const { candidates, nearestUnits, modelId } = await explain('印鑑をおしてほしい')
    const [first] = candidates
    expect(first).toMatchObject({ entryId: 'koin', ground: 'features', veto: null, section: { name: 'bunsho課' } })
    expect(first?.lexical.contributions).toContainEqual(
      expect.objectContaining({ term: '印鑑', field: 'asks', word: 'ハンコ', frequency: 1 }),
    )
    expect(first?.dense?.ask).toMatchObject({ kind: 'phrasing', text: 'ハンコを押してほしい' })
    expect(first?.dense?.answer?.kind).toBe('answer')
    expect(first?.reading.asks[0]?.sounds).toBe('をおしてほしい')
    expect(nearestUnits[0]).toEqual({ entryId: 'koin', ...first?.dense?.ask })
    expect(modelId).not.toBeNull()
  })

  test('is explained without vectors by words and sounds alone', async () => {
    const { candidates, nearestUnits, modelId } = await explain('ハンコ', {}, words)
    expect([modelId, nearestUnits]).toEqual([null, []])
    expect(candidates[0]?.dense).toBeNull()
    expect(candidates[0]?.fusion.sides.find(({ side }) => side === 'dense')).toMatchObject({ weight: 0, z: 0 })
  })

  test('in whose very words the question is rests on that, not on its features', async () => {
    const { candidates } = await explain('ハンコを押してほしい')
    expect(candidates[0]).toMatchObject({ entryId: 'koin', exact: true, ground: 'exact', confidence: 0.99 })
  })

  test('that is vetoed is told last, with the negative phrasing that vetoes it', async () => {
    const verbatim = await explain('病気で長く休む', { limit: 2 })
    expect(idsOf(verbatim).slice(0, 1)).toEqual(['byokyu'])
    expect(verbatim.candidates).toHaveLength(3)
    expect(verbatim.candidates.at(-1)).toMatchObject({
      entryId: 'nenkyu',
      ground: 'vetoed',
      confidence: 0,
      veto: { verbatim: true, phrasing: '病気で長く休む', nearness: expect.closeTo(1, 5) as number },
    })
    const near = (await explain('病気で長く休みます')).candidates.find(({ entryId }) => entryId === 'nenkyu')
    expect(near?.veto).toMatchObject({ verbatim: false, phrasing: '病気で長く休む' })
    expect(near?.veto?.nearness).toBeGreaterThan(near?.veto?.ownNearness ?? 1)
  })

  test('reordered by a cross-encoder keeps the sum beside what it was ranked by', async () => {
    const likesLast = async (_question: string, passages: readonly string[]) => passages.map((_, i) => i / 10)
    const deps = { ...both, reranking: { depth: 4, score: likesLast } }
    const [before, after] = [await explain('休暇の申請'), await explain('休暇の申請', {}, deps)]
    expect(idsOf(after)).not.toEqual(idsOf(before))
    for (const { entryId, fusion } of before.candidates.slice(0, 4)) {
      const same = after.candidates.find(candidate => candidate.entryId === entryId)
      expect(same?.fusion.sum).toBe(fusion.sum)
    }
    expect(after.candidates.some(({ fusion }) => fusion.sum !== fusion.score)).toBe(true)
  })
})

test('the thresholds decide the outcome, and the summary says so', async () => {
  const at = async (answered: number, candidates: number) => {
    return explain('印鑑をおしてほしい', {}, { ...both, thresholds: { answered, candidates } })
  }
  const answered = await at(0, 0)
  expect(answered).toMatchObject({ outcome: 'answered', thresholds: { answered: 0, candidates: 0 } })
  const summaries = [answered, await at(1, 0), await at(1, 1)].map(({ outcome, summary }) => [outcome, summary])
  expect(summaries).toEqual([
    ['answered', expect.stringContaining('回答としました')],
    ['candidates', expect.stringContaining('候補の提示としました')],
    ['unanswered', expect.stringContaining('該当なし')],
  ])
})

describe('what may be seen', () => {
  test('is of the section asked for alone', async () => {
    const { candidates, nearestUnits, sectionCode } = await explain('休暇の申請', { sectionCode: 'kaikei', limit: 20 })
    expect(sectionCode).toBe('kaikei')
    expect(new Set(candidates.map(({ section }) => section.code))).toEqual(new Set(['kaikei']))
    const ids = CORPUS.filter(({ section }) => section.code === 'kaikei').map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(nearestUnits.map(({ entryId }) => entryId)))
    expect(await explain('休暇', { sectionCode: 'none' })).toMatchObject({ candidates: [], nearestUnits: [] })
  })

  test('is what is published by now, though the index has it still', async () => {
    const registered = CORPUS.map(entry => (entry.id === 'koin' ? { ...entry, status: 'archived' as const } : entry))
    const deps = await openDeps('both', CORPUS, registered)
    const explanation = await explain('ハンコを押してほしい', { limit: 20 }, deps)
    expect(JSON.stringify(explanation.candidates)).not.toContain('koin')
    expect(JSON.stringify(explanation.nearestUnits)).not.toMatch(/koin|公印/u)
  })

  test('is no text that the entry has no more', async () => {
    const registered = CORPUS.map(entry => (entry.id === 'koin' ? { ...entry, phrasings: [] } : entry))
    const { candidates } = await explain('ハンコ', {}, await openDeps('both', CORPUS, registered))
    expect(candidates[0]).toMatchObject({ entryId: 'koin', dense: { ask: { kind: 'phrasing', text: null } } })
  })
})
