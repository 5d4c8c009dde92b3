// What came of a step, as the entry's page tells it.
import { html } from 'hono/html'
import { FaqError } from '../../src/core/errors.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { WorkflowAction } from '../../src/core/workflow/rules.ts'
import { REMARK_MAX, type WorkflowOutcome } from '../../src/core/workflow/workflow.ts'
import type { Attempt } from './action-forms.ts'
import type { Told } from './entry-page.ts'

const { done, problems } = workflowTexts

/** A step that was done leads back to the entry's page, which names it from its address. */
export type DoneStep = keyof typeof done

export function isDoneStep(text: string): text is DoneStep {
  return Object.hasOwn(done, text)
}

export function toldOfDone(step: DoneStep): Told {
  return { kind: 'success', heading: done[step].heading, body: html`<p>${done[step].text}</p>` }
}

export interface Refused {
  readonly status: number
  readonly told: Told
  readonly attempt: Attempt | null
}

/** What was typed stays in its place. Throws `forbidden` where the right is missing. */
export function refusedBy(
  outcome: Exclude<WorkflowOutcome, { readonly kind: 'done' }>,
  typed: Omit<Attempt, 'problem'>,
  entryId: string,
): Refused {
  switch (outcome.kind) {
    case 'no_right':
      throw new FaqError('forbidden', { action: NEEDED[typed.action] ?? 'entry.edit' })
    case 'changed':
      return {
        status: 409,
        told: warning(problems.changed.heading, problems.changed.text),
        attempt: withProblem(typed, null),
      }
    case 'wrong_state':
      return { status: 409, told: warning(problems.refusedHeading, problems.wrongState), attempt: null }
    case 'gate_closed':
      return { status: 409, told: closedGate(outcome.worse, entryId), attempt: withProblem(typed, null) }
    case 'own_model_draft': {
      const { ownHeading, ownText } = draftingTexts.mark
      return { status: 409, told: warning(ownHeading, ownText), attempt: withProblem(typed, null) }
    }
    case 'nothing_to_restore':
      return { status: 409, told: warning(problems.refusedHeading, problems.nothingToRestore), attempt: null }
    case 'text_missing':
      return atField(typed, problems.textMissing[typed.action === 'return' ? 'return' : 'comment'])
    case 'text_too_long':
      return atField(typed, problems.tooLong(REMARK_MAX))
    case 'bad_time':
      return atField(typed, { no_time: problems.noTime, past: problems.past, too_far: problems.tooFar }[outcome.why])
    default:
      return outcome satisfies never
  }
}

const NEEDED: Partial<Record<WorkflowAction, string>> = {
  return: 'entry.publish',
  publish: 'entry.publish',
  plan_publish: 'entry.publish',
  archive: 'entry.publish',
  plan_archive: 'entry.publish',
}

function withProblem(typed: Omit<Attempt, 'problem'>, problem: string | null): Attempt {
  return { ...typed, problem }
}

/** The summary leads to the field. */
function atField(typed: Omit<Attempt, 'problem'>, problem: string): Refused {
  const field = typed.action.startsWith('plan_') ? `${typed.action}-date` : `${typed.action}-text`
  const body = html`<ul><li><a href="#${field}">${problem}</a></li></ul>`
  return { status: 400, told: { kind: 'error', heading: problems.heading, body }, attempt: withProblem(typed, problem) }
}

function warning(heading: string, text: string): Told {
  return { kind: 'warning', heading, body: html`<p>${text}</p>` }
}

function closedGate(worse: number, entryId: string): Told {
  const body = html`<p>${problems.gate.text(worse)}</p>
<p><a href="/admin/entries/${entryId}/impact">${workflowTexts.entry.impact}</a></p>`
  return { kind: 'error', heading: problems.gate.heading, body }
}
