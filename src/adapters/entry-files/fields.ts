// The fields of an entry in files: their keys in YAML and JSON, their column names in CSV, the words for a status.
import type { EntryStatus } from '../../core/entry.ts'
import { TABLE_FIELDS, type TableField } from '../../core/exchange/reading.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'

/** Key → Japanese column name. */
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
} as const satisfies Record<TableField, string>
export type Field = TableField

/** Fields with several values: in CSV on separate lines of one cell. */
export const LIST_FIELDS: ReadonlySet<Field> = new Set<Field>(['phrasings', 'negative', 'tags', 'basis', 'visible_to'])

export const STATUS_WORDS = {
  draft: '下書き',
  in_review: '承認待ち',
  published: '公開',
  archived: '廃止',
} as const satisfies Record<EntryStatus, string>

/** Other names that lists of other systems give these columns. */
const OTHER_NAMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  id: ['FAQ-ID', 'FAQID', 'FAQ番号', '管理番号', '管理ID'],
  question: ['質問文', '質問内容', '問い', '問', 'お問い合わせ内容', '問合せ内容', '設問', 'Q'],
  answer: ['回答文', '回答内容', '答え', '答', 'お答え', '回答案', 'A'],
  section_code: ['課コード', '部署コード', '所属コード', '所管課コード', '担当コード'],
  section_name: [
    'section',
    '担当',
    '担当課名',
    '担当部署',
    '所管',
    '所管課',
    '主管課',
    '部署',
    '部署名',
    '課名',
    '所属',
    '所属名',
  ],
  phrasings: ['言いかえ', '言換え', '別の聞き方', '類似質問', '別の表現', '別表現'],
  negative: ['対象外', '対象外質問', '除外する質問'],
  tags: ['キーワード', '分類', 'カテゴリ', 'カテゴリー', 'ジャンル', 'tag', 'category', 'keywords'],
  basis: ['根拠規程', '根拠法令', '根拠資料', '関連規程', '参照規程', '出典'],
  status: ['ステータス', '公開状態', '公開区分'],
  registered: ['登録年月日', '作成日', '初回公開日'],
  revised: ['改定年月日', '改訂日', '更新日', '最終更新日', '修正日'],
  review_by: ['見直し期日', '見直し日', '次回見直し日', '見直期限'],
  valid_from: ['公開開始', '掲載開始日', '適用開始日', '開始日'],
  valid_until: ['公開終了', '公開期限', '掲載終了日', '適用終了日', '終了日'],
  visible_to: ['公開先', '閲覧範囲', '公開対象'],
}

/** Names of our own columns, Japanese and English. */
const OWN_NAMES: ReadonlyMap<string, Field> = new Map([
  ...allFields().map((field): [string, Field] => [field, field]),
  ...allFields().map((field): [string, Field] => [columnKey(COLUMNS[field]), field]),
  ['section', 'section_name'],
])

const KNOWN_NAMES: ReadonlyMap<string, Field> = new Map([
  ...allFields().flatMap(field => (OTHER_NAMES[field] ?? []).map((name): [string, Field] => [looseKey(name), field])),
  ...[...OWN_NAMES].map(([name, field]): [string, Field] => [looseKey(name), field]),
])

/** The field that a column of this very name holds; null for another. */
export function fieldOf(columnName: string): Field | null {
  return OWN_NAMES.get(columnKey(columnName)) ?? null
}

/** The field that a column of this name likely holds: to be confirmed by a person. */
export function guessField(columnName: string): Field | null {
  return fieldOf(columnName) ?? KNOWN_NAMES.get(looseKey(columnName)) ?? null
}

/** In the order of the exported columns. */
export function allFields(): readonly Field[] {
  return TABLE_FIELDS
}

function columnKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

/** Without remarks in brackets, marks and spaces: 「★質問（必須）」 is 「質問」. */
function looseKey(name: string): string {
  return columnKey(name).replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|[^\p{L}\p{N}]/gu, '')
}

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
