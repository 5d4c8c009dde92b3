// What the dashboard and its lists say, in Japanese.
import { type CalendarDate, formatFiscalYear, formatFiscalYearInEra, formatJapaneseDate } from '../../../fiscal-year.ts'
import { kpiDefinitions } from './kpi-definitions.ts'

/** Called as they are defined. */
const names = kpiDefinitions
const number = (value: number) => value.toLocaleString('ja-JP')
const share = new Intl.NumberFormat('ja-JP', { style: 'percent', maximumFractionDigits: 1 })
const oneDecimal = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 1 })

export const kpiTexts = {
  title: (fiscalYear: number) => `${formatFiscalYear(fiscalYear)}の登録状況`,
  asOf: (date: CalendarDate) => `${formatJapaneseDate(date)}現在`,
  live: '登録や公開があると、この画面の数字は自動で新しくなります。',
  year: '年度',
  years: '年度を選ぶ',
  yearName: formatFiscalYearInEra,
  count: (value: number) => `${number(value)}件`,
  people: (value: number) => `${number(value)}人`,
  share: (value: number | null) => (value === null ? '—' : share.format(value)),
  days: (value: number | null) => (value === null ? '—' : `${oneDecimal.format(value)}日`),
  plain: number,
  summary: '目標に対する状況',
  registered: names.registered.name,
  target: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}末の目標`,
  noTarget: 'この年度の目標は設定されていません。',
  setTarget: '計画のページで目標を設定する',
  achieved: (rate: number) => `達成率 ${share.format(rate)}`,
  reached: '目標に達しています。',
  missing: (missing: number) => `目標まで、あと${number(missing)}件です。`,
  needed: (perMonth: number, months: number) =>
    `年度末（あと${oneDecimal.format(months)}か月）に間に合わせるには、1か月に${number(perMonth)}件の登録が必要です。`,
  lately: (perMonth: number) => `最近の登録は、1か月に平均${oneDecimal.format(perMonth)}件です。`,
  forecast: names.forecast.name,
  forecastValue: (expected: number, low: number, high: number) =>
    `${number(expected)}件（${number(low)}件〜${number(high)}件）`,
  forecastMethod:
    '直近26週の1週間当たりの登録数の平均が年度末まで続くとした見込みです。かっこ内は、週ごとのばらつきから計算した範囲で、5回のうち4回はこの中に収まります（80％予測区間）。',
  noForecast: '見込みは、登録が4週間以上続くと表示します。',
  openingPart: (count: number) => `うち期首の登録数 ${number(count)}件`,
  inYear: names.registeredInYear.name,
  published: names.published.name,
  verified: names.verified.name,
  verifiedRate: (rate: number | null) => `検証済みの割合 ${rate === null ? '—' : share.format(rate)}`,
  notServing: names.archived.name,
  course: '登録の推移と内訳',
  quality: '利用と回答の状況',
  asked: names.questions.name,
  answerRate: names.answerRate.name,
  zeroHitRate: names.zeroHitRate.name,
  resolvedRate: names.resolvedRate.name,
  askers: names.askers.name,
  usageRate: names.usageRate.name,
  fewAskers: '5人未満',
  noStaff: '職員数が未設定です',
  ticketDays: names.ticketDays.name,
  charts: {
    cumulative: '登録数（累計）の推移',
    cumulativeText: '線は月末の登録数、丸印は年度ごとの目標、破線は年度末までの見込みです。',
    monthly: '月ごとの登録',
    monthlyText: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}に初めて公開したFAQの数です。`,
    needed: '点線は、目標に達するために必要な1か月当たりの登録数です。',
    sections: '担当課ごとの登録',
    sectionsText: (shown: number) =>
      `この年度の登録が多い順に${number(shown)}課を示します。すべての担当課は表にあります。`,
    questions: '月ごとの質問と回答',
    questionsText: '質問の数を、回答、候補の提示、見つからなかったもの、に分けて示します。',
  },
  legend: {
    line: '登録数（累計）',
    goal: '目標',
    expected: '見込み',
    answered: '回答',
    candidates: '候補の提示',
    unanswered: '見つからない',
  },
  columns: {
    month: '月',
    section: '担当課',
    registered: '登録',
    total: '累計',
    goal: '目標',
    published: '公開中',
    verified: '検証済み',
    figure: '指標',
    periodA: '期間A',
    periodB: '期間B',
    difference: '差（B−A）',
  },
  month: (month: string) => {
    const [year = '', name = ''] = month.split('-')
    return `${year}年${Number(name)}月`
  },
  monthShort: (month: string) => `${Number(month.slice(5))}月`,
  definitions: '用語の説明',
  more: {
    compare: '二つの期間を比べる',
    plan: '計画（主な指標及び工程）',
    export: '書き出す（Excel・CSV）',
    report: '月次報告',
  },
  list: {
    title: '登録したFAQ',
    lead: (from: CalendarDate, until: CalendarDate) =>
      `${formatJapaneseDate(from)}から${formatJapaneseDate(until)}までに登録（初めて公開）したFAQです。`,
    total: (total: number) => `${number(total)}件あります。`,
    opening: (count: number) => `このほかに、期首の登録数として加えた${number(count)}件があります。`,
    caption: '登録日の新しい順',
    columns: { registeredOn: '登録日', question: '質問', section: '担当課', status: '状態' },
    status: { published: '公開中', archived: '廃止', draft: '停止中（下書き）', in_review: '停止中（承認待ち）' },
    merged: '統合',
    restricted: '（閲覧を制限されたFAQ）',
    none: 'この期間に登録したFAQはありません。',
    newer: '新しい方へ',
    older: '古い方へ',
    back: '集計に戻る',
  },
  questionList: {
    title: '質問の一覧',
    lead: (from: CalendarDate, until: CalendarDate) =>
      `${formatJapaneseDate(from)}から${formatJapaneseDate(until)}までの質問です。質問した人は表示しません。電話番号などの個人の情報は、伏せて表示します。`,
    kinds: '質問の種類',
    of: {
      asked: 'すべて',
      answered: '回答',
      candidates: '候補の提示',
      unanswered: '該当なし',
      resolved: '解決した',
      unresolved: '解決しない',
    },
    caption: '質問した日時の新しい順',
    columns: { askedAt: '日時', text: '質問', outcome: '結果', entry: '最初に示したFAQ', said: '質問した人の評価' },
    hidden: '（閲覧できないFAQ）',
    none: '該当する質問はありません。',
  },
  compare: {
    title: '二つの期間を比べる',
    lead: '初日と最終日を指定してください。どちらの日も期間に含みます。',
    from: '初日',
    until: '最終日',
    submit: '比べる',
    preset: '前の年度の同じ時期と比べる',
    bad: '期間を確認してください。日付は2026-04-01のように入力し、最終日は初日以後にしてください。',
    caption: (a: string, b: string) => `期間A: ${a}、期間B: ${b}`,
    range: (from: CalendarDate, until: CalendarDate) => `${formatJapaneseDate(from)}〜${formatJapaneseDate(until)}`,
  },
  badYear: (text: string) => `「${text}」年度の集計はありません。`,
} as const

/** How sections are counted in tables, which no single figure says. */
export const sectionCountNote =
  '担当課ごとの数は、いまの担当課で数えます。組織改編でFAQを移すと、過去の登録も移った先の担当課で数えます。全体の数は変わりません。'
