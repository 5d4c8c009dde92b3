// When an entry that a model drafted of a ticket is saved, the ticket learns of it, as when it is drafted by hand.
import { isFault } from '../errors.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import type { Actor } from '../ports/registry.ts'
import { mayDo } from '../ticket/ticket.ts'
import type { Tickets } from '../ticket/tickets.ts'

export interface LinkDeps {
  readonly modelDrafts: Pick<ModelDrafts, 'ofEntry'>
  readonly tickets: Pick<Tickets, 'act' | 'find'>
}

/** The entry stands, whatever became of its ticket meanwhile. */
export async function linkSavedDraft(entryId: string, actor: Actor, deps: LinkDeps): Promise<void> {
  const draft = await deps.modelDrafts.ofEntry(entryId)
  if (draft?.source !== 'ticket') return
  const ticket = await deps.tickets.find(draft.sourceId)
  if (ticket === null || ticket.entryId !== null || !mayDo(ticket, 'drafted')) return
  try {
    await deps.tickets.act(ticket.id, { kind: 'drafted', entryId }, actor)
  } catch (error) {
    if (!isFault(error, 'ticket_changed') && !isFault(error, 'ticket_refused') && !isFault(error, 'conflict'))
      throw error
  }
}
