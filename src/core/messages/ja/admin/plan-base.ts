// What the page for staff numbers and opening balances says, in Japanese.
import { formatFiscalYear } from '../../../fiscal-year.ts'
import { PLAN_LIMITS } from '../../../kpi/plan.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

export const baseTexts = {
  title: '職員数と期首の登録数',
  lead: '利用率と登録数（累計）の計算に使う数です。',
  staffHeading: '職員数',
  staffText:
    '利用率は、年度内に一度でも質問した職員の数を、その年度の職員数で割って計算します。入力のない年度は、前に入力した年度の職員数を使います。',
  staffCaption: '年度ごとの職員数',
  year: '年度',
  staff: '職員数',
  staffCount: (count: number) => `${number(count)}人`,
  carried: (count: number) => `${number(count)}人（前の年度から引継ぎ）`,
  unstated: '未入力（利用率は計算しません）',
  staffSave: '職員数を保存する',
  staffHint: '人数を入力してください。例: 5,200',
  openingHeading: '期首の登録数',
  openingText:
    'このシステムを使う前に登録していたFAQなど、このシステムに入っていない登録数です。数え始める日から、登録数（累計）に加えます。',
  openingDouble:
    'このシステムに取り込んだFAQは、登録日から自動で数えています。同じFAQを期首の登録数に入れると、二重に数えることになります。',
  openingCaption: '期首の登録数の一覧',
  openingNone: '期首の登録数はありません。',
  onDate: '数え始める日',
  onDateHint: '例: 2026-04-01',
  count: '件数',
  countText: (count: number) => `${number(count)}件`,
  countHint: '件数を入力してください。例: 5,663',
  note: '説明',
  noteHint: '例: 旧システムから移さなかったFAQの件数',
  action: '操作',
  remove: '取り消す',
  removeAbout: (date: string) => `（${date}の期首の登録数）`,
  add: '期首の登録数を追加する',
  addHeading: '期首の登録数の追加',
  removeTitle: '期首の登録数の取消し',
  removeText: (date: string, count: number) =>
    `${date}からの${number(count)}件を取り消します。登録数（累計）は、過去の分も含めて${number(count)}件少なくなります。`,
  removeNow: '取り消す',
  cancel: '取り消さずに戻る',
  totalHeading: '登録数（累計）の内訳',
  totalText: '登録数（累計）は、期首の登録数と、このシステムで登録したFAQの数の合計です。',
  totalCaption: '年度末ごとの登録数（累計）の内訳',
  yearEnd: '時点',
  atYearEnd: (year: number) => `${formatFiscalYear(year)}末`,
  today: (date: string) => `${date}現在`,
  opening: '期首の登録数',
  own: 'このシステムで登録したFAQ',
  total: '登録数（累計）',
  problems: {
    year: '年度を選び直してください。',
    staff: '職員数は、1以上の整数で入力してください。',
    date: '数え始める日は、2026-04-01 のように、1989年4月以降の日付で入力してください。',
    count: '件数は、1以上の整数で入力してください。',
    note: `説明は${PLAN_LIMITS.note}文字以内で入力してください。`,
  },
} as const
