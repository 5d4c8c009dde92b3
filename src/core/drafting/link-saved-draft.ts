// When an entry that a model drafted is saved, the ticket or the cluster of which it was made learns of it, as when it is drafted by hand.
import { isFault } from '../errors.ts'
import type { Clusters } from '../learning/clusters.ts'
import type { ModelDraft, ModelDrafts } from '../ports/model-drafts.ts'
import type { Actor } from '../ports/registry.ts'
import { mayDo } from '../ticket/ticket.ts'
import type { Tickets } from '../ticket/tickets.ts'

export interface LinkDeps {
  readonly modelDrafts: Pick<ModelDrafts, 'ofEntry'>
  readonly tickets: Pick<Tickets, 'act' | 'find'>
  readonly clusters: Pick<Clusters, 'find' | 'noteDrafted'>
}

/** The entry stands, whatever became of what it was made of meanwhile. */
export async function linkSavedDraft(entryId: string, actor: Actor, deps: LinkDeps): Promise<void> {
  const draft = await deps.modelDrafts.ofEntry(entryId)
  if (draft?.source === 'ticket') await linkTicket({ ...draft, entryId }, actor, deps)
  if (draft?.source === 'cluster') await linkCluster({ ...draft, entryId }, actor, deps)
}

type Saved = Pick<ModelDraft, 'sourceId'> & { readonly entryId: string }

async function linkTicket({ sourceId, entryId }: Saved, actor: Actor, deps: LinkDeps): Promise<void> {
  const ticket = await deps.tickets.find(sourceId)
  if (ticket === null || ticket.entryId !== null || !mayDo(ticket, 'drafted')) return
  try {
    await deps.tickets.act(ticket.id, { kind: 'drafted', entryId }, actor)
  } catch (error) {
    if (!isFault(error, 'ticket_changed') && !isFault(error, 'ticket_refused') && !isFault(error, 'conflict'))
      throw error
  }
}

/** Somebody may move questions of it at the same moment: one that is still open then is taken once more. */
const TRIES = 2

async function linkCluster({ sourceId, entryId }: Saved, actor: Actor, { clusters }: LinkDeps): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const cluster = await clusters.find(Number(sourceId))
    if (cluster?.state !== 'open') return
    if ((await clusters.noteDrafted(cluster, entryId, actor)) === 'done') return
  }
}
