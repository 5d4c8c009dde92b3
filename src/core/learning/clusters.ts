// Clusters as pages use them: what people decide, and what follows of it. Whose rights it needs, the door knows.
import { ENTRY_LIMITS, PLAIN_CONTENT, type Section } from '../entry.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import { countCodePoints, normalise } from '../normalise.ts'
import type { ClusterStore, SeenCluster, ShownMember, StepOutcome } from '../ports/cluster-store.ts'
import type { EntryInput } from '../ports/registry.ts'
import type { SuggestedWords, Suggestions } from '../ports/suggestions.ts'
import type { Cluster } from './cluster.ts'

/** Questions of a cluster that become phrasings at once: an entry has room for no more. */
const PROPOSED_MAX = ENTRY_LIMITS.phrasings

export interface ClusterDraft {
  readonly entryId: string
  readonly section: Section
  readonly question: string
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly note: string
}

export interface Clusters extends Pick<ClusterStore, 'list' | 'find' | 'members' | 'weeks' | 'ofEntry'> {
  /** How its different questions were written, masked, the most asked first; without those that hold personal data. */
  readonly wordings: (id: number) => Promise<readonly Wording[]>
  /** The same of its newest questions, `LOOKED_AT_MAX` of them, that were read already. */
  readonly wordingsOf: (members: readonly ShownMember[]) => readonly Wording[]
  readonly dismiss: (seen: SeenCluster, reason: string, actor: string) => Promise<StepOutcome>
  readonly reopen: (seen: SeenCluster, actor: string) => Promise<StepOutcome>
  /** Its questions become suggested phrasings of the entry. */
  readonly link: (seen: SeenCluster, entryId: string, actor: string) => Promise<StepOutcome>
  /** Saves a draft entry made of it. */
  readonly draft: (seen: SeenCluster, draft: ClusterDraft, actor: string) => Promise<StepOutcome>
  /** A draft entry was made of it and saved elsewhere: in the ordinary form. */
  readonly noteDrafted: (seen: SeenCluster, entryId: string, actor: string) => Promise<StepOutcome>
  readonly move: ClusterStore['move']
  readonly merge: ClusterStore['merge']
}

export interface Wording {
  readonly text: string
  readonly times: number
  readonly lastAskedAt: Date
}

export interface ProposingDeps {
  readonly store: ClusterStore
  readonly suggestions: Pick<Suggestions, 'propose'>
  readonly employeeNumberForms: readonly string[]
}

export interface ClustersDeps extends ProposingDeps {
  /** People have put questions elsewhere. */
  readonly onMoved: () => void
}

export function openClusters(deps: ClustersDeps): Clusters {
  const { store } = deps
  return {
    list: store.list,
    find: store.find,
    members: store.members,
    weeks: store.weeks,
    ofEntry: store.ofEntry,
    wordings: id => wordings(id, deps),
    wordingsOf: members => wordingsOf(members, deps),
    dismiss: (seen, reason, actor) => store.decide(seen, { kind: 'dismissed', reason }, actor),
    reopen: (seen, actor) => store.decide(seen, { kind: 'reopened' }, actor),
    link: (seen, entryId, actor) => link(seen, entryId, { actor, deps }),
    draft: (seen, draft, actor) => store.draft(seen, entryOf(draft), { actor, note: draft.note }),
    noteDrafted: (seen, entryId, actor) => store.decide(seen, { kind: 'drafted', entryId }, actor),
    move: async (seen, moved, actor) => {
      const where = await store.move(seen, moved, actor)
      if (where !== 'changed') deps.onMoved()
      return where
    },
    merge: async (seen, into, actor) => {
      const outcome = await store.merge(seen, into, actor)
      if (outcome === 'done') deps.onMoved()
      return outcome
    },
  }
}

/** Proposes the questions of a linked cluster once more: it has grown. */
export async function proposeAgain(id: number, deps: ProposingDeps): Promise<void> {
  const cluster = await deps.store.find(id)
  if (cluster?.state === 'linked') await propose(cluster, cluster.decision?.by ?? 'zencho', deps)
}

interface Doing {
  readonly actor: string
  readonly deps: ClustersDeps
}

async function link(seen: SeenCluster, entryId: string, { actor, deps }: Doing): Promise<StepOutcome> {
  const outcome = await deps.store.decide(seen, { kind: 'linked', entryId }, actor)
  const linked = await deps.store.find(seen.id)
  if (outcome === 'done' && linked !== null) await propose(linked, actor, deps)
  return outcome
}

async function propose({ id, entryId }: Cluster, actor: string, deps: ProposingDeps): Promise<void> {
  if (entryId === null) return
  const words = (await wordings(id, deps)).map(({ text, times, lastAskedAt }): SuggestedWords => {
    const evidence = { times, lastAskedAt, clusterId: String(id) }
    return { entryId, kind: 'phrasing', text, source: 'cluster', evidence }
  })
  await deps.suggestions.propose(words, actor)
}

function entryOf({ entryId: id, section, question, answer, ...draft }: ClusterDraft): EntryInput {
  const phrasings = draft.phrasings.filter(text => normalise(text) !== normalise(question))
  const content = { ...PLAIN_CONTENT, question, answer, phrasings }
  return { ...content, id, section, status: 'draft', registeredOn: null, revisedOn: null }
}

/** The newest questions are looked at: enough to fill all phrasings of an entry. */
export const LOOKED_AT_MAX = 500

async function wordings(id: number, deps: ProposingDeps): Promise<readonly Wording[]> {
  return wordingsOf(await deps.store.members(id, LOOKED_AT_MAX, 0), deps)
}

function wordingsOf(
  members: readonly ShownMember[],
  { employeeNumberForms }: Pick<ProposingDeps, 'employeeNumberForms'>,
): readonly Wording[] {
  const byText = Map.groupBy(members, ({ text }) => normalise(text))
  const found = [...byText.values()].flatMap(same => wordingOf(same, employeeNumberForms))
  return found.toSorted((a, b) => b.times - a.times).slice(0, PROPOSED_MAX)
}

/** A question with personal data is nobody's phrasing, and a story is none. */
function wordingOf(same: readonly ShownMember[], employeeNumberForms: readonly string[]): readonly Wording[] {
  const [newest] = same
  if (newest === undefined || countCodePoints(newest.text) > ENTRY_LIMITS.phrasing) return []
  const { text, kinds } = maskPersonalData(newest.text, { employeeNumberForms })
  return kinds.length > 0 ? [] : [{ text: text.trim(), times: same.length, lastAskedAt: newest.askedAt }]
}
