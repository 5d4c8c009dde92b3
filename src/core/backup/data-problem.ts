// What may be wrong with the data of the product, as facts; the catalogue has the sentences.

export const PROBLEM_KINDS = [
  /** A file is not what it was, or cannot be read. */
  'damaged',
  /** It is not there. */
  'missing',
  /** Nothing in the database names it. */
  'orphan',
  /** A row that names another which is not there. */
  'reference',
  /** The audit trail does not follow from its beginning. */
  'audit',
  'setting',
  /** A published entry that search does not know. */
  'not_indexed',
  /** Something that search knows and that is not published. */
  'ghost',
  /** A cache of the index that does not verify: it is made again at the next start. */
  'cache',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

export interface DataProblem {
  readonly kind: ProblemKind
  readonly where: string
  readonly detail: string
}

/** These repair themselves, or do no harm. */
const HARMLESS: ReadonlySet<ProblemKind> = new Set(['orphan', 'cache'])

export function isHarmless({ kind }: DataProblem): boolean {
  return HARMLESS.has(kind)
}
