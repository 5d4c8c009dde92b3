// What the pages of an entry's revisions and its history say, in Japanese.

import type { ScheduleKind } from '../../../ports/schedules.ts'

const PLAN: Readonly<Record<ScheduleKind, string>> = { publish: '公開', archive: '廃止' }

const count = (value: number) => `${value.toLocaleString('ja-JP')}件`

export const revisionTexts = {
  diff: {
    caption: '変わった項目と、その前後の内容',
    field: '項目',
    change: '違い',
    unchanged: (names: string) => `変わっていない項目：${names}`,
    legend: '削除した語には取消線、追加した語には下線を付けています。',
    same: 'この2つの版の内容は同じです。',
  },

  history: {
    title: '履歴',
    of: (question: string) => `「${question}」の履歴`,
    caption: 'このFAQに行った操作（新しい順）',
    at: '日時',
    who: '行った人',
    what: '操作',
    revision: '版',
    detail: '変わった項目・変更の内容',
    none: '記録がありません。',
    back: 'このFAQに戻る',
    changed: (names: string) => `変わった項目：${names}`,
    plan: (kind: ScheduleKind, moment: string) => `${moment}に${PLAN[kind]}`,
    why: (reason: string) => `理由：${reason}`,
    total: (value: number) => `全${count(value)}`,
  },

  eventOf: (action: string) => EVENTS[action] ?? action,

  page: {
    title: (revision: number) => `第${revision}版`,
    of: (question: string, revision: number) => `「${question}」の第${revision}版`,
    savedBy: '保存した人',
    savedAt: '保存した日時',
    savedAs: '保存したときの状態',
    unknown: '記録がありません',
    compareWith: '比べる版',
    compare: '違いを見る',
    nothingBefore: 'これより前の版はありません。',
    diffHeading: (from: number, to: number) => `第${from}版から第${to}版への変更`,
    contentHeading: 'この版の内容',
    isNewest: 'これが最新の版です。',
    isServing: '職員に公開している版です。',
  },
} as const

const EVENTS: Readonly<Record<string, string>> = {
  'entry.created': '作成',
  'entry.revised': '変更',
  'entry.submitted': '承認を依頼',
  'entry.returned': '差し戻し',
  'entry.withdrawn': '依頼を取り下げ',
  'entry.published': '公開',
  'entry.archived': '廃止',
  'entry.scheduled': '予約',
  'entry.unscheduled': '予約を取り消し',
  'entry.plan_carried_out': '予約を実行',
  'entry.plan_given_up': '予約を実行できず',
  'entry.own_work_published': '自分が書いた内容を公開',
  'entry.drafted_by_model': 'AIが作った下書きから作成（AI下書き）',
  'entry.rendering_confirmed': 'ほかの言葉での表示を確認',
  'entry.rendering_withdrawn': 'ほかの言葉での表示を取りやめ',
  'entry.merged': '統合',
  'entry.moved': '担当課を変更',
  'attachment.added': '添付ファイルを追加',
  'attachment.removed': '添付ファイルを削除',
}
