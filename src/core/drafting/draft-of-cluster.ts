// A draft of what many asked and nobody answered well: of the questions of a cluster and the entries nearest to them, kept until
// somebody saves it or a month went by.
import { type Account, actorOf } from '../access/account.ts'
import type { Section } from '../entry.ts'
import type { Cluster } from '../learning/cluster.ts'
import type { Clusters } from '../learning/clusters.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import { normalise } from '../normalise.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'
import { draftFromQuestions } from './draft-entry.ts'
import { type KeptDraft, nearEntries } from './draft-of-ticket.ts'
import type { DraftingDeps } from './drafting-deps.ts'
import type { SourceText } from './prompts.ts'

export interface ClusterDraftDeps {
  readonly drafting: DraftingDeps
  readonly modelDrafts: Pick<ModelDrafts, 'keep'>
  readonly clusters: Pick<Clusters, 'members'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly newEntryId: (sectionCode: string) => string
  readonly now: () => Date
  readonly newId: () => string
}

export interface ClusterToDraft {
  readonly cluster: Cluster
  /** In which the entry will be. */
  readonly section: Section
  readonly account: Account
  readonly signal: AbortSignal
}

export async function draftOfCluster(
  { cluster, section, account, signal }: ClusterToDraft,
  deps: ClusterDraftDeps,
): Promise<KeptDraft> {
  const { employeeNumberForms, access } = deps.drafting
  const texts = await textsOfCluster(cluster, { clusters: deps.clusters, employeeNumberForms })
  const questions = texts.map(({ text }) => text)
  const near = await nearEntries(questions[0] ?? '', account, deps)
  const asker = actorOf(account)
  const outcome = await draftFromQuestions({ questions, near, sectionName: section.name, asker }, deps.drafting, signal)
  if (outcome.kind === 'failed') return outcome
  const draftId = deps.newId()
  await deps.modelDrafts.keep({
    id: draftId,
    entryId: deps.newEntryId(section.code),
    sectionCode: section.code,
    source: 'cluster',
    sourceId: String(cluster.id),
    askedBy: asker,
    model: access.model.name,
    madeAt: deps.now(),
    draft: outcome.draft,
  })
  return { kind: 'drafted', draftId }
}

/** The newest questions are looked at; as many as a draft is made of are told. */
const LOOKED_AT_MAX = 500
const QUESTIONS_MAX = 20

/** The question that stands for all, then the others, the most asked first; masked as on the cluster's page, each once. */
export async function textsOfCluster(
  { id, text }: Pick<Cluster, 'id' | 'text'>,
  { clusters, employeeNumberForms }: Pick<ClusterDraftDeps, 'clusters'> & Pick<DraftingDeps, 'employeeNumberForms'>,
): Promise<readonly SourceText[]> {
  const mask = (said: string) => maskPersonalData(said, { employeeNumberForms }).text.trim()
  const members = (await clusters.members(id, LOOKED_AT_MAX, 0)).map(member => mask(member.text))
  const byWords = Map.groupBy(members, normalise)
  const others = [...byWords.values()].toSorted((a, b) => b.length - a.length).flatMap(([first]) => first ?? [])
  const first = mask(text)
  const told = [first, ...others.filter(other => normalise(other) !== normalise(first))]
  return told
    .filter(question => question !== '')
    .slice(0, QUESTIONS_MAX)
    .map(question => ({ kind: 'question', text: question }))
}
