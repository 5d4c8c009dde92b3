// What only mail says: the frame of a reply, of news about tickets, and why a message got no reply. The words of answers and
// tickets are those of every door.
import { QUESTION_LENGTH_MAX } from '../../answer-question.ts'

const LIMIT = QUESTION_LENGTH_MAX.toLocaleString('ja-JP')

export const mailMessages = {
  sender: (organisation: string) => `全庁FAQ（${organisation}）`,
  defaultSubject: '全庁FAQへのご質問',

  reply: {
    asked: 'ご質問',
    cut: `ご質問が長いため、はじめの${LIMIT}字までで調べました。要点をしぼると、見つかりやすくなります。`,
    notResolved: '上の回答で解決しないとき',
    noneOfThese: 'この中にないとき',
    candidatesLead: '次の中に近いものがあれば、リンクを開いて回答をご覧ください。',
    ticketByForm: '担当課に問い合わせる（画面から）',
    /** Only where news can be sent by mail. */
    ticketByMail: (word: string) =>
      `このメールに「${word}」とだけ書いて返信すると、担当課に問い合わせます。回答が届いたら、メールでお知らせします。`,
    again: '続けて質問するときは、このメールに返信してください。新しい質問を1つ、本文に書いてください。',
    empty:
      'ご質問を読み取れませんでした。本文に、質問を文字で書いて送ってください（画像や添付ファイルの内容は読み取りません）。',
  },

  ticket: {
    nothingToAsk:
      '問い合わせる質問が見つかりませんでした。全庁FAQからの回答のメールに返信するか、質問を書いて送ってください。',
    keepLink: 'このメールを保存しておいてください。回答は、上のページに表示します。',
    chooseSection: 'どの課の担当かを判断できませんでした。次の画面で担当課を選んで、問い合わせてください。',
  },

  /** Words that, as a whole reply, hand the question to the section; the first is the one that people are told. */
  ticketWords: ['問い合わせる', '問い合わせ', '担当課に問い合わせる', 'この中にない', '解決しない', 'まだ解決しない'],

  news: {
    subject: (heading: string, name: string) => `【全庁FAQ】${heading}（${name}）`,
    howToAnswer: '回答の方法は、全庁FAQの管理者にお問い合わせください。',
  },

  footer: (organisation: string) =>
    `全庁FAQ（${organisation}）　このメールは自動でお送りしています。回答は、各担当課が定めたものです。内容は改定日の時点のものです。`,

  /** For the operator, on the error stream. */
  ignored: {
    own_message: '自分が送ったメールのため、返信しません。',
    auto_submitted: '自動で送られたメールのため、返信しません。',
    bulk: '一斉に送られたメールのため、返信しません。',
    list: 'メーリングリストのメールのため、返信しません。',
    suppressed: '自動返信を断っているメールのため、返信しません。',
    null_sender: '配送に関する通知（差出人なし）のため、返信しません。',
    daemon: 'メールサーバーまたは返信先のない差出人からのメールのため、返信しません。',
    report: '配送の報告のため、返信しません。',
    no_sender: '返信できる差出人がないため、返信しません。',
    domain: '返信を許可していないドメインからのメールのため、返信しません（設定 MAIL_ALLOWED_DOMAINS）。',
    too_many: '同じ差出人からのメールが多すぎるため、返信しません。',
    seen: 'すでに受け取ったメールのため、返信しません。',
    unreadable: 'メールとして読み取れないため、返信しません。',
  },
  busy: '同じメールを別の処理が扱っています。あとでやり直してください。',
  sent: '返信を送りました。',
  failed: (code: string) =>
    `返信できませんでした（${code}）。メールサーバー（SMTP_URL）とデータベースの状態を確認してください。メールは、あとでもう一度処理できます。`,
  fromMissing: 'MAIL_FROM: 返信の差出人のアドレスを設定してください',
  smtpMissing: 'SMTP_URL: 返信を送るメールサーバーを設定してください',
} as const

/** Why a message is not answered. */
export type MailIgnored = keyof typeof mailMessages.ignored
