// Port: what people said of an entry under review. Comments are only ever added; the workflow adds them.

export const COMMENT_KINDS = ['comment', 'submitted', 'returned', 'published', 'withdrawn'] as const
export type CommentKind = (typeof COMMENT_KINDS)[number]

export interface ReviewComment {
  readonly id: number
  /** The entry's newest revision once it was said. */
  readonly revision: number
  readonly kind: CommentKind
  /** null: said by no account. */
  readonly accountId: string | null
  readonly author: string
  readonly text: string
  readonly at: Date
}

export interface ReviewComments {
  /** Oldest first. */
  readonly of: (entryId: string) => Promise<readonly ReviewComment[]>
}
