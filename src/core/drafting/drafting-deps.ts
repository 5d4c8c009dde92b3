// What everything needs that lets a model write about entries.
import type { ModelAccess } from '../compose/ask-model.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'

export interface DraftingDeps {
  readonly access: ModelAccess
  readonly analyser: MorphologicalAnalyser
  readonly employeeNumberForms: readonly string[]
}
