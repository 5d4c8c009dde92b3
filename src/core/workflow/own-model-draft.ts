// Where a section has approval, what a model wrote is looked at by two people: whoever had it written, or saved it as it came, does
// not publish it alone. Once they have changed its words it is their own work, with the rules of that.
import { type Account, actorOf } from '../access/account.ts'
import { isStillModels } from '../drafting/still-models.ts'
import type { WorkingEntry } from '../entry.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import { type Round, writersOf } from './people.ts'

export interface ModelDraftSituation {
  readonly entry: WorkingEntry
  readonly settings: { readonly approval: boolean }
  readonly account: Account
  readonly round: Round
}

export async function isOwnModelDraft(
  { entry, settings, account, round }: ModelDraftSituation,
  { modelDrafts }: { readonly modelDrafts: Pick<ModelDrafts, 'allOfEntry'> },
): Promise<boolean> {
  if (!settings.approval) return false
  const drafts = (await modelDrafts.allOfEntry(entry.id)).filter(draft => isStillModels(entry, draft))
  if (drafts.length === 0) return false
  const writers = new Set([...writersOf(round), ...drafts.map(({ askedBy }) => askedBy)])
  return namesOf(account).some(name => writers.has(name))
}

/** By each of which the trail may know what the person did. */
function namesOf(account: Account): readonly string[] {
  return [actorOf(account), ...(account.slackUser === null ? [] : [`slack:${account.slackUser}`])]
}
