// What the pages of 解決率 say, in Japanese.
import { formatFiscalYear, formatFiscalYearInEra, formatJapaneseDate } from '../../../fiscal-year.ts'
import { SMALL_GROUP_MIN } from '../../../kpi/small-groups.ts'
import { FALL_DAYS } from '../../../learning/find-falls.ts'
import {
  FALL_MIN,
  FALL_VOICES_MIN,
  isTold,
  type Rate,
  type ResolutionOrder,
  type ResolutionRate,
} from '../../../learning/resolution.ts'
import type { Voice } from '../../../ports/voices.ts'

const number = (value: number) => value.toLocaleString('ja-JP')
const share = new Intl.NumberFormat('ja-JP', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const FEW = `${SMALL_GROUP_MIN}件未満`

const SAID: Readonly<Record<Voice['said'], string>> = {
  resolved: '解決した',
  unresolved: '解決しない',
  none: 'この中にない',
}

const monthName = (month: string) => formatJapaneseDate(`${month}-01`).replace(/1日$/u, '')

export const resolutionTexts = {
  title: '解決率',
  lead: '回答を見て「解決した」「解決しない」のどちらかを押した質問のうち、「解決した」の割合です。',
  definition: [
    '同じ質問では、最後に押されたものだけを、質問した日に数えます。',
    '「この中にない」は、解決率には数えません。',
    `声が${FEW}のときは、押した人を推し量れないように、割合も件数も表示しません。`,
    '範囲は、声の数から見て本当の割合があると考えられる幅です（95%の信頼区間、ウィルソン法）。声が少ないほど広くなります。',
    '解決率や、押されたボタンによって、検索の順位が自動で変わることはありません。',
  ],
  definitionTitle: '解決率の数え方',
  filter: {
    label: '解決率の絞り込み',
    year: '年度',
    section: '担当課',
    allSections: 'すべての担当課',
    order: '並び順',
    show: '表示する',
  },
  orders: {
    lowest: '解決率の低い順',
    highest: '解決率の高い順',
    voices: '声の多い順',
    id: 'FAQ番号順',
  } satisfies Readonly<Record<ResolutionOrder, string>>,
  year: formatFiscalYear,
  few: FEW,
  none: '—',
  rate: (rate: ResolutionRate) => (isTold(rate) ? share.format(rate.rate) : rate === 'few' ? FEW : '—'),
  range: ({ low, high }: Rate) => `${share.format(low)}〜${share.format(high)}`,
  plain: number,
  month: monthName,
  monthShort: (month: string) => `${Number(month.slice(5))}月`,

  columns: {
    entry: 'FAQ',
    id: 'FAQ番号',
    section: '担当課',
    month: '月',
    resolved: '解決した',
    unresolved: '解決しない',
    rate: '解決率',
    range: '範囲（95%）',
    low: '範囲の下限',
    high: '範囲の上限',
    questions: 'もとの質問',
  },
  total: '全体',
  wholeHeading: (year: number) => `${formatFiscalYearInEra(year)}の解決率`,
  wholeCaption: '年度を通した解決率',
  monthsTitle: (name: string) => `月ごとの解決率（${name}）`,
  monthsText: '点は月ごとの解決率（%）、縦の線は範囲（95%）です。声が少ない月は、点がありません。',
  sectionsHeading: '担当課ごとの解決率',
  sectionsCaption: '声のあった担当課、登録順',
  entriesHeading: 'FAQごとの解決率',
  entriesCaption: (order: ResolutionOrder, total: number) =>
    `${resolutionOrderName(order)}、全${number(total)}件。声の少ないものは最後に並べています。`,
  noVoices: 'この条件では、まだ声がありません。',
  questionsOf: (question: string) => `質問を見る：「${question}」`,
  seeQuestions: '質問を見る',
  export: 'CSV（Excel用）で書き出す',
  exportCp932: 'CSV（Shift_JIS）で書き出す',
  fileName: (year: number) => `zencho-resolution-${year}`,
  sheet: '解決率',

  fallingHeading: '解決率が下がったFAQ',
  fallingLead: `直近${FALL_DAYS}日の解決率が、その前の${FALL_DAYS}日より下がったものです。`,
  fallingDefinition: `どちらの期間にも声が${FALL_VOICES_MIN}件以上あり、${number(FALL_MIN * 100)}ポイント以上下がり、それが偶然とは考えにくい（差の99%信頼区間、ニューコム法）ものだけを載せています。`,
  fallingCaption: '下がり方の大きい順',
  fallingNone: '解決率が下がったと言えるFAQはありません。',
  fallingColumns: { before: `その前の${FALL_DAYS}日`, now: `直近${FALL_DAYS}日`, revision: '改訂との関係' },
  withCount: (rate: ResolutionRate) =>
    isTold(rate) ? `${share.format(rate.rate)}（${number(rate.voices)}件）` : rate === 'few' ? FEW : '—',
  notRevised: 'この間に改訂されていません。',
  revised: (on: string, before: ResolutionRate, after: ResolutionRate): string => {
    const day = formatJapaneseDate(on)
    if (!isTold(before) || !isTold(after))
      return `${day}に改訂されました。前後のどちらかの声が${FEW}のため、比べられません。`
    const change =
      after.rate > before.rate ? '上がりました' : after.rate < before.rate ? '下がりました' : '変わりません'
    const [from, to] = [share.format(before.rate), share.format(after.rate)]
    return `${day}の改訂の前（${FALL_DAYS}日間）は${from}（${number(before.voices)}件）、後は${to}（${number(after.voices)}件）で、${change}。`
  },
  anyRevisionHeading: '最近の改訂の前と後',

  entryTitle: '解決率',
  about: (question: string) => `対象: ${question}`,
  questionsHeading: 'もとの質問',
  questionsCaption: '新しい順。だれが質問したかは表示しません。個人情報は伏せています。',
  questionsFew: `声が${FEW}のため、質問は表示しません。`,
  askedAt: '質問した日時',
  question: '質問',
  said: '押されたもの',
  saidWith: (said: Voice['said'], clicked: boolean) =>
    clicked ? `候補から選んで「${SAID[said]}」` : `「${SAID[said]}」`,
  openEntry: 'FAQのページを開く',
  back: '解決率の一覧に戻る',
  more: '解決率ともとの質問を見る',
} as const

function resolutionOrderName(order: ResolutionOrder): string {
  return resolutionTexts.orders[order]
}
