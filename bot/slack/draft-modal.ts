// The window in which a question and its answer become a draft entry, whether they come of a ticket or of a message.
import type { types, ViewOutput } from '@slack/bolt'
import { ENTRY_LIMITS, type EntryContent, PLAIN_CONTENT, type Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { SLACK_LIMITS } from './blocks/limits.ts'
import { section } from './blocks/plain.ts'
import { INPUTS, modal, sectionInput, text, textInput } from './modals.ts'
import { checkTexts, type FieldErrors, selected, typed, typedLines } from './read-view.ts'

export interface DraftContent {
  readonly callback: string
  readonly metadata: unknown
  readonly question: string
  readonly answer: string
  /** Likeliest first. */
  readonly suggested: readonly Section[]
  readonly all: readonly Section[]
  /** An answer that is longer than an input holds is drafted as it stands; of a message its beginning is taken over. */
  readonly keepsLongAnswer: boolean
  readonly phrasings?: readonly string[]
  /** What is said of a draft by a model above its fields. */
  readonly lead?: readonly types.KnownBlock[]
}

export function draftModal(draft: DraftContent): types.ModalView {
  const frame = { callback: draft.callback, title: text.register, submit: text.save, metadata: draft.metadata }
  return modal(frame, [
    section(text.registerLead),
    ...(draft.lead ?? []),
    textInput({
      name: INPUTS.question,
      label: text.question,
      initial: draft.question.slice(0, ENTRY_LIMITS.question),
      lengthMax: ENTRY_LIMITS.question * 2,
    }),
    answerInput(draft),
    sectionInput({ suggested: draft.suggested, all: draft.all }),
    textInput({
      name: INPUTS.phrasings,
      label: text.phrasings,
      initial: (draft.phrasings ?? []).join('\n'),
      lengthMax: SLACK_LIMITS.inputValue,
      optional: true,
    }),
    textInput({ name: INPUTS.basis, label: text.basis, lengthMax: SLACK_LIMITS.inputValue, optional: true }),
  ])
}

/** Whether its inputs hold all of it: of a longer one they would show a beginning, which nobody wrote. */
export function fitsDraftModal({ question, answer }: Pick<DraftContent, 'question' | 'answer'>): boolean {
  return question.length <= ENTRY_LIMITS.question && answer.length <= SLACK_LIMITS.inputValue
}

function answerInput({ answer, keepsLongAnswer }: DraftContent): types.KnownBlock {
  const isLong = answer.length > SLACK_LIMITS.inputValue
  if (isLong && keepsLongAnswer) return section(text.longAnswer)
  return textInput({
    name: INPUTS.answer,
    label: text.entryAnswer,
    hint: isLong ? text.longAnswerHint : text.answerHint,
    initial: answer,
    lengthMax: SLACK_LIMITS.inputValue,
  })
}

export function checkDraft(view: ViewOutput): FieldErrors | null {
  const answer = { name: INPUTS.answer, label: text.entryAnswer, limit: ENTRY_LIMITS.answer }
  return checkTexts(view, [
    { name: INPUTS.question, label: text.question, limit: ENTRY_LIMITS.question },
    ...(hasAnswer(view) ? [answer] : []),
  ])
}

/** What was typed; `answer` stands where the window had no input for it. */
export function readDraft(
  view: ViewOutput,
  { answer, sections }: { readonly answer: string; readonly sections: readonly Section[] },
): EntryContent & { readonly section: Section } {
  return {
    ...PLAIN_CONTENT,
    section: chosenSection(view, sections),
    question: typed(view, INPUTS.question),
    answer: hasAnswer(view) ? typed(view, INPUTS.answer) : answer,
    phrasings: typedLines(view, INPUTS.phrasings),
    basis: typedLines(view, INPUTS.basis),
  }
}

export function chosenSection(view: ViewOutput, sections: readonly Section[]): Section {
  const code = selected(view, INPUTS.section) ?? ''
  const chosen = sections.find(known => known.code === code)
  if (chosen === undefined) throw new FaqError('bad_input', { field: 'section', expected: 'a section', got: code })
  return chosen
}

function hasAnswer(view: ViewOutput): boolean {
  return view.blocks.some(({ block_id: name }) => name === INPUTS.answer)
}
