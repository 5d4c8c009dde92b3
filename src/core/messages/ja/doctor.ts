// What `zencho doctor` says: what was looked at, what was found, and what to do.

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/** By nodemailer's codes. */
const SMTP_REFUSALS: Readonly<Record<string, string>> = {
  EDNS: 'サーバーの名前が見つかりません',
  ESOCKET: '接続を断られたか、途中で切れました',
  ECONNECTION: '接続を断られたか、途中で切れました',
  ETIMEDOUT: '応答がありません',
  ETLS: '暗号化した通信を始められません',
  EAUTH: 'ユーザー名とパスワードが受け付けられません',
}

export const doctorTexts = {
  description: 'サーバー、データ、索引、外部との接続に問題がないかを調べる（何も変更せず、メールや質問も送らない）',
  allGood: '問題はありません。',
  noted: (notes: number) => `動作に支障はありません。注意が ${notes}件あります。`,
  faults: (count: number) => `異常が ${count}件あります。上から順に直して、もう一度実行してください。`,
  items: {
    runtime: 'Node.js',
    memory: 'メモリー',
    folder: 'データのフォルダー（DATA_DIR）',
    disk: 'ディスクの空き',
    clock: 'サーバーの時計',
    sqlite: 'SQLite',
    database: 'データベース',
    index: '検索の索引',
    wordTable: '意味検索の語彙表（MODEL_DIR）',
    server: 'サーバー（PORT）',
    address: '利用者に知らせるアドレス（PUBLIC_URL）',
    outbox: 'お知らせの送信',
    smtp: 'メールサーバー（SMTP_URL）',
    slack: 'Slack',
    chat: 'チャットモデル（OPENAI_MODEL）',
    signIn: '職員認証（OIDC_ISSUER）',
  },
  notSetUp: '設定されていません。',
  runtime: {
    good: (version: string) => `${version} で動作しています。`,
    old: (version: string) => `${version} は対応していません。`,
    action: '22.18 以上の Node.js で実行してください。「npm ci」で対応する版が入ります。',
  },
  memory: {
    good: (bytes: number) => `${gigabytes(bytes)} あります。`,
    action: '2 GB 以上のメモリーを割り当ててください。10万件のFAQでは4 GBをおすすめします。',
  },
  folder: {
    good: (path: string) => `${path} に書き込めます。`,
    missing: (path: string) => `${path} はまだありません。最初の起動で作られます。`,
    refused: (path: string, reason: string) => `${path} に書き込めません（${reason}）。`,
    unmakeable: (path: string, above: string, reason: string) =>
      `${path} はまだなく、${above} に書き込めないため作れません（${reason}）。`,
    /** By the code of the system. */
    actions: {
      EROFS: 'ディスクが読み取り専用になっています。ディスクの故障がないか、マウントの設定を確認してください。',
      ENOTDIR: 'フォルダーではありません。設定 DATA_DIR の値を確認してください。',
      ENOSPC: 'ディスクに空きがありません。下の「ディスクの空き」をご覧ください。',
      EDQUOT: '割り当てられた容量を使い切っています。不要なファイルを移すか、割り当てを増やしてください。',
    } as Readonly<Record<string, string>>,
    action: 'サービスを動かすユーザーに、読み書きの権限を与えてください。',
  },
  disk: {
    free: (bytes: number, needed: number) =>
      `${gigabytes(bytes)} 空いています（バックアップと索引の作り直しに ${gigabytes(needed)} 必要です）。`,
    action:
      '不要なファイルを移すか、ディスクを増やしてください。空きがなくなると登録できなくなります（検索は続きます）。',
  },
  clock: {
    good: (moment: string) => `${moment} です。`,
    behind: (moment: string, last: string) => `${moment} ですが、最後の記録は ${last} です。時計が遅れています。`,
    action: '時刻の同期（NTP）を確認してください。期限や集計の日付が変わります。',
  },
  sqlite: {
    good: (version: string) => `${version} です。`,
    old: (version: string) => `${version} には、データが壊れるおそれのある不具合があります。`,
    action: '「npm ci」で、このプロジェクトに合う版を入れ直してください。',
  },
  database: {
    good: (registered: number, published: number) => `壊れていません（登録 ${registered}件、公開中 ${published}件）。`,
    none: 'まだありません。最初の起動で作られます。',
    broken: (reason: string) => `開けません: ${reason}`,
    action: 'サーバーを止め、フォルダーごと別の場所に写してから、バックアップから戻してください。',
    unopenedAction: '原因を取り除いて、もう一度実行してください。バックアップから戻す必要は、まだありません。',
  },
  index: {
    good: (entries: number) => `${entries}件を検索できます。`,
    pending: (pending: number) => `${pending}件が索引への登録を待っています。`,
    pendingAction: 'サーバーが動いていれば自動的に登録されます。続く場合は「zencho index」を実行してください。',
    degraded: (reason: string) => `意味による検索が働いていません: ${reason}`,
    degradedAction: '言葉による検索で回答しています。「zencho index」を実行し、結果を確認してください。',
  },
  wordTable: {
    good: (folder: string) => `${folder} を読み込めます。`,
    broken: (reason: string) => `読み込めません: ${reason}`,
    action: '配布されたファイルに入れ直してください。それまでは言葉による検索で回答します。',
  },
  server: {
    running: (address: string) => `${address} で動作しています。`,
    preparing: (address: string) => `${address} で動作していますが、準備中です。`,
    free: (address: string) => `${address} は空いています（サーバーは動いていません）。`,
    taken: (address: string) => `${address} は別のプログラムが使っています。`,
    action: '別の番号を PORT に設定するか、そのプログラムを止めてください。',
  },
  address: {
    good: (url: string) => `${url} です。`,
    plain: (url: string) => `${url} は暗号化されていません。`,
    plainAction: 'リバースプロキシーで TLS（https）を設定し、PUBLIC_URL を https で始まるアドレスにしてください。',
    alike: 'TRUST_PROXY が 0 のため、すべての利用者が同じ端末に見えます。',
    alikeAction: 'リバースプロキシーの数（通常は 1）を TRUST_PROXY に設定してください。',
  },
  outbox: {
    good: (waiting: number) => `送信待ちは ${waiting}件です。`,
    givenUp: (count: number) => `送信をあきらめたお知らせが ${count}件あります。`,
    action: 'メールと Slack の設定を確認してください。問い合わせ票の内容は管理ページで確認できます。',
  },
  smtp: {
    good: 'サインインまで確認できました。',
    refused: (code: string, reason: string) => `${SMTP_REFUSALS[code] ?? '接続できません'}（${reason}）。`,
    action: 'SMTP_URL のアドレス、ポート、ユーザー名とパスワードを確認してください。',
  },
  slack: {
    good: '問題はありません。',
    faults: (count: number) => `異常が ${count}件あります。`,
    action: '「zencho slack check」で詳しく確認してください。',
  },
  chat: {
    good: (host: string) => `${host} が応答しました。`,
    refused: (host: string, reason: string) => `${host} を利用できません（${reason}）。`,
    action:
      'OPENAI_BASE_URL と OPENAI_API_KEY を確認してください。利用できない間も、公式の回答は変わらず表示されます。',
  },
  signIn: {
    good: (issuer: string) => `${issuer} が応答しました。`,
    refused: (issuer: string, reason: string) => `${issuer} を利用できません（${reason}）。`,
    action: 'OIDC_ISSUER のアドレスと、このサーバーからの通信を確認してください。',
  },
}
