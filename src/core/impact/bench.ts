// Everything with which editors try out what a change does to the answers.
import type { AskedQuestions } from '../ports/asked-questions.ts'
import type { PublishGate } from '../ports/publish-gate.ts'
import type { QuestionSets } from '../ports/question-sets.ts'
import type { SynonymGroups } from '../ports/synonym-groups.ts'
import type { Workbench } from '../ports/workbench.ts'
import type { NamedSet, QuestionSources } from './impact-questions.ts'

/** A group of the office's file: in force, and not to be changed here. */
export interface FileGroup {
  readonly line: number
  readonly words: readonly string[]
}

export interface Bench {
  readonly workbench: Workbench
  /** What is saved is searched with at once. */
  readonly synonymGroups: SynonymGroups
  readonly fileGroups: readonly FileGroup[]
  readonly questionSets: QuestionSets
  readonly asked: AskedQuestions
  /** The question sets by which changes are judged: those that people keep, and the sample's where its entries are there. */
  readonly evaluationSets: () => Promise<readonly NamedSet[]>
  /** The sample's questions, to be taken over as a set; null without. */
  readonly sampleSet: () => Promise<NamedSet | null>
  /** What a preview is looked at with. */
  readonly sources: () => Promise<Omit<QuestionSources, 'tried'>>
  /** Names the state of index, synonyms and question sets: a preview of another state is out of date. */
  readonly generation: () => Promise<string>
  readonly gate: PublishGate
  /** Whether the section asks for the gate. */
  readonly isGated: (sectionCode: string) => Promise<boolean>
  /** Resolves when synonyms changed by other processes are in force too. */
  readonly settleSynonyms: () => Promise<void>
  readonly close: () => Promise<void>
}
