// What the pages and the commands about backups say, in Japanese.
import type { BackupManifest, ListedBackup, MadeBackup } from '../../../backup/backup-manifest.ts'
import type { DataProblem, ProblemKind } from '../../../backup/data-problem.ts'
import { formatMoment } from '../../../japan-time.ts'
import type { BackupRun } from '../../../ports/backup-log.ts'

const number = (value: number) => value.toLocaleString('ja-JP')
const MEGABYTE = 1_000_000
const size = (bytes: number) =>
  bytes < MEGABYTE ? `${number(Math.ceil(bytes / 1000))}KB` : `${number(Math.round(bytes / MEGABYTE))}MB`

const PROBLEMS: Readonly<Record<ProblemKind, string>> = {
  damaged: '壊れています',
  missing: 'ありません',
  orphan: 'どこからも参照されていません',
  reference: '参照先がありません',
  audit: '監査記録のつながりが切れています',
  setting: '推奨する設定ではありません',
  not_indexed: '公開中なのに検索の対象になっていません',
  ghost: '公開中でないのに検索の対象に残っています',
  cache: '索引のファイルが一致しません（次の起動で作り直します）',
}

export const backupTexts = {
  heading: 'バックアップ',
  lastSuccess: '最後に成功した日時',
  none: 'まだありません',
  failed: 'バックアップを作成できていません',
  failedText: (failure: string | null) =>
    failure === null
      ? '予定の時刻を過ぎましたが、新しいバックアップがありません。サーバーの記録を確認してください。'
      : `原因: ${failure}。くわしくはサーバーの記録（backup_failed）をご覧ください。30分ごとに自動でやり直します。`,
  oldLeft: '古いバックアップを消せていません',
  oldLeftText:
    '新しいバックアップは作成できていますが、残す数を超えた古いバックアップを消せませんでした。保存先がいっぱいになると、新しいバックアップを作成できなくなります。保存先のフォルダーの権限を確認してください。くわしくはサーバーの記録（backups_not_dropped）をご覧ください。',
  off: 'バックアップが設定されていません',
  offText:
    'サーバーが故障すると、登録した内容が失われます。管理者は、設定 BACKUP_FOLDER に保存先を指定してください（手順: docs/backup.md）。',
  attachmentsMissing: (count: number) =>
    `添付ファイル${number(count)}件が元の場所になかったか壊れていたため、バックアップに含まれていません。「zencho verify --deep」で確認してください。`,
  /** For health and the log. */
  trouble: (failure: string | null) =>
    failure === null ? 'バックアップを作成できていません。' : `バックアップを作成できていません（${failure}）。`,
  oldLeftTrouble: '古いバックアップを消せていません。',
  noticeText: (failure: string) =>
    `原因: ${failure}。くわしくはサーバーの記録（backup_failed）をご覧ください。30分ごとに自動でやり直します。`,
  notice: (at: Date) => `${formatMoment(at)}のバックアップ`,
  internalFailure: '予期しない誤り',

  cli: {
    backup: 'データのバックアップを作成する（サーバーの動作中でも実行できる）',
    to: '保存先のフォルダー（既定は設定 BACKUP_FOLDER）',
    keep: '作成後、新しい方から N 個を残して古いバックアップを消す',
    list: 'バックアップの一覧を表示する',
    listFolder: 'バックアップの保存先（既定は設定 BACKUP_FOLDER）',
    restore: 'バックアップからデータを復元する（サーバーを停止してから実行する）',
    from: 'バックアップのフォルダー、または保存先の中の名前',
    restoreTo: '復元先のデータフォルダー（既定は設定 DATA_DIR）',
    dryRun: '復元せずに、バックアップが使えるかどうかだけを確認する',
    verify: 'データベース・索引・添付ファイル・監査記録に異常がないか確認する',
    deep: '時間のかかる確認（添付ファイルの中身、データベースの索引）もする',
    folderExpected: 'フォルダー（--to または設定 BACKUP_FOLDER）',
    keepExpected: '1以上の整数',
    nothing: '指定なし',
    made: ({ path, bytes, tookMs }: MadeBackup) =>
      `バックアップを作成し、内容を確認しました: ${path}（${size(bytes)}、${(tookMs / 1000).toFixed(1)}秒）`,
    dropped: (names: readonly string[]) => `古いバックアップを消しました: ${names.join('、')}`,
    noneListed: (folder: string) => `${folder} にバックアップはありません。`,
    listed: ({ name, at, bytes, manifest }: ListedBackup) =>
      manifest === null
        ? `${name}　${formatMoment(at)}　壊れています（manifest.json を読めません）`
        : `${name}　${formatMoment(at)}　${size(bytes)}　FAQ ${number(manifest.counts.entries)}件　質問 ${number(manifest.counts.questions)}件　版 ${manifest.version}`,
    wouldRestore: (manifest: BackupManifest) =>
      `このバックアップは使えます（${formatMoment(new Date(manifest.startedAt))}に作成、FAQ ${number(manifest.counts.entries)}件、利用者 ${number(manifest.counts.accounts)}人）。何も変更していません。`,
    restored: (manifest: BackupManifest) =>
      `${formatMoment(new Date(manifest.startedAt))}のデータに戻しました（FAQ ${number(manifest.counts.entries)}件）。サーバーを起動してください。索引は起動時に作り直します。`,
    aside: (path: string) => `復元前のデータは ${path} に残しました。不要になったら消してください。`,
    missingAttachments: (count: number) =>
      `注意: このバックアップには、作成した時点で失われていた添付ファイル${number(count)}件が含まれていません。`,
    noData: 'データはまだありません。',
    sound: '異常はありません。',
    counted: (entries: number, events: number, attachments: number) =>
      `FAQ ${number(entries)}件、監査記録 ${number(events)}件、添付ファイル ${number(attachments)}件を確認しました。`,
    problem: ({ kind, where, detail }: DataProblem) => `${where}: ${PROBLEMS[kind]}（${detail}）`,
    found: (count: number) =>
      `異常が${number(count)}件あります。docs/backup.md の「異常が見つかったとき」をご覧ください。`,
  },
  summary: ({ finishedAt, bytes }: BackupRun) => `${formatMoment(finishedAt)}（${size(bytes)}）`,
} as const
