// What people are told of entries, in Japanese: in the pages, by mail and in Slack alike.
import type { Notice, NoticeDetail, NoticeKind } from '../../../ports/notices.ts'
import type { PlanFailure } from '../../../workflow/carry-out-plans.ts'
import { workflowTexts } from './workflow.ts'

const fact = (detail: NoticeDetail, name: string) => detail[name] ?? ''
const planned = (detail: NoticeDetail) => (fact(detail, 'kind') === 'archive' ? '廃止' : '公開')

/** One sentence each, complete by itself. */
const SENTENCES: Readonly<Record<NoticeKind, (detail: NoticeDetail) => string>> = {
  submitted: detail => `${fact(detail, 'by')}さんが、FAQの承認を依頼しました。`,
  returned: detail => `${fact(detail, 'by')}さんが、FAQを差し戻しました。`,
  published: detail =>
    'at' in detail
      ? `${fact(detail, 'at')}の予約のとおり、FAQを公開しました。`
      : `${fact(detail, 'by')}さんが、FAQを公開しました。`,
  scheduled: detail => `${fact(detail, 'by')}さんが、${fact(detail, 'at')}に${planned(detail)}する予約をしました。`,
  archived: detail =>
    'at' in detail
      ? `${fact(detail, 'at')}の予約のとおり、FAQを廃止しました。`
      : `${fact(detail, 'by')}さんが、FAQを廃止しました。`,
  commented: detail => `${fact(detail, 'by')}さんが、FAQにコメントを書きました。`,
  schedule_failed: detail =>
    `${fact(detail, 'at')}に予約していた${planned(detail)}を、行えませんでした。理由：${failureOf(fact(detail, 'why'))}。`,
  review_due: detail =>
    fact(detail, 'reviewBy') === ''
      ? 'FAQの見直しの期限が来ています。'
      : `FAQの見直しの期限（${fact(detail, 'reviewBy')}）が来ています。`,
  ticket_overdue: detail =>
    `${fact(detail, 'name')}の問い合わせが、回答の期限（${fact(detail, 'dueOn')}）を過ぎています。${
      fact(detail, 'count') === '1' ? '' : `期限を過ぎたものは、合わせて${fact(detail, 'count')}件あります。`
    }`,
  backup_failed: detail => `${fact(detail, 'question')}を作成できませんでした。`,
  suggestions_waiting: detail =>
    `${fact(detail, 'section')}のFAQに、言い換えの新しい提案があります（採否を待つもの${fact(detail, 'count')}件）。`,
  resolution_falling: detail => `${fact(detail, 'section')}のFAQの解決率が下がっています。`,
}

function failureOf(why: string): string {
  return (workflowTexts.failure as Readonly<Record<string, string>>)[why as PlanFailure] ?? why
}

export const noticeTexts = {
  title: 'お知らせ',
  lead: 'あなたが関わるFAQについてのお知らせです。',
  sentence: ({ kind, detail }: Pick<Notice, 'kind' | 'detail'>) => SENTENCES[kind](detail),
  /** For the subject of a mail. */
  subjects: {
    submitted: '承認の依頼',
    returned: '差し戻し',
    published: '公開',
    scheduled: '予約',
    archived: '廃止',
    commented: 'コメント',
    schedule_failed: '予約を実行できませんでした',
    review_due: '見直しの期限',
    ticket_overdue: '回答の期限を過ぎた問い合わせ',
    backup_failed: '作成できませんでした',
    suggestions_waiting: '言い換えの提案',
    resolution_falling: '解決率の低下',
  } satisfies Readonly<Record<NoticeKind, string>>,
  subject: (kind: string, question: string) => `【全庁FAQ】${kind}：${question}`,
  open: 'このFAQを開く',
  openSuggestions: '言い換えの提案を開く',
  openTicket: 'この問い合わせ票を開く',
  openList: 'お知らせの一覧を開く',
  why: 'このお知らせは、全庁FAQの管理ページで、あなたが関わるFAQに動きがあったときにお送りしています。',
  unread: '未読',
  unreadOnly: '未読だけを表示する',
  all: 'すべて表示する',
  unreadCount: (count: number) =>
    count === 0 ? '未読のお知らせはありません。' : `未読のお知らせが${count.toLocaleString('ja-JP')}件あります。`,
  none: 'お知らせはありません。',
  markAll: 'すべて既読にする',
  markOne: '既読にする',
  markOneOf: (sentence: string) => `既読にする：${sentence}`,
  marked: '既読にしました',
  markedText: 'お知らせは、この一覧に残ります。',
} as const
