// What the monthly report says, in Japanese: on paper, in Slack and by mail.
import { type CalendarDate, formatFiscalYearInEra, formatJapaneseDate } from '../../../fiscal-year.ts'
import type { RegistrationFigures } from '../../../kpi/figures-table.ts'
import type { MonthlyReport, Waiting } from '../../../kpi/monthly-report.ts'
import { formatJapaneseMonth, type Month } from '../../../kpi/report-month.ts'
import { SMALL_GROUP_MIN } from '../../../kpi/small-groups.ts'

const number = (value: number) => value.toLocaleString('ja-JP', { maximumFractionDigits: 0 })
const tenth = (value: number) => value.toLocaleString('ja-JP', { maximumFractionDigits: 1 })
const percent = (share: number) => `${tenth(share * 100)}％`

/** Sections named in a message; the report has them all. */
const SECTIONS_IN_MESSAGE = 5

export const kpiReport = {
  title: (month: Month) => `全庁FAQ 月次報告（${formatJapaneseMonth(month)}分）`,
  made: (day: CalendarDate) => `${formatJapaneseDate(day)}作成`,
  partial: (asOf: CalendarDate) => `${formatJapaneseDate(asOf)}までの途中の数値です。`,
  back: '報告の一覧に戻る',
  none: '—',
  count: (value: number) => `${number(value)}件`,
  people: (value: number) => `${number(value)}人`,
  days: (value: number) => `${tenth(value)}日`,
  percent,
  few: `${SMALL_GROUP_MIN}人未満のため示しません`,

  registrations: {
    heading: '1 登録数と目標',
    caption: '登録数と目標',
    bar: '目標に対する登録数（累計）の割合',
    month: (month: Month) => `${formatJapaneseMonth(month)}の登録数`,
    monthBefore: (value: number) => `前月 ${number(value)}件`,
    inYear: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}の登録数`,
    total: '登録数（累計）',
    opening: (value: number) => `うち期首の登録数 ${number(value)}件`,
    target: '目標',
    targetOf: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}末`,
    remaining: '目標までの残り',
    forecast: '年度末の見込み',
    band: (low: number, high: number) => `80％の幅 ${number(low)}～${number(high)}件`,
    pace: '目標に必要な月あたりの登録数',
    paceValue: (value: number) => `${tenth(value)}件`,
  },
  serving: {
    heading: '2 公開と見直し',
    caption: '公開と見直しの状況',
    published: '公開中',
    verified: '検証済み',
    archived: '公開を終えたFAQ',
    due: 'これから1か月以内に見直し期限を迎えるFAQ',
    dueNote: (day: CalendarDate) => `${formatJapaneseDate(day)}時点`,
    ofPublished: (share: number) => `公開中の${percent(share)}`,
  },
  sections: {
    heading: '3 担当課別の登録',
    caption: (month: Month) => `${formatJapaneseMonth(month)}に登録のあった担当課`,
    none: (month: Month) => `${formatJapaneseMonth(month)}に新しく登録されたFAQはありません。`,
    section: '担当課',
    month: '今月の登録',
    total: '登録数（累計）',
    published: '公開中',
  },
  questions: {
    heading: '4 質問と回答の質',
    caption: '質問と回答の質',
    item: '項目',
    month: '今月',
    year: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}の累計`,
    asked: '質問数',
    answerRate: '回答率',
    zeroHitRate: '該当なしの割合',
    resolvedRate: '解決率',
    askers: '質問した職員の数',
    usageRate: '利用率',
    ticketDays: '問い合わせ票の回答までの日数（中央値）',
  },
  tickets: {
    heading: '5 回答を待っている問い合わせ票',
    sentence: ({ openTickets, overdueTickets, oldestTicketOn }: Waiting, day: CalendarDate) =>
      openTickets === 0 || oldestTicketOn === null
        ? `${formatJapaneseDate(day)}時点で、回答を待っている問い合わせ票はありません。`
        : `${formatJapaneseDate(day)}時点で${number(openTickets)}件が回答を待っています。うち${number(overdueTickets)}件は期限を過ぎています。最も古いものは${formatJapaneseDate(oldestTicketOn)}に受け付けました。`,
  },
  months: {
    heading: '6 年度の推移',
    caption: (fiscalYear: number) => `${formatFiscalYearInEra(fiscalYear)}の月別の推移`,
    month: '月',
    registered: '登録数',
    total: '累計',
    asked: '質問数',
    answerRate: '回答率',
    resolvedRate: '解決率',
  },
  definitions: '数値の定義',
  item: '項目',
  value: '値',
  note: '備考',

  /** The sentence that the report begins with. */
  summary: ({ registered, target, remaining }: RegistrationFigures, asOf: CalendarDate) => {
    const now = `${formatJapaneseDate(asOf)}現在の登録数（累計）は${number(registered)}件です。`
    if (target === null || remaining === null) return `${now}目標は定められていません。`
    const of = `${formatFiscalYearInEra(target.fiscalYear)}末の目標${number(target.value)}件`
    if (remaining > 0)
      return `${now}${of}まで、あと${number(remaining)}件です（達成率${percent(registered / target.value)}）。`
    return registered === target.value
      ? `${now}${of}に達しました。`
      : `${now}${of}を${number(registered - target.value)}件上回っています。`
  },

  message: {
    lines: ({ registered, registeredMonthBefore, sections, answers, waiting, madeOn, year }: MonthlyReport) => [
      kpiReport.summary(year.registrations, year.asOf),
      `今月の登録は${number(registered)}件（前月${number(registeredMonthBefore)}件）です。`,
      ...(sections.length === 0
        ? []
        : [
            `登録の多い担当課: ${sections
              .slice(0, SECTIONS_IN_MESSAGE)
              .map(row => `${row.section.name} ${number(row.registered)}件`)
              .join('、')}`,
          ]),
      answers.asked === 0 || answers.answerRate === null
        ? '今月の質問はありませんでした。'
        : `質問は${number(answers.asked)}件、回答率は${percent(answers.answerRate)}です。`,
      kpiReport.tickets.sentence(waiting, madeOn),
      ...(waiting.reviewsDue === 0
        ? []
        : [`これから1か月以内に${number(waiting.reviewsDue)}件のFAQが見直し期限を迎えます。`]),
    ],
    link: '報告を開く（管理ページ）',
  },
} as const
