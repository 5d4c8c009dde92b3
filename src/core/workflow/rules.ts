// Which step of the workflow may be taken in which state, and by whom. Pure: the answer is the same on every page.
import type { Account } from '../access/account.ts'
import { may } from '../access/rights.ts'
import type { EntryStatus, WorkingEntry } from '../entry.ts'
import type { SectionSettings } from '../ports/section-settings.ts'

export const WORKFLOW_ACTIONS = [
  'submit',
  'withdraw',
  'return',
  'publish',
  'plan_publish',
  'archive',
  'plan_archive',
  'restore',
  'comment',
] as const
export type WorkflowAction = (typeof WORKFLOW_ACTIONS)[number]

/** An entry as somebody of an account meets it. */
export interface Situation {
  readonly entry: Pick<WorkingEntry, 'status' | 'publishedRevision' | 'mergedInto' | 'section'>
  readonly settings: Pick<SectionSettings, 'approval'>
  readonly account: Account
}

export type Permission = 'allowed' | 'no_right' | 'wrong_state'

/** The right comes first: who has none hears nothing of the state. */
export function permissionFor(action: WorkflowAction, situation: Situation): Permission {
  if (!hasRight(action, situation)) return 'no_right'
  return fitsState(action, situation) ? 'allowed' : 'wrong_state'
}

/** The steps that are offered. */
export function actionsFor(situation: Situation): ReadonlySet<WorkflowAction> {
  return new Set(WORKFLOW_ACTIONS.filter(action => permissionFor(action, situation) === 'allowed'))
}

/** Where a section does without approval, whoever edits decides. */
export function mayDecide({ entry, settings, account }: Situation): boolean {
  return may(account, settings.approval ? 'entry.publish' : 'entry.edit', entry.section.code)
}

/** Steps that change what staff are given, or judge somebody's work. */
const DECISIONS: ReadonlySet<WorkflowAction> = new Set<WorkflowAction>([
  'return',
  'publish',
  'plan_publish',
  'archive',
  'plan_archive',
])

function hasRight(action: WorkflowAction, situation: Situation): boolean {
  if (DECISIONS.has(action)) return mayDecide(situation)
  return may(situation.account, 'entry.edit', situation.entry.section.code)
}

const IN_THE_WORKS: ReadonlySet<EntryStatus> = new Set<EntryStatus>(['draft', 'in_review'])

function fitsState(action: WorkflowAction, { entry, settings }: Situation): boolean {
  switch (action) {
    case 'submit':
      return entry.status === 'draft' && settings.approval
    case 'withdraw':
    case 'return':
      return entry.status === 'in_review'
    case 'publish':
    case 'plan_publish':
      return IN_THE_WORKS.has(entry.status)
    case 'archive':
    case 'plan_archive':
      return entry.publishedRevision !== null
    case 'restore':
      // What waits for approval is taken back first, so that nobody approves what is not there any more.
      return entry.status !== 'in_review' && entry.mergedInto === null
    case 'comment':
      return true
    default:
      return action satisfies never
  }
}
