// The kinds of files that entries are written to.
export const EXPORT_KINDS = ['xlsx', 'csv', 'csv-cp932'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]
