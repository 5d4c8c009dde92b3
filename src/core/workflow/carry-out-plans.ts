// Carries out planned publications and withdrawals whose time has come, each once, whichever process is first; what cannot be
// carried out is given up, and those concerned are told why.
import { type Account, actorOf } from '../access/account.ts'
import type { WorkingEntry } from '../entry.ts'
import { isFault } from '../errors.ts'
import { formatMoment } from '../japan-time.ts'
import { workflowNotes } from '../messages/ja/admin/workflow-notes.ts'
import type { EntryInput } from '../ports/registry.ts'
import type { Schedule, Schedules } from '../ports/schedules.ts'
import type { WorkflowChange } from '../ports/workflow-store.ts'
import { participantsOf, type Round } from './people.ts'
import { publishedInput } from './published-input.ts'
import { readRound } from './read-round.ts'
import { archivedInput, type WorkflowDeps } from './workflow.ts'

export interface CarryOutDeps extends WorkflowDeps {
  readonly schedules: Pick<Schedules, 'due' | 'of'>
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** Why a plan was given up, as words of the catalogue. */
export const FAILURES = ['changed', 'not_in_the_works', 'not_published', 'gate', 'gone'] as const
export type PlanFailure = (typeof FAILURES)[number]

/** Resolves with the number of plans that were carried out or given up here. One that fails by a fault stays for the next look. */
export async function carryOutPlans(deps: CarryOutDeps): Promise<number> {
  let done = 0
  for (const plan of await deps.schedules.due(deps.now())) {
    try {
      if (await carryOut(plan, deps)) done += 1
    } catch (error) {
      // Somebody saved at this very moment: the next look sees what there is then.
      if (!isFault(error, 'conflict')) deps.log('plan_failed', { entry: plan.entryId, error: String(error) })
    }
  }
  if (done > 0) deps.poke()
  return done
}

async function carryOut(plan: Schedule, deps: CarryOutDeps): Promise<boolean> {
  const [entry] = await deps.registry.workingEntries([plan.entryId])
  if (entry === undefined) return deps.store.apply({ ...baseOf(plan, null), givenUp: 'gone', notices: [] })
  const round = await readRound(entry, deps.revisions)
  const decided =
    plan.kind === 'publish' ? await publication(plan, { entry, round }, deps) : await withdrawal(plan, deps)
  const to = await concerned(plan, { entry, round }, deps)
  if (typeof decided === 'string') {
    const detail = { question: entry.question, kind: plan.kind, at: formatMoment(plan.at), why: decided }
    const notices = [{ kind: 'schedule_failed', entryId: entry.id, detail, to }] as const
    return deps.store.apply({ ...baseOf(plan, null), givenUp: decided, notices })
  }
  const detail = { question: entry.question, by: await nameOf(plan.actor, deps), text: '', at: formatMoment(plan.at) }
  const told = { kind: plan.kind === 'publish' ? 'published' : 'archived', entryId: entry.id, detail, to } as const
  return deps.store.apply({ ...baseOf(plan, entry.revision), ...decided, notices: [told] })
}

function baseOf(plan: Schedule, seen: number | null) {
  return { entryId: plan.entryId, actor: plan.actor, seen, carriesOut: plan } as const
}

type Decided = Pick<WorkflowChange, 'cancel' | 'comment' | 'save'> | PlanFailure

interface InTheWorks {
  readonly entry: WorkingEntry
  readonly round: Round
}

/** Exactly the revision that was looked at; a newer one needs a decision of its own. */
async function publication(plan: Schedule, { entry, round }: InTheWorks, deps: CarryOutDeps): Promise<Decided> {
  if (entry.revision !== plan.revision) return 'changed'
  if (entry.status !== 'draft' && entry.status !== 'in_review') return 'not_in_the_works'
  const input = publishedInput(entry, round, deps.now())
  if ((await deps.gate.check(input)).kind === 'closed') return 'gate'
  const accounts = await deps.accounts.all()
  const planner = accounts.find(account => actorOf(account) === plan.actor)
  const said = { accountId: planner?.id ?? null, author: planner?.name ?? plan.actor, text: workflowNotes.asPlanned }
  return { save: { input, note: entry.note }, comment: { kind: 'published', ...said } }
}

/** Whatever revision serves by then: the decision was about the entry. */
async function withdrawal(plan: Schedule, deps: CarryOutDeps): Promise<Decided> {
  const input: EntryInput | null = await archivedInput(plan.entryId, deps)
  if (input === null) return 'not_published'
  return { save: { input, note: workflowNotes.asPlanned }, cancel: ['publish'] }
}

/** Those who worked on it, and whoever planned it. */
async function concerned(plan: Schedule, { entry, round }: InTheWorks, deps: CarryOutDeps): Promise<readonly string[]> {
  const accounts = await deps.accounts.all()
  const planner = accounts.find((account: Account) => actorOf(account) === plan.actor)
  const participants = participantsOf(round, await deps.comments.of(entry.id), accounts)
  return [...new Set([...participants, ...(planner === undefined ? [] : [planner.id])])]
}

async function nameOf(actor: string, { accounts }: CarryOutDeps): Promise<string> {
  return (await accounts.all()).find(account => actorOf(account) === actor)?.name ?? actor
}
