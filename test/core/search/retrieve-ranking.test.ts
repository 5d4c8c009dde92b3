// Ranking with everything real: analyser, word table, index. Each rank has its reason beside it, so that a change of
// weights shows what it hurts.
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openBuiltinEmbedders } from '../../../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { analyseQuestion } from '../../../src/core/analyse-question.ts'
import type { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { DEFAULT_THRESHOLDS, judge } from '../../../src/core/search/judge.ts'
import { retrieve, type ScoredEntry } from '../../../src/core/search/retrieve.ts'
import { buildSmallIndex, type SmallEntry } from '../../fakes/small-index.ts'
import { MUNICIPAL_CORPUS } from './municipal-corpus.ts'

const analyser = openLinderaAnalyser()
const embedders = openBuiltinEmbedders(join(import.meta.dirname, '../../../indexer/model/builtin'))

function build(entries: readonly SmallEntry[], sides: 'both' | 'words'): Promise<EntryIndex> {
  if (sides === 'words') return buildSmallIndex(entries, analyser)
  return buildSmallIndex(entries, analyser, {
    nearTerms: embedders.nearTerms(),
    embedderFor: async units => {
      const embedder = await embedders.open(await embedders.fit(units))
      if (embedder === null) throw new Error('expected the model just fitted to open')
      return embedder
    },
  })
}

async function ask(
  text: string,
  index: EntryIndex,
  options: { readonly limit?: number; readonly sectionCode?: string } = {},
): Promise<readonly ScoredEntry[]> {
  return retrieve(analyseQuestion(text, analyser), index, { limit: 20, ...options })
}

const idsOf = (ranked: readonly ScoredEntry[]) => ranked.map(({ entryId }) => entryId)

describe('ranking by words and meaning', () => {
  let index: EntryIndex
  beforeAll(async () => {
    index = await build(MUNICIPAL_CORPUS, 'both')
  })

  test.each([
    ['年休の申請方法', 'nenkyu', '年休 stands in its phrasing, 申請 in its question'],
    ['旅費はいつ入りますか', 'ryohi', '旅費 and いつ; the cancelled trip shares 旅費 alone'],
    ['VPNが切れる', 'vpn', 'a rare word outweighs all others'],
    ['ｖｐｎ', 'vpn', 'width and case do not matter'],
    ['診断書', 'byokyu', 'both words stand in its answer; 契約書 shares only 書'],
    ['収入印紙', 'inshi', 'its question asks about it; the receipt only mentions it in the answer'],
    ['スマホをなくした', 'tanmatsu', 'no word in common: スマホ is near 携帯電話'],
    ['有休', 'nenkyu', 'no word in common: 有休 is near 有給 and 休暇'],
    ['印鑑を使いたい', 'koin', 'no word in common: 印鑑 is near ハンコ'],
    ['引越し', 'tsukin', '引越し is near 引っ越す'],
    ['書類の保管', 'hozon', '書類 stands in its phrasing; 保管 is near 保存'],
    ['パスワードを忘れた', 'password', 'inflection does not matter: 忘れた and 忘れました are 忘れる'],
    ['パスワード忘れちゃったんだけど', 'password', 'spoken parts are no search terms'],
    ['お疲れ様です。総務課の者です。診断書は要りますか。よろしくお願いします。', 'byokyu', 'manners are not searched'],
  ])('「%s」 finds %s first: %s', async (question, entryId) => {
    expect(idsOf(await ask(question, index))[0]).toBe(entryId)
  })

  test.each([
    ['収入印紙', 'ryoshusho', 'its answer is the only other place with the word'],
    ['旅費はいつ入りますか', 'torikeshi', 'the other entry about 旅費'],
    ['休暇', 'byokyu', 'the other kind of 休暇'],
    ['契約', 'hozon', 'its answer speaks of contracts'],
  ])('「%s」 finds %s second: %s', async (question, entryId) => {
    expect(idsOf(await ask(question, index))[1]).toBe(entryId)
  })

  test('a question in the very words of an entry is answered by it', async () => {
    for (const entry of MUNICIPAL_CORPUS) {
      for (const question of [entry.question, ...entry.phrasings]) {
        const verdict = judge(await ask(question, index), DEFAULT_THRESHOLDS)
        expect([question, verdict.outcome, verdict.ranked[0]?.entryId]).toEqual([question, 'answered', entry.id])
      }
    }
  })

  test('a question that no entry is about is not answered', async () => {
    for (const question of ['富士山の高さは', '明日の天気', 'ラーメンのおいしい店']) {
      const { outcome } = judge(await ask(question, index), DEFAULT_THRESHOLDS)
      expect([question, outcome]).not.toEqual([question, 'answered'])
    }
  })

  test('a negative phrasing does not lead to its entry, which stands last', async () => {
    const ranked = await ask('病気で長く休む', index)
    expect(ranked[0]?.entryId).toBe('byokyu')
    expect(ranked.at(-1)).toMatchObject({ entryId: 'nenkyu', vetoed: true })
    expect(ranked.filter(({ vetoed }) => vetoed)).toHaveLength(1)
  })

  test('a section narrows the search to its entries, and one without entries finds none', async () => {
    const sectionOf = new Map(MUNICIPAL_CORPUS.map(({ id, section }) => [id, section.code]))
    const ranked = await ask('休暇の申請', index, { sectionCode: 'kaikei' })
    expect(ranked.length).toBeGreaterThan(0)
    expect(new Set(ranked.map(({ entryId }) => sectionOf.get(entryId)))).toEqual(new Set(['kaikei']))
    expect(idsOf(await ask('休暇の申請', index, { sectionCode: 'jinji' }))[0]).toBe('nenkyu')
    expect(await ask('休暇の申請', index, { sectionCode: 'gikai' })).toEqual([])
  })

  test('asking twice gives the same, to the last digit', async () => {
    for (const question of ['休暇', '旅費はいつ入りますか', '富士山の高さは']) {
      const first = await ask(question, index)
      await ask('契約書に収入印紙は必要ですか。', index)
      expect(await ask(question, index)).toEqual(first)
    }
  })

  test('gives as many as asked for, the same ones', async () => {
    const all = await ask('休暇', index)
    expect(all.length).toBeGreaterThan(3)
    expect(await ask('休暇', index, { limit: 3 })).toEqual(all.slice(0, 3))
  })

  test('who greets and who does not get the same candidates with the same scores', async () => {
    const plain = await ask('旅費はいつ入りますか？', index)
    expect(await ask('お疲れ様です。会計課の佐藤です。旅費はいつ入りますか？', index)).toEqual(plain)
  })

  test.each(['😀', '！？', '', 'こんにちは', 'お疲れ様です。', 'ありがとうございました！'])(
    'has no candidates for %j',
    async question => {
      expect(await ask(question, index)).toEqual([])
    },
  )

  // They share every word that carries meaning: 「ない」 is an auxiliary and no search term.
  test('a negative phrasing that differs from the question in 「ない」 alone is not answered', async () => {
    const entry = {
      ...(MUNICIPAL_CORPUS[0] as SmallEntry),
      question: '年休を取れる場合を教えてください。',
      phrasings: [],
      negativePhrasings: ['年休を取れない場合を教えてください。'],
    }
    const others = MUNICIPAL_CORPUS.slice(1)
    const verdict = judge(
      await ask('年休を取れない場合を教えてください。', await build([entry, ...others], 'both')),
      DEFAULT_THRESHOLDS,
    )
    expect([verdict.outcome, verdict.ranked[0]?.entryId]).not.toEqual(['answered', 'nenkyu'])
  })
})

describe('ranking by words alone, while no model can be read', () => {
  let index: EntryIndex
  beforeAll(async () => {
    index = await build(MUNICIPAL_CORPUS, 'words')
  })

  test.each([
    ['年休の申請方法', ['nenkyu', 'hozon'], '申請 and 年休; 方法 nowhere; 年 of 何年 is a word of its own'],
    ['VPNが切れる', ['vpn'], 'nobody else has the word'],
    ['旅費はいつ入りますか', ['ryohi', 'torikeshi'], '旅費 and いつ before 旅費 alone'],
    ['収入印紙', ['inshi', 'ryoshusho'], 'the question before the answer'],
    ['スマホをなくした', [], 'no word in common, and nothing that knows a near one'],
  ])('「%s」 finds %j first: %s', async (question, ids) => {
    const found = idsOf(await ask(question, index))
    expect(ids.length === 0 ? found : found.slice(0, ids.length)).toEqual(ids)
  })

  test.each([
    ['ねんきゅうをとりたい', 'nenkyu', 'kana for kanji: only the sounds are the same'],
    ['りょひは いつ はいるの', 'ryohi', 'kana with blanks, as typed on a telephone'],
    ['収入いんし', 'inshi', 'half kana'],
  ])('「%s」 finds %s by how it sounds: %s', async (question, id) => {
    expect(idsOf(await ask(question, index))[0]).toBe(id)
  })

  test('has no cosines to show', async () => {
    const [first] = await ask('VPNが切れる', index)
    expect(first).toMatchObject({ cosine: 0, denseZ: 0, vetoed: false, exact: false })
  })

  test('a negative phrasing holds without vectors', async () => {
    const nenkyuOnly = await build(MUNICIPAL_CORPUS.slice(0, 1), 'words')
    const verdict = judge(await ask('病気で長く休む', nenkyuOnly), DEFAULT_THRESHOLDS)
    expect(verdict).toMatchObject({ outcome: 'unanswered', confidence: 0 })
  })
})
