// What the pages and the command for the audit trail say, in Japanese; also the words for fields and actions.
import type { AuditVerdict } from '../../../ports/audit-log.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

export const auditTexts = {
  title: '監査記録',
  lead: 'だれが、いつ、何を、どう変えたかの記録です。記録は追加されるだけで、あとから変更したり消したりすることはできません。',
  filter: '絞り込み',
  from: 'いつから',
  until: 'いつまで',
  actor: '操作した人',
  actorHint: '例: user:jinji-taro、cli',
  action: '操作',
  anyAction: 'すべての操作',
  subject: '対象のID',
  search: '絞り込む',
  clear: '条件を消す',
  badDate: (text: string) => `「${text}」は日付として読めません。2026-04-01 のように入力してください。`,
  listHeading: '記録の一覧',
  caption: '新しい順に表示しています。',
  none: '条件に合う記録はありません。',
  columns: { at: '日時', actor: '操作した人', action: '操作', subject: '対象', change: '変更の内容' },
  changedFields: (count: number) => `変更のあった項目（${number(count)}）`,
  nothingShown: '変更の内容は記録しません',
  field: '項目',
  before: '変更前',
  after: '変更後',
  empty: '（なし）',
  newest: '最新の記録に戻る',
  older: '前の記録を見る',
  export: '書き出し',
  exportText: '絞り込んだ記録をすべて、古い順に書き出します。',
  csv: 'CSV（Excel用）',
  jsonl: 'JSON Lines',
  verify: '記録の検証',
  verifyText:
    '記録はひとつ前の記録とつながっています。検証すると、途中の記録が変えられたり抜かれたりしていないことを確かめられます。',
  verifyNow: '検証する',
  verdict: (verdict: AuditVerdict) =>
    verdict.kind === 'intact'
      ? { heading: '記録に異常はありません', text: `${number(verdict.events)}件の記録がすべてつながっています。` }
      : {
          heading: '記録に異常があります',
          text: `通し番号${number(verdict.seq)}の記録が、変えられたか、抜かれています。バックアップと比べて、原因を調べてください。`,
        },
  seal: (seq: number, hash: string) => `最新の記録の封印: ${seq}:${hash}`,
  sealText:
    '封印を紙や別のシステムに控えておくと、のちに「zencho audit verify --seal 封印」で、その時点までの記録が変わっていないことを確かめられます。',
  cli: {
    command: '監査記録を確かめる・書き出す',
    verify: '記録のつながりを先頭から検証する',
    seal: '控えておいた封印（通し番号:ハッシュ）も確かめる',
  },
  actions: {
    'entry.created': 'FAQの作成',
    'entry.revised': 'FAQの改訂',
    'entry.submitted': 'FAQの承認依頼',
    'entry.published': 'FAQの公開',
    'entry.archived': 'FAQの廃止',
    'entry.scheduled': 'FAQの公開・廃止の予約',
    'entry.unscheduled': 'FAQの予約の取消し',
    'entry.own_work_published': '自分で編集したFAQの公開',
    'entry.plan_carried_out': '予約したFAQの公開・廃止',
    'entry.plan_given_up': '予約したFAQの公開・廃止の中止',
    'attachment.added': '添付ファイルの追加',
    'attachment.removed': '添付ファイルの削除',
    'section.created': '担当課の作成',
    'section.renamed': '担当課の名称変更',
    'section.contact': '担当課の連絡先の変更',
    'account.created': '利用者の登録',
    'account.changed': '利用者の変更',
    'account.invited': '利用者の招待',
    'account.password': 'パスワードの設定',
    'indicator.created': '指標の追加',
    'indicator.changed': '指標の変更',
    'indicator.removed': '指標の削除',
    'indicator.value': '指標の目標・実績の入力',
    'opening.added': '期首の登録数の追加',
    'opening.removed': '期首の登録数の取消し',
    'staff_number.set': '職員数の設定',
    'ticket.opened': '問い合わせ票の受付',
    'ticket.assigned': '問い合わせ票の担当課の変更',
    'ticket.answered': '問い合わせ票への回答',
    'ticket.reopened': '問い合わせ票の再開',
    'ticket.drafted': '問い合わせ票からのFAQの作成',
    'ticket.registered': '問い合わせ票のFAQ登録',
    'ticket.closed': '問い合わせ票の終了',
  } as Readonly<Record<string, string>>,
  fields: {
    id: 'ID',
    question: '質問',
    answer: '回答',
    phrasings: '言い換え',
    negativePhrasings: '対象外の質問',
    tags: 'タグ',
    basis: '根拠',
    status: '状態',
    revision: '版',
    publishedRevision: '公開中の版',
    registeredOn: '登録日',
    revisedOn: '改定日',
    reviewBy: '見直し期限',
    validFrom: '公開開始日',
    validUntil: '公開終了日',
    visibleTo: '公開範囲',
    mergedInto: '統合先',
    note: '変更の要点',
    'section.code': '担当課コード',
    'section.name': '担当課',
    code: '担当課コード',
    name: '名称',
    login: 'ユーザーID',
    mail: 'メールアドレス',
    slackUser: 'Slackの利用者ID',
    grants: '役割',
    disabled: '利用停止',
    version: '版',
    door: '連絡の方法',
    address: '連絡先',
    state: '状態',
    until: '期限',
  } as Readonly<Record<string, string>>,
} as const

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: { draft: '下書き', in_review: '承認待ち', published: '公開', archived: '廃止' },
  state: { new: '受付', assigned: '担当課で確認中', answered: '回答済み', registered: 'FAQに登録済み', closed: '終了' },
  disabled: { true: 'はい', false: 'いいえ' },
}

/** The words for a value of a field, where it is one of a few. */
export function auditValueWords(field: string, value: string): string {
  return VALUES[field]?.[value] ?? value
}

/** The word for an action; its own name where there is none. */
export function auditActionWord(action: string): string {
  return auditTexts.actions[action] ?? action
}
