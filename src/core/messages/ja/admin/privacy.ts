// What is said of personal data, in Japanese: on the page, by the command, and in the document that a person is given.
import type { EraseCounts, PurgePart } from '../../../ports/personal-data.ts'
import type { PersonKind } from '../../../privacy/person.ts'
import type { HeldCounts } from '../../../privacy/privacy.ts'

const number = (value: number) => value.toLocaleString('ja-JP')
const count = (value: number) => `${number(value)}件`

const parts: Readonly<Record<PurgePart, string>> = {
  askers: '質問した人を区別する符号と、会話の番号',
  remarks: '「解決しない」などに添えて書かれた感想',
  tickets: '終わった問い合わせ票の氏名・連絡先・再度の問い合わせの理由',
  askerMonths: '利用者数を数えるための符号（人数は残します）',
  incoming: 'チャットやメールから届いた通知の控え',
  signIns: '使われなくなったサインインの状態と、失敗の記録',
  notices: '管理ページの古いお知らせ',
  questions: '質問の文（日ごとの件数は残します）',
}

const kinds: Readonly<Record<PersonKind, string>> = {
  slack: 'Slackの利用者（ワークスペースのID／利用者のID）',
  mail: 'メールアドレス',
  account: '管理ページのユーザーID',
  web: 'ウェブの会話の番号',
  ticket: '問い合わせ票のアドレスの末尾',
}

const held = ({ questions, remarks, tickets, openTickets, months, account }: HeldCounts) => [
  `質問：${count(questions)}`,
  `感想：${count(remarks)}`,
  `問い合わせ票：${count(tickets)}${openTickets === 0 ? '' : `（うち回答を待っているもの ${count(openTickets)}）`}`,
  `利用者数に数えた月：${number(months)}か月`,
  `管理ページの利用者：${account ?? 'なし'}`,
]

const erased = ({ questions, tickets, ended, months, accounts }: EraseCounts) => [
  `質問：${count(questions)}`,
  `問い合わせ票：${count(tickets)}${ended === 0 ? '' : `（うち回答前に終了したもの ${count(ended)}）`}`,
  `利用者数に数えた月：${number(months)}か月（人数は変わりません）`,
  `管理ページの利用者：${count(accounts)}`,
]

export const privacyTexts = {
  title: '個人情報の取扱い',
  lead: '質問した人についての情報を、いつまで保存するかと、求めがあったときの開示・消去を扱います。',
  retention: '保存する期間',
  askerDays: (days: number) => `質問した人を区別する符号・氏名・連絡先：${number(days)}日`,
  questionDays: (days: number | null) =>
    days === null ? '質問の文：期限を定めていません' : `質問の文：${number(days)}日`,
  retentionNote:
    '期間は、設定ファイルのASKER_RETENTION_DAYSとQUESTION_RETENTION_DAYSで定めます。過ぎたものは、毎日、日付が変わったときに消去します。登録数・件数・利用者数など、すでに示した数値は変わりません。',
  last: '前回の消去',
  neverRun: 'まだ行っていません。',
  lastAt: (moment: string) => `${moment}に行いました。`,
  unfinished: '件数が多いため、途中までです。残りは次の回に消去します。',
  dueNow: 'いま期限を過ぎているもの',
  partsCaption: '期限を過ぎた情報',
  part: '情報',
  taken: '前回消去した件数',
  due: '期限を過ぎている件数',
  parts,
  purge: '期限を過ぎたものを消去する',
  purged: '消去しました',
  purgedText: (total: number) => `期限を過ぎた情報を${count(total)}消去しました。`,
  person: '本人からの求めへの対応',
  personLead:
    '本人であることを確認してから行ってください。誰について行ったかは監査記録に残さず、行った人と日時、件数だけを残します。',
  kind: '指定の方法',
  kinds,
  value: '指定する値',
  valueHint: 'Slackは「T0123456/U0123456」の形で入力します。ワークスペースのIDはTかEで、利用者のIDはUかWで始まります。',
  look: '保存している件数を確認する',
  held: '保存している情報',
  heldOf: (kind: PersonKind, value: string) => `${kinds[kind]}「${value}」について、次の情報を保存しています。`,
  nothing: 'この人についての情報は保存していません。',
  heldLines: held,
  exporting: '開示のために書き出す',
  exportDocument: '文書（HTML）で書き出す',
  exportData: 'データ（JSON）で書き出す',
  erase: 'この人の情報を消去する',
  eraseLead:
    '質問の文、会話、感想、問い合わせ票の内容・氏名・連絡先を消去します。元に戻すことはできません。登録されたFAQ、担当課の回答、監査記録は、公の記録として残ります。',
  eraseConfirm: '本人であることを確認し、消去することに同意を得ました',
  confirmFirst: '確認の欄に印を付けてください。',
  erased: '消去しました',
  erasedLines: erased,
  journalLeft:
    'データベースの記録用のファイルは、ほかの処理が終わりしだい書き換わります。次回の消去のときに、もう一度確認します。',
  problem: '入力を確認してください',
  valueProblem: '指定の方法に合った値を入力してください。',
  toPage: '個人情報の取扱いに戻る',
  document: {
    title: '保有している個人情報の内容',
    made: (moment: string) => `${moment}現在`,
    lead: (organisation: string) => `${organisation}の全庁FAQが、あなたについて保有している情報は、次のとおりです。`,
    nothing: 'あなたについて保有している情報はありません。',
    questions: '質問',
    askedAt: '日時',
    channel: '経路',
    text: '質問の文',
    searchedAs: '前の質問の語を補った文',
    shown: '示したFAQの番号',
    said: '解決したかどうかの回答・感想',
    tickets: '問い合わせ票',
    name: '氏名・所属として入力された内容',
    replyTo: '回答の連絡先',
    reasons: '再度の問い合わせの理由',
    months: '利用者数に数えた月',
    account: '管理ページの利用者としての情報',
    login: 'ユーザーID',
    accountName: '氏名',
    mail: 'メールアドレス',
    slack: 'Slackの利用者ID',
    section: '所属',
    roles: '役割',
    created: '登録日時',
    signedIn: '最後にサインインした日時',
    sessions: 'サインイン中の端末の数',
    notices: 'お知らせの数',
    unsaved: '保存していない下書きの数',
    records: '職務の記録（公の記録として残るもの）',
    recordLines: ({
      auditEvents,
      revisions,
      comments,
    }: Readonly<Record<'auditEvents' | 'revisions' | 'comments', number>>) =>
      `監査記録${count(auditEvents)}、FAQの版${count(revisions)}、承認のコメント${count(comments)}`,
    none: 'なし',
    channels: {
      api: 'API',
      web: 'ウェブ',
      slack: 'Slack',
      mail: 'メール',
      mcp: 'MCP',
      cli: 'コマンド',
    } as Readonly<Record<string, string>>,
    reactions: {
      resolved: '解決した',
      unresolved: '解決しない',
      none_of_these: 'この中にない',
      chosen: '候補から選んだ',
    } as Readonly<Record<string, string>>,
  },
  cli: {
    command: '個人情報の期限と、本人からの求めへの対応',
    purge: '期限を過ぎた個人情報を消去する',
    before: 'この日より前のものを、期限にかかわらず対象にする（YYYY-MM-DD）',
    beforeExpected: (today: string) => `${today} までの日付（YYYY-MM-DD）`,
    dryRun: '消去せずに、対象の件数だけを示す',
    export: 'ある人について保存している情報を書き出す',
    erase: 'ある人について保存している情報を消去する',
    rotate: '質問した人を区別する符号の鍵を新しくする',
    asker:
      '対象の人（slack:T…/U…、mail:アドレス、account:ユーザーID、web:会話の番号、ticket:問い合わせ票。何度でも指定できます）',
    format: '書き出す形式（json、html、md）',
    out: '書き出すファイル',
    yes: '確認せずに消去する',
    yesExpected: '--yes（消去する場合）または --dry-run（件数だけを見る場合）',
    wouldTake: '消去の対象:',
    took: '消去しました:',
    holds: '保存している情報:',
    nothing: 'この人についての情報は保存していません。',
    written: (path: string) => `${path} に書き出しました。`,
    rotated:
      '鍵を新しくしました。これまでの符号から人をたどることはできません。同じ年度の利用者数は、前の鍵と新しい鍵で別々に数えます。',
    journalLeft:
      '他の処理がデータベースを使用中のため、記録用のファイルに古い内容が残っています。もう一度 zencho privacy purge を実行してください。',
    line: (part: PurgePart, amount: number) => `  ${parts[part]}: ${count(amount)}`,
  },
} as const
