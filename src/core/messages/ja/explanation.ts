// How an explanation is told, in Japanese: `zencho ask --explain`, and the sentence that says why the outcome is what it is.
import type { Feature, Ground, Outcome, Thresholds } from '../../search/judge.ts'
import type { FusionWeights } from '../../search/retrieve.ts'
import type { UnitKind } from '../../text-unit.ts'

const number = (value: number) => value.toLocaleString('ja-JP')
const decimal = (value: number) => value.toFixed(2).replace('-', '−')
/** Rounded down, so that what is below a threshold never reads like the threshold. */
const percent = (value: number) => `${(Math.floor(value * 1_000) / 10).toFixed(1).replace(/\.0$/u, '')}%`

interface Judged {
  readonly outcome: Outcome
  readonly confidence: number
  readonly relatedness: number
  readonly thresholds: Thresholds
}

export const explanation = {
  /** Why the outcome is what it is; `ground` is that of the first candidate, null without one. */
  reason: ({ outcome, confidence, relatedness, thresholds }: Judged, ground: Ground | null) => {
    if (ground === null) return '候補が1件も見つからなかったため、「該当なし」としました。'
    if (ground === 'vetoed') return 'どの候補も「この質問では案内しない言い換え」に当たるため、「該当なし」としました。'
    const first = `先頭の候補の確からしさ ${percent(confidence)} が、回答の基準 ${percent(thresholds.answered)}`
    const related = `登録されたFAQに関わる質問である見込み ${percent(relatedness)} が、候補の基準 ${percent(thresholds.candidates)}`
    switch (outcome) {
      case 'answered':
        return `${first} 以上のため、回答としました。`
      case 'candidates':
        return `${first} 未満で、${related} 以上のため、候補の提示としました。`
      case 'unanswered':
        return `${first} 未満で、${related} 未満のため、「該当なし」としました。`
      default:
        return outcome satisfies never
    }
  },

  question: (text: string) => `質問: ${text}`,
  outcome: (reason: string) => `判定: ${reason}`,
  section: (code: string) => `担当課コード: ${code}`,
  model: (id: string | null) => `意味検索のモデル: ${id ?? 'なし（語と音だけで探しました）'}`,

  morphemes: {
    title: '■ 質問の解析',
    columns: { surface: '表記', base: '基本形', pos: '品詞', reading: '読み', term: '検索語' },
    dropped: '（使わない）',
    sounds: (reading: string) => `全体の読み: ${reading}`,
  },

  terms: {
    title: '■ 検索語の重み',
    columns: { term: '検索語', entries: '使うFAQ', idf: 'idf', weight: '重み', near: '近い語（類似度、使うFAQ）' },
    near: (term: string, similarity: number, entries: number) =>
      `${term}（${decimal(similarity)}、${number(entries)}件）`,
    more: (count: number) => `ほか${number(count)}語`,
    added: (term: string) => `${term}（同義語）`,
    none: '検索語がありません。',
  },

  candidate: {
    title: (rank: number, entryId: string, question: string, section: string) =>
      `■ 候補${rank}: ${question}（${section}、${entryId}）`,
    vetoedTitle: (entryId: string, question: string, section: string) =>
      `■ 案内しないFAQ: ${question}（${section}、${entryId}）`,
    confidence: (value: number, ground: Ground) => `確からしさ: ${percent(value)}（${GROUNDS[ground]}）`,
    veto: (phrasing: string | null, verbatim: boolean) =>
      `案内しない理由: この質問では案内しない言い換え「${phrasing ?? '（改定前のもの）'}」と${verbatim ? '同じ文です' : '近いためです'}`,
    nearness: (negative: number, own: number) =>
      `（近さ ${decimal(negative)}、FAQの質問・言い換えとの近さ ${decimal(own)}）`,
    fusion: (score: number, sides: string) => `総合点: ${decimal(score)} = ${sides}`,
    fused: (side: keyof FusionWeights, weight: number, z: number) =>
      `${SIDES[side]} ${decimal(weight)} × ${decimal(z)}`,
    reranked: (score: number) => `並べ替え後の点: ${decimal(score)}`,
  },

  score: (side: keyof FusionWeights, score: number, z: number) =>
    `【${SIDES[side]}】${decimal(score)}点（z ${decimal(z)}）`,
  spread: (mean: number, deviation: number) => `平均 ${decimal(mean)}、標準偏差 ${decimal(deviation)}`,

  words: {
    columns: { term: '検索語', field: '欄', word: 'FAQの語', similarity: '類似度', frequency: '回数', points: '点' },
    fields: { asks: '質問・言い換え', answer: '回答' },
    none: '一致する語も近い語もありません。',
  },

  units: {
    title: '■ 意味の近い文',
    columns: { cosine: '余弦', entryId: 'FAQ', kind: '種類', text: '文' },
    kinds: {
      question: '質問',
      phrasing: '言い換え',
      negative: '案内しない言い換え',
      answer: '回答',
    } satisfies Record<UnitKind, string>,
    revised: '（改定されたため、いまはありません）',
    none: '近い文がありません。',
  },

  noMeaning: '【意味】比べていません。',

  sounds: {
    asks: (stretches: string) => `質問・言い換えと共通の音: ${stretches}`,
    answer: (stretches: string) => `回答と共通の音: ${stretches}`,
    stretch: (sounds: string, weight: number) => `${sounds}（${weight.toFixed(1)}）`,
    none: 'なし',
  },

  judgement: {
    title: (support: number) => `【判断】質問の語の重みのうち、このFAQにある割合 ${percent(support)}`,
    columns: { feature: '特徴', value: '値', weight: '重み', part: '寄与' },
    sum: '合計（対数オッズ）',
    features: {
      bias: '定数',
      cosine: '最も近い質問・言い換えとの余弦',
      supportLead: '質問の語のうちFAQにある割合の、次の候補との差',
      breadth: '質問・言い換えにある質問の語の数（重みで見た数に1を足した対数）',
      prominence: '続く5件と比べた総合点の抜きん出かた（占める割合の対数）',
      meaningLead: '続く5件で最も高いものとの、意味のz値の差（平方根）',
    } satisfies Record<Feature, string>,
  },
} as const

const SIDES: Readonly<Record<keyof FusionWeights, string>> = { lexical: '語', dense: '意味', reading: '音' }

const GROUNDS: Readonly<Record<Ground, string>> = {
  features: '下の判断から計算',
  exact: '質問の語が、このFAQの質問または言い換えの語とすべて同じ',
  vetoed: '案内しない言い換えに当たる',
  capped: '1つ前の候補を超えないように制限',
}
