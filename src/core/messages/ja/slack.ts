// What only Slack says: every other sentence that people read there is of conversation.ts and ticket.ts.
import { QUESTION_LENGTH_MAX } from '../../answer-question.ts'
import { formatFiscalYearInEra } from '../../fiscal-year.ts'

const LIMIT = QUESTION_LENGTH_MAX.toLocaleString('ja-JP')

export const slackMessages = {
  help: {
    heading: '全庁FAQの使い方',
    lines: [
      '「/faq 年休の申請方法」のように、続けて質問を入力してください。ふだんの言葉で構いません。',
      'このアプリにダイレクトメッセージで質問することも、チャンネルで @ を付けて質問することもできます。',
      'メッセージの「FAQで調べる」で、そのメッセージの内容を調べられます。',
    ],
    privacy: '質問は、FAQの改善のために記録します。氏名などの個人情報は入力しないでください。',
  },

  turn: {
    asked: (question: string) => `質問：${question}`,
    show: 'この回答を見る',
    showOf: (question: string) => `回答を見る：${question}`,
    share: 'みんなに共有',
    shared: 'みんなに共有しました。',
    sharedBy: 'さんが共有しました',
    cut: '長いため、途中までを表示しています。続きは、次のページでご覧ください。',
    basesLeftOut: (count: number) => `ほか${count.toLocaleString('ja-JP')}件`,
    privately: 'この回答は、あなただけに表示しています。',
  },

  problems: {
    tooLong: `質問は${LIMIT}字以内で入力してください。要点をしぼると、見つかりやすくなります。`,
    empty: '質問の言葉が見つかりませんでした。調べたいことを、言葉で入力してください。',
    gone: 'この質問の記録が見つかりませんでした。お手数ですが、もう一度質問してください。',
    ticketGone: 'この問い合わせ票が見つかりませんでした。',
    noSections: 'いまは、問い合わせを受け付ける担当課がありません。',
    withdrawn: 'このFAQは、現在公開されていません。',
    notYours: 'この操作は、問い合わせた本人だけができます。',
    tooLate: '画面を開けませんでした。お手数ですが、もう一度ボタンを押してください。',
    failed: (reference: string) =>
      `処理中に問題が起きました。もう一度お試しください。続く場合は、受付番号 ${reference} を添えて管理者に連絡してください。`,
  },

  modals: {
    cancel: 'キャンセル',
    close: '閉じる',
    loading: '読み込んでいます。',
    send: '送信',
    save: '下書きを保存',
    ask: '担当課に問い合わせる',
    unresolved: '解決しない',
    comment: '解決しなかった点',
    commentHint: '書いていただくと、FAQの改善に役立てます。',
    wish: '担当課への問い合わせ',
    wishes: { ask: '担当課に問い合わせる', tell: '問い合わせずに、感想だけを送る' },
    suggestedSections: '近いと思われる担当課',
    allSections: 'すべての担当課',
    otherSections: 'ほかの担当課',
    part: (label: string, part: number) => `${label}（${part}）`,
    answer: '問い合わせに回答する',
    answerHint: 'Markdownを使えます。3,000字を超える回答は、ここでは入力できません。',
    assign: '担当を変える',
    assignReason: '理由（次の担当課に伝わります）',
    closeTicket: '対応を終了する',
    closeReason: '理由（質問した人に伝わります）',
    reopen: 'まだ解決しない',
    reopenReason: '解決しなかった点',
    register: 'FAQに登録する',
    registerLead: 'FAQの下書きとして保存します。公開されるのは、担当課が確認して承認したあとです。',
    drafting: 'やり取りを読んで、AIが下書きを作っています。20秒ほどかかることがあります。',
    drafted: 'AIが作った下書きです。やり取りと見比べて、必要なところを直してから保存してください。',
    noDraft: 'AIの下書きは作れませんでした。やり取りの文章を、そのまま取り込んでいます。',
    draftTooLong: 'AIの下書きは、この画面に入りきらない長さでした。やり取りの文章を、そのまま取り込んでいます。',
    question: '質問',
    entryAnswer: '回答',
    phrasings: '言い換え（1行に1つ）',
    basis: '根拠（1行に1つ）',
    longAnswer: '回答は長いため、ここでは直せません。全文をそのまま下書きにします。',
    longAnswerHint: '長いため、途中までを取り込みました。続きは、下書きを保存したあとに補ってください。',
  },

  thanks: {
    commentKept: 'ご意見を記録しました。FAQの改善に役立てます。',
    resolved: '解決したことを記録しました。ありがとうございます。',
    withdrawn: (name: string) => `問い合わせ票 ${name} を取り下げました。`,
    reopened: (name: string) => `問い合わせ票 ${name} を、もう一度担当課に送りました。回答が届いたら、お知らせします。`,
    drafted: (entryId: string) => `FAQの下書き「${entryId}」を保存しました。担当課が確認して承認すると、公開されます。`,
    draftThere: (entryId: string) => `このメッセージは、すでに下書き「${entryId}」になっています。`,
  },

  ticket: {
    takenBy: '担当者：',
    answerLead: '回答：',
    resolved: '解決した',
    drafted: (entryId: string) => `FAQの下書き：${entryId}`,
    registered: '公開されたFAQ',
    answerIn: '回答の全文は、問い合わせ票のページでご覧ください。',
  },

  home: {
    heading: '全庁FAQ',
    lead: 'このアプリのメッセージ欄か、チャンネルの「/faq」で質問すると、担当課が定めた公式の回答をお示しします。',
    kpiHeading: 'FAQの登録状況',
    registered: (count: number) => `登録数（累計）：${count.toLocaleString('ja-JP')}件`,
    registeredThisFiscalYear: (fiscalYear: number, count: number) =>
      `${formatFiscalYearInEra(fiscalYear)}の登録：${count.toLocaleString('ja-JP')}件`,
    published: (count: number) => `公開中：${count.toLocaleString('ja-JP')}件`,
    target: (fiscalYear: number, value: number) =>
      `${formatFiscalYearInEra(fiscalYear)}末の目標（累計）：${value.toLocaleString('ja-JP')}件`,
    questionsHeading: '最近の質問',
    noQuestions: 'まだ質問はありません。',
    popularHeading: 'よく見られているFAQ（直近30日）',
    noPopular: 'この30日間に見られたFAQは、まだありません。',
    times: (count: number) => `${count.toLocaleString('ja-JP')}回`,
    ticketsHeading: '担当課への問い合わせ',
    noTickets: '問い合わせはありません。匿名の問い合わせは、ここには表示しません。',
    turn: '質問と回答',
  },

  assistant: {
    greeting:
      '庁内の手続きや制度について、ふだんの言葉で質問してください。担当課が定めた公式の回答を、原文のままお示しします。',
    promptsTitle: '質問の例',
    prompts: ['休みを取りたい', '旅費はいつ振り込まれますか', '契約書に印紙は必要ですか'],
    status: '回答を探しています',
  },
} as const
