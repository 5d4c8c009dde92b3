// A draft of what many asked and nobody answered well: of the questions of a cluster and the entries nearest to them.
import { type Account, actorOf } from '../access/account.ts'
import { scopeOf } from '../access/rights.ts'
import type { Section } from '../entry.ts'
import type { Cluster } from '../learning/cluster.ts'
import type { Clusters } from '../learning/clusters.ts'
import { maskPersonalData } from '../masking/mask-personal-data.ts'
import { normalise } from '../normalise.ts'
import { draftAndKeep, type KeepingDeps, type KeptDraft } from './draft-and-keep.ts'
import { type NearDeps, nearEntries } from './near-entries.ts'
import type { SourceText } from './prompts.ts'

export interface ClusterDraftDeps extends KeepingDeps, NearDeps {
  readonly clusters: Pick<Clusters, 'members'>
  /** A keyed hash of the person, whose allowance is used. */
  readonly askerOf: (account: Account) => string
  readonly newEntryId: (sectionCode: string) => string
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
  const texts = await textsOfCluster(cluster, deps)
  const [first] = maskedTexts(texts.slice(0, 1), deps.drafting.employeeNumberForms)
  const near = await nearEntries({ text: first?.text ?? '', scope: scopeOf(account) }, deps)
  const request = { sectionName: section.name, texts, near, questionId: null, asker: deps.askerOf(account) }
  const of = { source: 'cluster', sourceId: String(cluster.id), askedBy: actorOf(account) } as const
  const kept = { entryId: deps.newEntryId(section.code), sectionCode: section.code, ...of }
  return draftAndKeep({ request, kept, signal }, deps)
}

/** The newest questions are looked at; as many as a draft is made of are told. */
const LOOKED_AT_MAX = 500
const QUESTIONS_MAX = 20

/** The question that stands for all, then the others, the most asked first, each once. As they were asked: to be masked. */
export async function textsOfCluster(
  { id, text }: Pick<Cluster, 'id' | 'text'>,
  { clusters }: Pick<ClusterDraftDeps, 'clusters'>,
): Promise<readonly SourceText[]> {
  const members = (await clusters.members(id, LOOKED_AT_MAX, 0)).map(member => member.text)
  const byWords = Map.groupBy(members, normalise)
  const others = [...byWords.entries()].toSorted(([, a], [, b]) => b.length - a.length)
  const told = [text, ...others.flatMap(([words, [first]]) => (words === normalise(text) ? [] : (first ?? [])))]
  return told
    .filter(question => question.trim() !== '')
    .slice(0, QUESTIONS_MAX)
    .map(question => ({ kind: 'question', text: question }))
}

/** As on the cluster's page: for people to read. */
export function maskedTexts(
  texts: readonly SourceText[],
  employeeNumberForms: readonly string[],
): readonly SourceText[] {
  return texts.map(({ kind, text }) => ({ kind, text: maskPersonalData(text, { employeeNumberForms }).text.trim() }))
}
