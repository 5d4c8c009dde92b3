import { describe, expect, test } from 'vitest'
import { bareForm } from '../../../src/core/normalise.ts'
import type { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { isVetoed } from '../../../src/core/search/veto.ts'
import { tokenise } from '../../../src/core/tokenise.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { buildSmallIndex } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

const VOCABULARY = ['年休', '病休', '取る', '申請', '期限', '方法', '様式', '窓口']

/** Whether the one entry of an index is vetoed for a question, with and without its vectors. */
async function isVetoedFor(question: string, index: EntryIndex): Promise<boolean> {
  const terms = tokenise(question, spacedAnalyser)
  const [vector = null] = (await index.dense?.embedder.embed([{ text: question, terms }], 'question')) ?? []
  const entry = index.entryAt(0)
  if (entry === undefined) throw new Error('expected one entry')
  return isVetoed(entry, { bare: bareForm(question), terms: new Set(terms), vector }, index.dense)
}

const SIDES = [
  ['with', { embedderFor: () => toyEmbedder(VOCABULARY) }],
  ['without', {}],
] as const

describe.each(SIDES)('isVetoed %s a dense side', (_, sides) => {
  const build = (question: string, negativePhrasings: readonly string[], phrasings: readonly string[] = []) => {
    return buildSmallIndex([makeInput('a', { question, phrasings, negativePhrasings })], spacedAnalyser, sides)
  }

  test('vetoes a question in the very words of a negative phrasing', async () => {
    const index = await build('年休 申請 方法', ['年休 申請 期限', '病休 申請 方法'])
    expect(await isVetoedFor('病休 申請 方法', index)).toBe(true)
    expect(await isVetoedFor('年休 申請 期限', index)).toBe(true)
  })

  test("does not veto the entry's own question or phrasing", async () => {
    const index = await build('年休 申請 方法', ['病休 申請 方法'], ['年休 取る'])
    expect(await isVetoedFor('年休 申請 方法', index)).toBe(false)
    expect(await isVetoedFor('年休 取る', index)).toBe(false)
  })

  test('does not veto a question that is merely closer to a negative phrasing than to the others', async () => {
    const index = await build('年休 取る', ['病休 申請 方法 様式'])
    // One word of four in common: Dice 2 × 1 / (1 + 4) = 0.4, cosine ½.
    expect(await isVetoedFor('病休', index)).toBe(false)
    // All four and two more: Dice 2 × 4 / (4 + 6) = 0.8, cosine √(4/6) = 0.82.
    expect(await isVetoedFor('病休 申請 方法 様式 期限 窓口', index)).toBe(true)
  })

  test('does not veto where a question of its own is as near', async () => {
    const index = await build('年休 申請 方法', ['病休 申請 方法'])
    // 申請 and 方法 stand in both.
    expect(await isVetoedFor('申請 方法', index)).toBe(false)
  })

  test('vetoes a question that is a negative phrasing letter by letter, though its own question has the same words', async () => {
    // An auxiliary is no search term: for the analyser the two differ in nothing.
    const index = await build('年休 を/助詞 取る', ['年休 を/助詞 取る ない/助動詞'])
    expect(await isVetoedFor('年休 を/助詞 取る ない/助動詞', index)).toBe(true)
    expect(await isVetoedFor('「年休」 を/助詞　取る ない/助動詞？', index)).toBe(true)
    expect(await isVetoedFor('年休 を/助詞 取る', index)).toBe(false)
    expect(await isVetoedFor('年休 を/助詞 取る ます/助動詞', index)).toBe(false)
  })

  test('does not veto symbols alone, which are letter by letter alike', async () => {
    expect(await isVetoedFor('？？？', await build('年休 取る', ['！！！']))).toBe(false)
  })

  test('has nothing to veto without negative phrasings, or without words', async () => {
    expect(await isVetoedFor('年休 申請 方法', await build('年休 申請 方法', []))).toBe(false)
    expect(await isVetoedFor('', await build('年休 申請 方法', ['病休 申請 方法']))).toBe(false)
  })
})

test('a veto by meaning needs no common word: the cosine is enough', async () => {
  const entry = makeInput('a', { question: '年休 申請', negativePhrasings: ['病休 取る'] })
  const index = await buildSmallIndex([entry], spacedAnalyser, {
    // 欠勤 and 病休 are one dimension here, as synonyms are near in a real model.
    embedderFor: () => {
      const toy = toyEmbedder(['病休', '取る', '年休', '申請'])
      const asKnown = (terms: readonly string[]) => terms.map(term => (term === '欠勤' ? '病休' : term))
      return {
        ...toy,
        embed: (inputs, role) =>
          toy.embed(
            inputs.map(({ text, terms }) => ({ text, terms: asKnown(terms) })),
            role,
          ),
      }
    },
  })
  expect(await isVetoedFor('欠勤', index)).toBe(false) // cosine √½ = 0.707
  expect(await isVetoedFor('欠勤 取る', index)).toBe(true) // cosine 1; Dice ½
})

test('a cosine that unrelated texts of the model have, too, vetoes nothing', async () => {
  const entry = makeInput('a', { question: '年休 申請', negativePhrasings: ['病休 取る 期限'] })
  const crowded = { ...toyEmbedder(['病休', '取る', '期限']), unrelatedCosine: 0.5 }
  const index = await buildSmallIndex([entry], spacedAnalyser, { embedderFor: () => crowded })
  // Two words of three: cosine √⅔ = .816, of which .63 is more than unrelated texts have; Dice ⅔ with a word besides
  expect(await isVetoedFor('病休 取る 様式', index)).toBe(false)
  expect(await isVetoedFor('病休 取る 期限 様式', index)).toBe(true)
})
