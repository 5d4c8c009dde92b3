// Faults in Japanese: what was expected, what came, what to do.

import type { AccountProblem, FaultCode, FaultData, ServiceProblem } from '../../errors.ts'
import { ACTIONS, NOUNS } from './fault-words.ts'
import { ticketMessages } from './ticket.ts'

export interface FaultText {
  readonly title: string
  readonly detail: string
}

export type FaultTexts = { readonly [C in FaultCode]: (data: FaultData[C]) => FaultText }

const FIELDS: Readonly<Record<string, string>> = {
  model: 'モデル',
  question: '質問',
  reason: '理由',
  name: '氏名',
  answer: '回答',
  phrasings: '言い換え',
  negative: '対象外の質問',
  tags: 'タグ',
  basis: '根拠',
  reviewBy: '見直し期限',
  registered: '登録日',
  revised: '改定日',
  section: '担当課',
  status: '状態',
  limit: '件数',
  body: '送信内容',
  address: 'アドレス',
  contact: '連絡先',
  file: 'ファイル',
  'as-of': '基準日',
  as_of: '基準日（as_of）',
  year: '年度',
  login: 'ユーザーID',
  role: '役割',
  password: 'パスワード',
  asker: '利用者の指定',
  before: '日付（before）',
}

const TICKET_STATES: Readonly<Record<string, string>> = ticketMessages.states
const TICKET_ACTIONS: Readonly<Record<string, string>> = ticketMessages.refused

const TOKEN_REASONS: Readonly<Record<FaultData['token_refused']['reason'], string>> = {
  missing: 'トークンがありません',
  unknown: '送られたトークンは登録されていません',
  expired: '送られたトークンは期限が切れています',
  revoked: '送られたトークンは取り消されています',
}

const SERVICE_PROBLEMS: Readonly<Record<ServiceProblem, string>> = {
  refused: '認証が拒否されました。OPENAI_API_KEY と、その権限を確認してください。',
  unknown_model: 'アドレスまたはモデルが見つかりません。OPENAI_BASE_URL と OPENAI_EMBEDDING_MODEL を確認してください。',
  too_many:
    '要求が多すぎるため、受け付けられていません。時間をおいて自動的にやり直します。続く場合は利用枠を確認してください。',
  unreachable: '応答がありません。ネットワークと、サービスの稼働状況を確認してください。',
  bad_reply: '応答の形式が正しくありません。OpenAI 互換のサービスかどうかを確認してください。',
}

const HUB_PROBLEMS: Readonly<Record<ServiceProblem, string>> = {
  refused: '取得を拒否されました。配布元のサイトで利用条件への同意が必要なことがあります。',
  unknown_model: 'モデルが見つかりません。名前を確認してください。',
  too_many: '要求が多すぎるため、受け付けられていません。時間をおいてやり直してください。',
  unreachable:
    '応答がありません。ネットワークと HF_ENDPOINT を確認してください。閉域網では、外部で取得したフォルダーを持ち込んでください。',
  bad_reply: '届いた内容が配布元の情報と一致しません。途中のプロキシーが書き換えていないか確認してください。',
}

const ACCOUNT_PROBLEMS: Readonly<Record<AccountProblem, string>> = {
  login_taken: '同じユーザーIDの利用者がすでにいます。別のユーザーIDにしてください。',
  last_administrator: '管理者がいなくなるため、変更できません。先に、ほかの利用者を管理者にしてください。',
  linked: '職員認証でサインインする利用者のため、パスワードは設定できません。先に、連携を解除してください。',
  in_use: '利用中のため、個人情報を消去できません。先に、利用者の利用を停止してください。',
}

export const faults: FaultTexts = {
  bad_input: ({ field, expected, got }) => ({
    title: '入力内容を確認してください',
    detail: `「${FIELDS[field] ?? field}」が正しくありません。必要な内容: ${expected}。入力された内容: ${got}。修正して、もう一度送信してください。`,
  }),
  bad_row: ({ file, line, reason }) => ({
    title: 'ファイルの内容に誤りがあります',
    detail: `${file} の ${line} 行目: ${reason} このファイルからは1件も登録していません。修正して、もう一度取り込んでください。`,
  }),
  bad_evaluation: ({ file, line, reason }) => ({
    title: '評価用のファイルに誤りがあります',
    detail: `${file} の ${line} 行目: ${reason} 修正して、もう一度実行してください。`,
  }),
  not_found: ({ what, id }) => ({
    title: '見つかりません',
    detail: `${NOUNS[what] ?? what}「${id}」は登録されていないか、公開されていません。番号を確認してください。`,
  }),
  conflict: ({ id, expectedRevision, currentRevision }) => ({
    title: '他の人が先に更新しています',
    detail: `FAQ「${id}」は第${expectedRevision}版を元に編集されましたが、現在は第${currentRevision}版です。最新の内容を確認してから、もう一度保存してください。`,
  }),
  ticket_refused: ({ state, action }) => ({
    title: 'この問い合わせ票では、その操作はできません',
    detail: `問い合わせ票は現在「${TICKET_STATES[state] ?? state}」のため、${TICKET_ACTIONS[action] ?? action}ことはできません。最新の状態を確認してください。`,
  }),
  ticket_changed: ({ expectedVersion, currentVersion }) => ({
    title: '他の人が先に操作しています',
    detail: `この問い合わせ票は、ほかの人が先に操作しました（第${expectedVersion}版を元に操作しましたが、現在は第${currentVersion}版です）。最新の状態を確認してから、もう一度操作してください。`,
  }),
  undeliverable: ({ door, reason }) => ({
    title: 'お知らせを送れません',
    detail: `${door} では送れませんでした（${reason}）。担当課の連絡先は「zencho section contacts」で確認できます。`,
  }),
  too_large: ({ limitBytes }) => ({
    title: 'データが大きすぎます',
    detail: `受け付けられる大きさは ${Math.round(limitBytes / 1024).toLocaleString('ja-JP')} KB までです。内容を分けて送信してください。`,
  }),
  method_not_allowed: ({ method, allowed }) => ({
    title: 'この操作は受け付けられません',
    detail: `このアドレスでは ${method} は使えません。使える方法: ${allowed}。`,
  }),
  unsupported_media_type: ({ got }) => ({
    title: '送信形式が正しくありません',
    detail: `application/json で送信してください。送信された形式: ${got}。`,
  }),
  sign_in_needed: () => ({
    title: 'サインインが必要です',
    detail: 'このページを利用するには、サインインしてください。',
  }),
  forbidden: ({ action }) => ({
    title: 'この操作を行う権限がありません',
    detail: `あなたの役割では、${ACTIONS[action] ?? action}ことができません。必要なときは、システムの管理者に役割の変更を依頼してください。`,
  }),
  account_refused: ({ login, reason }) => ({
    title: '利用者を変更できません',
    detail: `利用者「${login}」: ${ACCOUNT_PROBLEMS[reason]}`,
  }),
  too_many_attempts: ({ retryAfterS }) => ({
    title: 'しばらくお待ちください',
    detail: `短い時間に多くの操作がありました。${Math.ceil(retryAfterS / 60)}分ほど待ってから、もう一度お試しください。`,
  }),
  token_refused: ({ reason }) => ({
    title: 'トークンで確認できません',
    detail: `${TOKEN_REASONS[reason]}。管理者が作成した有効なトークンを「Authorization: Bearer zft_…」のヘッダーで送ってください。`,
  }),
  scope_missing: ({ scope }) => ({
    title: 'トークンで許されていません',
    detail: `このトークンには「${scope}」の許可がありません。必要な許可のあるトークンを管理者に求めてください。`,
  }),
  foreign_origin: ({ origin }) => ({
    title: 'ほかのサイトからの接続は受け付けません',
    detail: `${origin} のページからは接続できません。許可するときは、設定 MCP_ORIGINS に加えてください。`,
  }),
  not_ready: ({ what }) => ({
    title: '準備中です',
    detail: `${NOUNS[what] ?? what}を準備しています。しばらく待ってから、もう一度お試しください。`,
  }),
  overloaded: () => ({
    title: 'ただいま混み合っています',
    detail: '質問が集中しているため、すぐにお答えできません。数秒待ってから、もう一度お試しください。',
  }),
  config: ({ problems }) => ({
    title: '設定に誤りがあります',
    detail: `次の設定（環境変数または .env）を修正してください。\n${problems.map(problem => `  - ${problem}`).join('\n')}`,
  }),
  cannot_write: ({ path, reason }) => ({
    title: 'ファイルに書き込めません',
    detail: `${path} に書き込めません（${reason}）。フォルダーがあるか、書き込みの権限と空き容量を確認してください。`,
  }),
  data_folder: ({ path, reason }) => ({
    title: 'データフォルダーを使用できません',
    detail: `${path} に読み書きできません（${reason}）。フォルダーの場所（DATA_DIR）と権限、空き容量を確認してください。`,
  }),
  database_corrupt: ({ path, reason }) => ({
    title: 'データベースが壊れています',
    detail: `${path} を開けません（${reason}）。ファイルには手を加えていません。バックアップから戻すか、別の場所に移してから起動してください。`,
  }),
  data_in_use: ({ path }) => ({
    title: 'データは使用中です',
    detail: `${path} を、ほかのプログラム（全庁FAQのサーバーやコマンド、または復元）が使用しています。それを終了してから、もう一度実行してください。`,
  }),
  backup_damaged: ({ path, reason }) => ({
    title: 'バックアップが壊れています',
    detail: `${path} は、作成したときの内容と一致しません（${reason}）。何も変更していません。別のバックアップを指定してください（一覧: zencho backup list）。`,
  }),
  database_newer: ({ path, found, known }) => ({
    title: 'データベースがこのプログラムより新しい版です',
    detail: `${path} は第${found}版の構造ですが、このプログラムが扱えるのは第${known}版までです。新しい版のプログラムで起動してください。`,
  }),
  database_busy: ({ path }) => ({
    title: 'データベースが使用中です',
    detail: `${path} を他の処理が使用しています。処理が終わってから、もう一度お試しください。`,
  }),
  disk_full: ({ path }) => ({
    title: 'ディスクの空き容量が足りません',
    detail: `${path} に書き込めません。空き容量を増やしてから、もう一度お試しください。登録済みの内容は失われていません。`,
  }),
  storage_failed: () => ({
    title: 'ただいま保存できません',
    detail:
      'データを保存する場所に問題が起きているため、保存できません。しばらく待ってから、もう一度お試しください。続くときは、管理者に連絡してください。',
  }),
  port_in_use: ({ host, port }) => ({
    title: 'ポートが使用中です',
    detail: `${host}:${port} は他のプログラムが使用しています。そのプログラムを終了するか、PORT に別の番号を指定してください（例: PORT=3001 npm start）。`,
  }),
  model_damaged: ({ path, reason }) => ({
    title: '語彙表のファイルが壊れています',
    detail: `${path} を読み込めません（${reason}）。プログラム一式を配置し直してください。それまでは語の一致だけで回答します。`,
  }),
  model_unusable: ({ path, reason }) => ({
    title: '意味検索のモデルを使用できません',
    detail: `${path} のモデルを使用できません（${reason}）。「zencho model check ${path}」で確認するか、EMBEDDER=builtin で内蔵のモデルに戻してください。それまでは、これまでの索引で回答します。`,
  }),
  embedding_service: ({ endpoint, problem, detail }) => ({
    title: '埋め込みサービスを使用できません',
    detail: `${endpoint}: ${SERVICE_PROBLEMS[problem]}（${detail}）それまでは語の一致で回答します。`,
  }),
  hub: ({ endpoint, problem, detail }) => ({
    title: 'モデルを取得できません',
    detail: `${endpoint}: ${HUB_PROBLEMS[problem]}（${detail}）取得済みの分は残してあります。もう一度実行すると続きから取得します。`,
  }),
  index_worker: ({ reason }) => ({
    title: '索引を作成できません',
    detail: `索引の作成中に問題が起きました（${reason}）。自動的にやり直します。続く場合は管理者に連絡してください。`,
  }),
  workbench_busy: () => ({
    title: 'ほかの確認が終わるのを待っています',
    detail: '検索への影響の確認が混み合っています。少し待ってから、もう一度お試しください。',
  }),
  workbench_failed: ({ reason }) => ({
    title: '検索への影響を確認できません',
    detail: `確認の途中で問題が起きました（${reason}）。もう一度お試しください。続く場合は管理者に連絡してください。`,
  }),
  missing_package: ({ names, command }) => ({
    title: '比較に使うライブラリーがありません',
    detail: `${names.join('、')} を読み込めません。開発用の依存関係です。プロジェクトのフォルダーで ${command} を実行してから、もう一度お試しください。`,
  }),
  internal: ({ reference }) => ({
    title: '処理中に問題が起きました',
    detail: `もう一度お試しください。続く場合は、受付番号 ${reference} を添えて管理者に連絡してください。`,
  }),
}
