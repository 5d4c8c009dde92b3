// Tickets that ask the same as another follow it: they are moved, answered, drafted, and closed as that is, and their own askers
// are told by their own doors. What is found can be done again and again: a crash in between costs nothing.
import type { TicketStore } from '../ports/ticket-store.ts'
import type { Ticket, TicketAction, TicketEvent } from './ticket.ts'

export interface FollowingDeps {
  readonly ready: TicketStore['readyToFollow']
  readonly events: (id: string) => Promise<readonly TicketEvent[]>
  readonly act: (id: string, action: TicketAction, actor: string) => Promise<void>
}

/** A ticket may follow one that follows a third: each round brings what is known one step further. */
const ROUNDS_MAX = 10

export async function followLeaders({ ready, events, act }: FollowingDeps): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const found = await ready()
    if (found.length === 0) return
    for (const { ticket, leader } of found) {
      const last = leader.state === 'closed' ? ((await events(leader.id)).at(-1) ?? null) : null
      await act(ticket.id, nextStep(ticket, leader, last), leader.answer?.by ?? 'zencho')
    }
  }
}

function nextStep(ticket: Ticket, leader: Ticket, last: TicketEvent | null): TicketAction {
  const { answer } = leader
  if (answer !== null && answer.at.getTime() > (ticket.answer?.at.getTime() ?? 0)) {
    return { kind: 'answered', text: answer.text }
  }
  if (ticket.state === 'answered' && leader.entryId !== null) return { kind: 'drafted', entryId: leader.entryId }
  // Who asked first needs no answer any more; who asked the same does.
  if (last?.kind === 'withdrawn') return { kind: 'assigned', section: ticket.section, reason: null }
  if (leader.state === 'closed') return { kind: 'closed', reason: last?.detail['reason'] ?? null }
  return { kind: 'merged', into: { ...leader, mergedInto: null } }
}
