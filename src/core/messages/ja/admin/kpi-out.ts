// What files, the report's choice, the badge and the command say of figures, in Japanese.
import type { FigureName } from './kpi-definitions.ts'

const whole = (value: number) => value.toLocaleString('ja-JP', { maximumFractionDigits: 0 })
const tenth = (value: number) => value.toLocaleString('ja-JP', { maximumFractionDigits: 1 })

const UNITS: Readonly<Partial<Record<FigureName, string>>> = {
  pace: '件/月',
  verifiedRate: '%',
  answerRate: '%',
  zeroHitRate: '%',
  resolvedRate: '%',
  usageRate: '%',
  askers: '人',
  staff: '人',
  ticketDays: '日',
}

export const kpiOut = {
  unitOf: (figure: FigureName) => UNITS[figure] ?? '件',
  /** Numbers of a figure as people read them; shares come as percent. */
  number: (value: number) => (Number.isInteger(value) ? whole(value) : tenth(value)),
  withUnit: (value: number, unit: string) => `${Number.isInteger(value) ? whole(value) : tenth(value)}${unit}`,
  few: '5人未満のため示しません',
  none: '—',
  targetOf: (fiscalYear: string) => `${fiscalYear}の目標`,
  band: (low: number, high: number) => `80％の見込みの幅: ${whole(low)}～${whole(high)}件`,
  forecastFor: (date: string) => `${date}時点の見込み`,

  sheets: { summary: '概要', monthly: '月別', sections: '担当課別', plan: '計画' },
  columns: {
    item: '項目',
    value: '値',
    unit: '単位',
    note: '備考',
    definition: '定義',
    month: '月',
    sectionCode: '担当課コード',
    section: '担当課',
    registered: '登録数',
    registeredTotal: '登録数（累計）',
    published: '公開中',
    verified: '検証済み',
    verifiedRate: '検証済みの割合（％）',
    asked: '質問数',
    answered: '回答した質問',
    candidates: '候補を示した質問',
    unanswered: '該当なしの質問',
    answerRate: '回答率（％）',
    resolved: '「解決した」の数',
    unresolved: '「解決しない」の数',
    resolvedRate: '解決率（％）',
    indicator: '指標',
    target: (year: string) => `${year}目標`,
    actual: (year: string) => `${year}実績`,
  },
  fiscalYear: '年度',
  asOf: '基準日',
  planValue: (text: string, note: string) => (note === '' ? text : `${text}（${note}）`),
  fileName: (table: string, asOf: string) => `zencho-faq-${table}-${asOf}`,

  page: {
    title: '集計の書き出し',
    lead: '集計と計画を、表計算ソフトや他のシステムで使えるファイルに書き出します。数値の定義は、概要の表に含まれます。',
    year: '年度',
    table: '表',
    allTables: 'すべて（Excelブックのとき）',
    tableHint:
      'CSVには表を1つだけ書き出します（「すべて」を選んだときは概要）。Excelブックには、すべての表をシートに分けて書き出せます。',
    format: '形式',
    formats: {
      xlsx: 'Excelブック（.xlsx）',
      csv: 'CSV（UTF-8）',
      'csv-cp932': 'CSV（Shift_JIS、CP932）',
    },
    download: '書き出す',
    definitions: '数値の定義',
    definitionsCaption: '書き出す数値の定義',
    api: '他のシステムから自動で取得するには、APIトークンを作成してください。',
    toTokens: 'APIトークンの管理へ',
    badYear: (text: string) => `「${text}」の年度の集計はありません。一覧から選んでください。`,
    toReport: '月次報告へ',
  },

  reportPage: {
    title: '月次報告',
    lead: '月ごとの登録状況をA4の用紙2～3枚にまとめた報告です。開いた報告は、ブラウザーの印刷機能で印刷したり、PDFに保存したりできます。',
    month: '対象の月',
    show: '報告を開く',
    noMonths: 'まだ報告できる月がありません。',
    badMonth: (text: string) => `「${text}」の報告はありません。一覧から選んでください。`,
    made: '自動で作成した報告',
    madeCaption: '自動で作成した報告（新しい順）',
    madeColumns: { month: '対象の月', at: '作成した日時', file: 'ファイル' },
    noneMade: '自動で作成した報告は、まだありません。',
    off: '報告は自動では作成されません（設定 REPORT_DIR が空です）。',
    on: '毎月1日の午前6時に、前の月の報告を作成します。',
    toExport: '集計の書き出しへ',
  },

  badge: {
    label: '登録数',
    value: (registered: number, target: number | null) =>
      target === null ? `${whole(registered)}件` : `${whole(registered)}件 / 目標 ${whole(target)}件`,
  },

  cli: {
    command: '登録数・質問数などの集計を表示する',
    asOf: 'この日（YYYY-MM-DD）の終わりの時点で集計する',
    year: 'この年度（4月が属する西暦年）を集計する',
    heading: (fiscalYear: string, asOf: string) => `${fiscalYear}の集計（${asOf}現在）`,
    months: '月別',
    sections: '担当課別（年度内に登録のある課）',
    dateExpected: (today: string) => `YYYY-MM-DD（${today} まで）`,
    yearExpected: (year: number) => `西暦の年度（${year} まで）`,
    yearOfDate: (year: number) => `${year}年度の日付`,
  },
} as const
