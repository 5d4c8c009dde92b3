// Port: sets of questions with the entries that should answer them, and how they fared. A set's questions never change: other
// questions are another set, so that two runs of one set can be compared.
import type { EvaluationQuery, EvaluationRun } from '../evaluation/measures.ts'
import type { Actor } from './registry.ts'
import type { ChangeOptions } from './synonym-groups.ts'

export interface QuestionSetHead {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly questionCount: number
  readonly createdBy: Actor
  readonly createdAt: Date
}

export interface QuestionSet extends QuestionSetHead {
  readonly questions: readonly EvaluationQuery[]
}

export interface TestRunHead {
  readonly id: string
  readonly setId: string
  readonly at: Date
  readonly actor: Actor
}

export interface TestRun extends TestRunHead {
  readonly results: readonly EvaluationRun[]
}

export interface QuestionSets {
  /** By name. */
  readonly list: () => Promise<readonly QuestionSetHead[]>
  /** Null for one that is not there, or was removed. */
  readonly find: (id: string) => Promise<QuestionSet | null>
  readonly create: (
    input: { readonly name: string; readonly questions: readonly EvaluationQuery[] },
    actor: Actor,
  ) => Promise<QuestionSet>
  /** `conflict` for a stale version. */
  readonly rename: (id: string, name: string, options: ChangeOptions) => Promise<void>
  readonly remove: (id: string, options: ChangeOptions) => Promise<void>
  /** Keeps the newest runs of a set; older ones are dropped. */
  readonly addRun: (setId: string, results: readonly EvaluationRun[], actor: Actor) => Promise<TestRunHead>
  /** Newest first. */
  readonly runs: (setId: string, limit: number) => Promise<readonly TestRun[]>
  readonly findRun: (id: string) => Promise<TestRun | null>
  /** The last run of the same set before this one. */
  readonly runBefore: (run: TestRunHead) => Promise<TestRun | null>
}
