// What is said of tickets, the same words on the page, in Slack and in mail.
import { formatFiscalYearInEra, formatJapaneseDate } from '../../fiscal-year.ts'
import type { TicketNews } from '../../ports/outbox.ts'
import { TICKET_LIMITS, type Ticket, type TicketEventKind, type TicketState } from '../../ticket/ticket.ts'

const characters = (limit: number) => `${limit.toLocaleString('ja-JP')}字以内`

const states: Readonly<Record<TicketState, string>> = {
  new: '受付',
  assigned: '対応中',
  answered: '回答済み',
  registered: 'FAQに登録済み',
  closed: '終了',
}

const events: Readonly<Record<TicketEventKind, string>> = {
  opened: '受け付けました',
  assigned: '担当課が決まりました',
  answered: '担当課が回答しました',
  reopened: '再度、問い合わせがありました',
  drafted: '回答をFAQの下書きにしました',
  registered: 'FAQに登録されました',
  closed: '終了しました',
  withdrawn: '取り下げられました',
  merged: '同じ内容の問い合わせにまとめました',
}

/** Heading of a message: to the section the first five, to the asker the others. */
const news: Readonly<Record<TicketNews, string>> = {
  opened: '新しい問い合わせが届きました',
  assigned: '問い合わせの担当が変わりました',
  reopened: '回答した問い合わせに、再度の問い合わせがありました',
  withdrawn: '問い合わせが取り下げられました。回答は不要です',
  overdue: '回答の期限を過ぎた問い合わせがあります',
  answered: 'お問い合わせに、担当課が回答しました',
  registered: 'お問い合わせの内容が、FAQに登録されました',
  closed: 'お問い合わせの対応を終了しました',
}

/** What cannot be done, within a sentence: 「…ことはできません」. */
const refused: Readonly<Record<Exclude<TicketEventKind, 'opened'>, string>> = {
  assigned: '担当を変える',
  answered: '回答する',
  reopened: '再開する',
  drafted: '下書きを作る',
  registered: '登録済みにする',
  closed: '終了する',
  withdrawn: '取り下げる',
  merged: 'ほかの問い合わせ票にまとめる',
}

export const ticketMessages = {
  refused,
  /** 「令和8年度第12号」: how people name a ticket. */
  name: ({ fiscalYear, number }: Pick<Ticket, 'fiscalYear' | 'number'>) =>
    `${formatFiscalYearInEra(fiscalYear)}第${number}号`,
  title: (name: string) => `問い合わせ票 ${name}`,
  states,
  events,
  news,
  open: '担当課に問い合わせる',
  lead: 'FAQで解決しなかったことを、担当課に問い合わせます。回答が届いたら、お知らせします。',
  leadOnPage:
    'FAQで解決しなかったことを、担当課に問い合わせます。回答は、このあと表示する「問い合わせ票」のページでご覧になれます。',
  fields: {
    question: '問い合わせの内容',
    questionHint: `${characters(TICKET_LIMITS.question)}で入力してください。状況が分かるように書くと、回答が早くなります。`,
    section: '担当課',
    sectionHint: 'いちばん近いと思われる課を選んであります。違う場合は選び直してください。',
    anonymous: '氏名を担当課に知らせない',
    name: '氏名・所属',
    nameHint: '担当課から確認の連絡が必要なときに使います。入力しなくても問い合わせできます。',
    answer: '回答',
    answerHint: `${characters(TICKET_LIMITS.answer)}で入力してください。Markdownを使えます。`,
    reason: '理由',
    reasonHint: `${characters(TICKET_LIMITS.reason)}で入力してください。`,
    due: '回答の期限',
    state: '状態',
    asker: '質問した人',
    anonymousAsker: '匿名',
    openedAt: '受付日',
    history: '経過',
    candidates: '質問のときに示したFAQ',
    entry: '登録されたFAQ',
  },
  actions: {
    open: '問い合わせる',
    answer: '回答する',
    assign: '担当を変える',
    accept: '担当する',
    reopen: 'まだ解決しない',
    close: '終了する',
    withdraw: '問い合わせを取り下げる',
    register: 'FAQに登録する',
    seeTicket: '問い合わせ票を見る',
  },
  opened: (name: string, section: string, dueOn: string) =>
    `問い合わせ票 ${name} を受け付けました。担当課は「${section}」、回答の期限は${formatJapaneseDate(dueOn)}の予定です。`,
  /** In place of a question that was erased. */
  erased: '（消去しました）',
  withdrawLead: '回答が不要になったときは、取り下げることができます。',
  withdrawn: 'お問い合わせは、取り下げられました。',
  mergedWaiting: '同じ内容の問い合わせと合わせて、担当課が回答を準備しています。',
  openedOnPage: 'このページのアドレスを控えておいてください。回答は、このページに表示します。',
  waiting: '担当課が回答を準備しています。',
  closedWithReason: (reason: string) => `対応を終了しました。理由：${reason}`,
  answeredBy: (section: string) => `${section}からの回答`,
  registeredLead: '同じことを知りたい人が、次のページで回答を見られるようになりました。',
  reopenLead: '回答で解決しないときは、その理由を書いて、もう一度担当課に送れます。',
  movedFrom: (section: string, reason: string | null) =>
    reason === null ? `「${section}」から移りました。` : `「${section}」から移りました。理由：${reason}`,
  problems: {
    empty: (field: string) => `「${field}」を入力してください。`,
    tooLong: (field: string, limit: number, length: number) =>
      `「${field}」は${characters(limit)}で入力してください（現在${length.toLocaleString('ja-JP')}字）。`,
    section: '担当課を選んでください。',
    into: 'まとめる先の問い合わせ票を選んでください。',
  },
} as const
