// How a table file is read: what a person has confirmed of it.

export const TABLE_ENCODINGS = ['utf8', 'cp932', 'utf16le', 'utf16be'] as const
export type TableEncoding = (typeof TABLE_ENCODINGS)[number]

export const TABLE_FORMATS = ['csv', 'xlsx'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

export interface TableReading {
  readonly format: TableFormat
  /** Of text files. */
  readonly encoding: TableEncoding | null
  /** Of workbooks; null for the first that is not hidden. */
  readonly sheet: string | null
  /** The line of the header; null for the first that is not blank. */
  readonly headerLine: number | null
  /** Leaves out rows that are hidden in their sheet. */
  readonly skipHidden: boolean
}

/** The columns that a table of entries can have. */
export const TABLE_FIELDS = [
  'id',
  'question',
  'answer',
  'section_code',
  'section_name',
  'phrasings',
  'negative',
  'tags',
  'basis',
  'status',
  'registered',
  'revised',
  'review_by',
  'valid_from',
  'valid_until',
  'visible_to',
] as const
export type TableField = (typeof TABLE_FIELDS)[number]
