// Port: questions of before with the section that settled them, whether by answering a ticket or by an entry that helped.
import type { SettledCase } from '../ticket/like-cases.ts'

export interface SettledCases {
  /** The newest, at most so many; without the question, or the ticket of the question, that is left out. */
  readonly recent: (limit: number, without: string | null) => Promise<readonly SettledCase[]>
}
