// What the pages of the workflow say, in Japanese: an entry's state, what may be done with it, its revisions and its history.
import type { EntryContent, EntryStatus } from '../../../entry.ts'
import type { CommentKind } from '../../../ports/review-comments.ts'
import type { ScheduleKind } from '../../../ports/schedules.ts'
import type { PlanFailure } from '../../../workflow/carry-out-plans.ts'

const count = (value: number) => `${value.toLocaleString('ja-JP')}件`

const STATUS: Readonly<Record<EntryStatus, string>> = {
  draft: '下書き',
  in_review: '承認待ち',
  published: '公開中',
  archived: '廃止',
}

const PLAN: Readonly<Record<ScheduleKind, string>> = { publish: '公開', archive: '廃止' }

const FIELDS: Readonly<Record<keyof EntryContent | 'section' | 'status', string>> = {
  question: '質問',
  answer: '回答',
  phrasings: '言い換え',
  negativePhrasings: '対象外の質問',
  tags: 'タグ',
  basis: '根拠',
  reviewBy: '見直し期限',
  validFrom: '有効期間（開始）',
  validUntil: '有効期間（終了）',
  visibleTo: '公開範囲',
  section: '担当課',
  status: '状態',
}

export const workflowTexts = {
  status: STATUS,
  plan: PLAN,
  fields: FIELDS,
  count,
  titleTold: (heading: string, question: string) => `${heading}：${question}`,
  nothing: 'なし',
  everybody: '全職員',
  sectionsOnly: (names: string) => `次の課の職員だけ：${names}`,
  revision: (number: number) => `第${number}版`,
  pages: (page: number, last: number) => `${last}ページ中${page}ページ目`,
  newer: '新しいほうへ',
  older: '古いほうへ',
  next: '次のページ',
  previous: '前のページ',
  pagesLabel: 'ページの切り替え',

  entry: {
    toList: 'FAQの一覧',
    edit: '編集する',
    impact: '公開した場合の影響を確かめる',
    history: '履歴を見る',
    staffPage: '職員に表示されるページ',
    toSteps: '操作とやり取りへ移動',
    stateHeading: '現在の状態',
    id: 'FAQ番号',
    section: '担当課',
    registeredOn: '登録日',
    notRegistered: 'まだ公開したことがありません',
    revisedOn: '改定日',
    newest: '最新の版',
    newestBy: (revision: number, name: string, moment: string) => `第${revision}版（${moment}、${name}）`,
    note: '変更の内容',
    states: {
      draft: '下書きです。職員には表示していません。',
      draft_serving: (serving: number, newest: number) =>
        `職員には第${serving}版を公開しています。第${newest}版は下書きで、職員には表示していません。`,
      in_review: '承認を待っています。職員には表示していません。',
      in_review_serving: (serving: number, newest: number) =>
        `職員には第${serving}版を公開しています。第${newest}版が承認を待っています。`,
      published: '公開しています。職員の質問への回答に使われます。',
      not_yet: (date: string) =>
        `公開していますが、有効期間は${date}からです。それまでは、職員の質問への回答に使われません。`,
      over: (date: string) => `公開していますが、有効期間は${date}で終わりました。職員の質問への回答に使われません。`,
      archived: '廃止しました。職員の質問への回答には使われません。',
      merged: '別のFAQに統合しました。',
    },
    mergedInto: (id: string) => `統合先のFAQ（${id}）を見る`,
    planned: (kind: ScheduleKind, moment: string) => `${moment}に${PLAN[kind]}する予約があります。`,
    plannedBy: (name: string, revision: number) => `予約した人：${name}（第${revision}版のとき）`,
    planStale: (revision: number, newest: number) =>
      `予約の後に新しい版（第${newest}版）ができたため、このままでは公開しません。第${revision}版ではなく最新の版を公開するには、予約を取り消してから、もう一度予約してください。`,
    callOff: (kind: ScheduleKind) => `${PLAN[kind]}の予約を取り消す`,
    changesHeading: (serving: number, newest: number) => `公開中の版との違い（第${serving}版 → 第${newest}版）`,
    noChanges: '公開中の版と、内容に違いはありません。',
    contentHeading: '内容',
    newestHeading: (revision: number) => `第${revision}版の内容`,
    servingHeading: (revision: number) => `公開中の第${revision}版の内容`,
    officialOnly: 'この課のFAQを編集する権限がないため、公開中の内容だけを表示しています。',
  },

  actions: {
    heading: '操作',
    none: '今の状態で、あなたが行える操作はありません。',
    noRights: 'あなたの役割では、このFAQの状態を変えられません。',
    waitForApproval: '承認者が確認しています。結果は、お知らせでご連絡します。',
    remark: '連絡事項（任意）',
    submit: '承認を依頼する',
    submitHint: '承認者に伝えたいことがあれば、書いてください。',
    submitRemark: '承認者への連絡（任意）',
    withdraw: '依頼を取り下げる',
    withdrawHint: '取り下げると下書きに戻り、編集を続けられます。',
    publish: '公開する',
    publishHint: '公開すると、すぐに職員の質問への回答に使われます。',
    publishOwnHint: 'あなたが書いた内容です。承認者として自分で公開したことが、監査記録に残ります。',
    publishRemark: '作成者への連絡（任意）',
    return: '差し戻す',
    returnReason: '差し戻す理由',
    returnHint: 'どこをどのように直せばよいかを、具体的に書いてください。作成者に届きます。',
    planPublish: '日時を決めて公開する',
    planArchive: '日時を決めて廃止する',
    planHint: '日本時間で指定します。その日時に、いま表示している版を公開します。',
    planArchiveHint: '日本時間で指定します。その日時に、公開中の版を廃止します。',
    date: '日付',
    time: '時刻',
    plan: (kind: ScheduleKind) => `${PLAN[kind]}を予約する`,
    archive: '廃止する',
    archiveHint: '廃止すると、すぐに回答に使われなくなります。登録数には残り、後から内容を戻すこともできます。',
    archiveReason: '廃止する理由（任意）',
    restore: (revision: number) => `第${revision}版の内容に戻す`,
    restoreHint: '戻した内容は、新しい版の下書きになります。公開するまで、職員には表示しません。',
    restoreNotNow: '承認を待っている間は、戻せません。先に依頼を取り下げてください。',
    required: '必須',
  },

  done: {
    submit: { heading: '承認を依頼しました', text: '承認者に知らせました。結果は、お知らせでご連絡します。' },
    withdraw: { heading: '依頼を取り下げました', text: '下書きに戻しました。編集を続けられます。' },
    return: { heading: '差し戻しました', text: '作成者に理由を知らせました。' },
    publish: { heading: '公開しました', text: '1秒ほどで、職員の質問への回答に使われます。' },
    plan_publish: { heading: '公開を予約しました', text: '予約した日時になると、自動で公開します。' },
    plan_archive: { heading: '廃止を予約しました', text: '予約した日時になると、自動で廃止します。' },
    archive: { heading: '廃止しました', text: '職員の質問への回答には使われません。' },
    restore: {
      heading: '内容を戻しました',
      text: '新しい版の下書きができました。内容を確認して、公開の手続きをしてください。',
    },
    comment: { heading: 'コメントを書きました', text: 'このFAQに関わる人に知らせました。' },
    call_off: { heading: '予約を取り消しました', text: '予約していた日時になっても、何も行いません。' },
  },

  problems: {
    heading: '入力内容を確認してください',
    refusedHeading: '操作できませんでした',
    changed: {
      heading: 'この間に、ほかの人が変更しました',
      text: '表示していた版は、最新の版ではありません。下の最新の内容を確認してから、もう一度操作してください。',
    },
    wrongState:
      '今の状態では、その操作はできません。ほかの人が先に操作した可能性があります。下の最新の状態を確認してください。',
    textMissing: {
      return: '差し戻す理由を書いてください。',
      comment: 'コメントを書いてください。',
    },
    tooLong: (limit: number) => `${limit.toLocaleString('ja-JP')}字以内で書いてください。`,
    noTime: '日付と時刻の両方を、正しく入力してください。',
    past: '現在より後の日時を入力してください。',
    tooFar: '2年以内の日時を入力してください。',
    gate: {
      heading: '公開できませんでした',
      text: (worse: number) =>
        `この内容を公開すると、評価用の質問のうち${count(worse)}で、回答が今より悪くなります。この課では、そのようなFAQは公開しない設定にしています。影響を確かめて内容を直すか、課の設定を見直してください。`,
    },
    nothingToRestore: 'その版には戻せません。版の番号を確認してください。',
  },

  comments: {
    heading: 'やり取り',
    none: 'まだやり取りはありません。',
    add: 'コメントを書く',
    send: 'コメントを送る',
    hint: '書いたコメントは、後から変えたり消したりできません。',
    kinds: {
      comment: 'コメント',
      submitted: '承認を依頼',
      returned: '差し戻し',
      published: '公開',
      withdrawn: '依頼を取り下げ',
    } satisfies Readonly<Record<CommentKind, string>>,
  },

  actor: (actor: string) => {
    if (actor.startsWith('slack:')) return `Slackの利用者（${actor.slice(6)}）`
    if (actor.startsWith('user:')) return actor.slice(5)
    return ACTORS[actor] ?? actor
  },

  failure: {
    changed: '予約した後に、内容が変わったため',
    not_in_the_works: '予約した版が、すでに公開または廃止されていたため',
    not_published: '公開中ではなくなっていたため',
    gate: '公開すると、評価用の質問の回答が悪くなるため',
    gone: 'FAQが見つからないため',
  } satisfies Readonly<Record<PlanFailure, string>>,
} as const

const ACTORS: Readonly<Record<string, string>> = {
  'sample-data': '見本データの登録',
  'zencho import': 'コマンドによる取込',
  zencho: '自動の処理',
  cli: 'コマンド',
  web: '質問のページ',
}
