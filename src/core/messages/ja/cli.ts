// What the `zencho` command says, in Japanese.
import type { IndexingPhaseName } from '../indexing-phase.ts'

const number = (value: number) => value.toLocaleString('ja-JP')
const percent = (value: number) => `${Math.round(value * 100)}%`

export const cli = {
  description: '全庁FAQ: 職員の質問に、担当課の公式回答を返します。',
  options: {
    json: '結果を JSON で出力する',
    section: '担当課コードで絞り込む',
    limit: '候補の件数（1–20）',
    explain: '回答の代わりに、どのように探して判定したかを表示する（質問は記録しない）',
    dryRun: '登録せずに確認だけする',
    format: '形式（既定は拡張子から）',
    send: '返信を標準出力に書く代わりに、メールサーバー（SMTP_URL）から送る',
    encoding: 'CSV の文字コード',
  },
  commands: {
    serve: 'サーバーを起動する',
    ask: '質問する',
    import: 'FAQをファイル（CSV・XLSX・JSONL・YAML）から取り込む',
    export: 'FAQをファイルに書き出す',
    index: '索引を最新にする',
    status: '登録件数と索引の状態を表示する',
    eval: '評価用の質問で回答の質を測る',
    mailIn: 'メールサーバーから渡されたメール1通（標準入力）に返信する',
    mcp: 'MCPサーバーとして、標準入出力でプログラムからの質問に答える',
    model: '意味検索のモデルを用意する・確認する・切り替える',
  },
  phases: { units: '語に分けています', vectors: '意味を計算しています', graph: '索引を作っています' } satisfies Record<
    IndexingPhaseName,
    string
  >,
  remaining: (time: string) => `残り${time}`,
  saving: '登録しています',

  sampleLoaded: (count: number, sections: number) =>
    `データベースが空のため、見本データ（架空の「汐見県」のFAQ ${number(count)}件・${number(sections)}課）を登録しました。`,
  started: (url: string) => `全庁FAQを起動しました。ブラウザーで ${url} を開いてください（終了: Ctrl+C）。`,
  preparing: '索引を準備しています。準備中も質問できます。',
  ready: (entries: number, seconds: number) =>
    `準備ができました（公開中のFAQ ${number(entries)}件、${seconds.toFixed(1)}秒）。`,
  degraded: (reason: string) => `注意: 一部の機能が使えません。${reason}`,
  stopping: '終了しています…',

  answeredBy: (section: string, revisedOn: string) => `担当課: ${section}　改定日: ${revisedOn}`,
  basis: (basis: readonly string[]) => `根拠: ${basis.join('、')}`,
  confidence: (value: number) => `確からしさ: ${percent(value)}`,
  candidatesTitle: '近いFAQ:',
  otherCandidates: 'ほかの候補:',
  unanswered: '該当するFAQが見つかりませんでした。言い方を変えるか、担当課にお問い合わせください。',

  imported: (created: number, revised: number, unchanged: number) =>
    `取り込みました（新規 ${number(created)}件、改定 ${number(revised)}件、変更なし ${number(unchanged)}件）。`,
  dryRun: (count: number) => `${number(count)}件を確認しました。誤りはありません（登録はしていません）。`,
  problemsFound: (count: number) => `誤りが ${number(count)}件あります。1件も登録していません。`,
  problem: (file: string, line: number, reason: string) => `${file}:${line}: ${reason}`,
  exported: (count: number, path: string) => `${number(count)}件を ${path} に書き出しました。`,
  indexed: (entries: number, vectors: number, seconds: number) =>
    `索引は最新です（FAQ ${number(entries)}件、検索単位 ${number(vectors)}件、${seconds.toFixed(1)}秒）。`,

  status: {
    published: '公開中',
    registered: '登録数（累計）',
    registeredThisYear: (year: string) => `うち${year}の登録`,
    draft: '下書き',
    inReview: '承認待ち',
    archived: '廃止',
    questions: '質問の記録',
    pending: '索引待ち',
    vectors: '検索単位',
    model: '意味検索のモデル',
    noModel: 'なし（語の一致のみ）',
    database: 'データベース',
    count: (value: number) => `${number(value)}件`,
  },

  model: {
    commands: {
      list: '使用中のモデルと、手元にあるモデルを表示する',
      fetch: 'モデルを配布元（HF_ENDPOINT）から取得する',
      check: 'モデルのファイルと計算結果が、記録したときと同じか確認する',
      use: 'モデルを使うための設定を表示する',
    },
    options: {
      to: '保存先のフォルダー（既定は models の下）',
      revision: '版（コミット、タグ、ブランチ）',
      dtype: '重みの形式（既定は小さいものから）',
      record: '現在のファイルと計算結果を記録してから確認する',
      write: '設定を .env に書き込む（元の .env は控えを残す）',
    },
    kinds: { sentence: '文のモデル', reranker: '並べ替えのモデル' },
    fetching: (path: string) => `取得しています ${path}`,
    fetched: (folder: string, revision: string) =>
      `${folder} に保存し、確認しました（版 ${revision}）。使うには「zencho model use ${folder} --write」を実行してください。`,
    family: (name: string) => `系統: ${name === 'unknown' ? '不明（接頭辞なし、平均）' : name}`,
    dimensions: (count: number) => `次元: ${count}`,
    checksums: (count: number) => `ファイル: ${count}件とも記録と一致しました`,
    noChecksums: 'ファイル: 記録がないため、照合していません（--record で記録できます）',
    golden: (deviation: number) => `計算結果: 記録と一致しました（差 ${deviation.toFixed(6)}）`,
    noGolden: '計算結果: 記録がないため、照合していません（--record で記録できます）',
    speed: (ms: number) => `速さ: 1文あたり ${ms.toFixed(1)} ミリ秒`,
    folderExpected: 'モデルのフォルダー（または設定 MODEL_PATH）',
    nothing: '指定なし',
    written: (backup: string | null) =>
      backup === null
        ? '.env に書き込みました。サーバーを再起動すると、この設定で動きます。'
        : `.env に書き込みました（元の .env は ${backup} に残しました）。サーバーを再起動すると、この設定で動きます。`,
    toWrite: '上の行を .env に書くか、--write を付けて実行してください。',
    inUse: (name: string) => `使用中: ${name}`,
    rerankerInUse: (folder: string) => `並べ替え: ${folder}`,
    foundTitle: 'models フォルダーにあるモデル:',
    noneFound: 'ありません。',
    recommendedTitle: '勧めるモデル（docs/models.md）:',
  },
} as const
