// Port: what staff really asked of late, each question once, with what they said of the answers.

export interface AskedQuestion {
  /** As it was searched for: a follow-up with the words before it. */
  readonly text: string
  readonly sectionCode: string | null
  /** How often it was asked, among those looked at. */
  readonly times: number
  readonly lastAskedAt: Date
  /** Entries that somebody chose, or that solved it for somebody. */
  readonly right: readonly string[]
  /** Entries that did not. */
  readonly wrong: readonly string[]
}

export interface AskedQuestions {
  /** Newest first. */
  readonly recent: (limit: number) => Promise<readonly AskedQuestion[]>
}
