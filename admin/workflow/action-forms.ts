// The steps that may be taken now, each a form of its own that says what it does. A step that was refused shows why, at its field.
import { html } from 'hono/html'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { ScheduleKind } from '../../src/core/ports/schedules.ts'
import type { WorkflowAction } from '../../src/core/workflow/rules.ts'
import type { Html } from '../../src/pages/html.ts'
import type { WorkView } from './read-view.ts'

const texts = workflowTexts.actions

/** A step that was tried and refused for what was typed. */
export interface Attempt {
  readonly action: WorkflowAction
  /** null: nothing is wrong with a field. */
  readonly problem: string | null
  readonly text: string
  readonly date: string
  readonly time: string
}

export function actionsHtml(view: WorkView, attempt: Attempt | null): Html {
  const forms = STEPS.filter(([action]) => isOffered(action, view)).map(([, form]) => form(view, attempt))
  return html`<section class="steps" aria-labelledby="steps"><h2 id="steps" tabindex="-1">${texts.heading}</h2>
${forms.length > 0 ? forms : html`<p>${nothingText(view)}</p>`}
</section>`
}

/** Whoever judges the work of others sends it back; taking it back is for those who wrote it. */
function isOffered(action: WorkflowAction, { actions, wroteIt }: WorkView): boolean {
  return actions.has(action) && (action !== 'withdraw' || wroteIt || !actions.has('return'))
}

function nothingText({ entry, account, actions }: WorkView): string {
  if (entry.status === 'in_review') return texts.waitForApproval
  const reads = account.grants.every(({ role }) => role === 'manager' || role === 'staff')
  return reads && actions.size === 0 ? texts.noRights : texts.none
}

type StepForm = (view: WorkView, attempt: Attempt | null) => Html

/** In the order in which they are thought of. */
const STEPS: readonly (readonly [WorkflowAction, StepForm])[] = [
  ['submit', submitForm],
  ['publish', publishForm],
  ['plan_publish', (view, attempt) => planForm(view, 'publish', attempt)],
  ['return', returnForm],
  ['withdraw', withdrawForm],
  ['archive', archiveForm],
  ['plan_archive', (view, attempt) => planForm(view, 'archive', attempt)],
]

function submitForm(view: WorkView, attempt: Attempt | null): Html {
  return stepForm(
    view,
    'submit',
    html`<p class="hint" id="submit-hint">${texts.submitHint}</p>
${remarkField('submit', texts.submitRemark, attempt)}
${button(texts.submit, 'button-solid')}`,
  )
}

function publishForm(view: WorkView, attempt: Attempt | null): Html {
  const own = view.wroteIt && view.settings.approval
  return stepForm(
    view,
    'publish',
    html`<p class="hint">${texts.publishHint}</p>
${own && html`<p class="hint">${texts.publishOwnHint}</p>`}
${remarkField('publish', texts.publishRemark, attempt)}
${button(texts.publish, 'button-solid')}`,
  )
}

function returnForm(view: WorkView, attempt: Attempt | null): Html {
  const open = attempt?.action === 'return'
  return folded(
    texts.return,
    open,
    stepForm(
      view,
      'return',
      html`<p class="hint" id="return-hint">${texts.returnHint}</p>
${remarkField('return', texts.returnReason, attempt, true)}
${button(texts.return, 'button-outline')}`,
    ),
  )
}

function withdrawForm(view: WorkView): Html {
  return stepForm(
    view,
    'withdraw',
    html`<p class="hint">${texts.withdrawHint}</p>
${button(texts.withdraw, 'button-outline')}`,
  )
}

function archiveForm(view: WorkView, attempt: Attempt | null): Html {
  return folded(
    texts.archive,
    attempt?.action === 'archive',
    stepForm(
      view,
      'archive',
      html`<p class="hint">${texts.archiveHint}</p>
${remarkField('archive', texts.archiveReason, attempt)}
${button(texts.archive, 'button-danger')}`,
    ),
  )
}

function planForm(view: WorkView, kind: ScheduleKind, attempt: Attempt | null): Html {
  const action = kind === 'publish' ? 'plan_publish' : 'plan_archive'
  const tried = attempt?.action === action ? attempt : null
  const hint = kind === 'publish' ? texts.planHint : texts.planArchiveHint
  const wrong = tried !== null && tried.problem !== null
  const described = `${action}-hint${wrong ? ` ${action}-problem` : ''}`
  const field = (name: 'date' | 'time') => html`<div class="field">
    <label for="${action}-${name}">${texts[name]}</label>
    <input class="input" type="${name}" id="${action}-${name}" name="${name}" value="${tried?.[name] ?? ''}" required aria-describedby="${described}"${wrong && html` aria-invalid="true"`}>
  </div>`
  const summary = kind === 'publish' ? texts.planPublish : texts.planArchive
  return folded(
    summary,
    tried !== null,
    html`<form class="form step" method="post" action="/admin/entries/${view.entry.id}/schedule">
  <input type="hidden" name="seen" value="${view.entry.revision}"><input type="hidden" name="kind" value="${kind}">
  <p class="hint" id="${action}-hint">${hint}</p>
  ${wrong && html`<p class="problem" id="${action}-problem">${tried.problem}</p>`}
  <div class="form-inline">${field('date')}${field('time')}</div>
  ${button(texts.plan(kind), 'button-outline')}
</form>`,
  )
}

/** What is rarely wanted, or hard to take back, is a step away. */
function folded(summary: string, open: boolean, form: Html): Html {
  return html`<details class="fold"${open && html` open`}><summary>${summary}</summary>${form}</details>`
}

function stepForm({ entry }: WorkView, action: string, inside: Html): Html {
  return html`<form class="form step" method="post" action="/admin/entries/${entry.id}/${action}">
  <input type="hidden" name="seen" value="${entry.revision}">
  ${inside}
</form>`
}

function remarkField(action: WorkflowAction, label: string, attempt: Attempt | null, required = false): Html {
  const tried = attempt?.action === action ? attempt : null
  const wrong = tried !== null && tried.problem !== null
  const hints = [...(HINTED.has(action) ? [`${action}-hint`] : []), ...(wrong ? [`${action}-problem`] : [])]
  return html`<div class="field">
    <label for="${action}-text">${label}${required && html`<span class="required">${texts.required}</span>`}</label>
    ${wrong && html`<p class="problem" id="${action}-problem">${tried.problem}</p>`}
    <textarea class="input" id="${action}-text" name="text" rows="3"${hints.length > 0 && html` aria-describedby="${hints.join(' ')}"`}${required && html` required`}${wrong && html` aria-invalid="true"`}>${tried?.text ?? ''}</textarea>
  </div>`
}

const HINTED: ReadonlySet<WorkflowAction> = new Set<WorkflowAction>(['submit', 'return'])

function button(text: string, look: string): Html {
  return html`<p class="button-row"><button class="button ${look}" type="submit">${text}</button></p>`
}
