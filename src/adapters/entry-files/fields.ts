// The fields of an entry in files: their keys in YAML and JSON, their column names in CSV, the words for a status.
import type { EntryStatus } from '../../core/entry.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'

/** Key → Japanese column name, in the order of the exported columns. */
export const COLUMNS = {
  id: 'ID',
  question: '質問',
  answer: '回答',
  section_code: '担当課コード',
  section_name: '担当課',
  phrasings: '言い換え',
  negative: '対象外の質問',
  tags: 'タグ',
  basis: '根拠',
  status: '状態',
  registered: '登録日',
  revised: '改定日',
  review_by: '見直し期限',
  valid_from: '公開開始日',
  valid_until: '公開終了日',
  visible_to: '公開範囲',
} as const
export type Field = keyof typeof COLUMNS

/** Fields with several values: in CSV on separate lines of one cell. */
export const LIST_FIELDS: ReadonlySet<Field> = new Set<Field>([
  'phrasings',
  'negative',
  'tags',
  'basis',
  'visible_to',
])

export const STATUS_WORDS = {
  draft: '下書き',
  in_review: '承認待ち',
  published: '公開',
  archived: '廃止',
} as const satisfies Record<EntryStatus, string>

const LABELS: Readonly<Record<string, string>> = {
  ...COLUMNS,
  section: '担当課',
  'section.code': '担当課コード',
  'section.name': '担当課の名前',
  entries: 'FAQの一覧',
  sections: '担当課ごとの一覧',
}

/** The name of the place that a path leads to: 「質問（question）」, 「言い換え（phrasings）の2番目」. */
export function labelOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return ja.wholeFile()
  const keys = path.filter(key => typeof key === 'string')
  const key = keys.slice(keys.at(-2) === 'section' ? -2 : -1).join('.')
  const label = LABELS[key] === undefined ? key : `${LABELS[key]}（${key}）`
  const last = path.at(-1)
  return typeof last === 'number' ? ja.positionIn(label, last + 1) : label
}
