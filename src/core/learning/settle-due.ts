// What becomes of questions that are due to be looked at: whether each had its answer, and which cluster it joins.
import type { DueQuestion, Features, Settled } from '../ports/cluster-store.ts'
import { IGNORED_AFTER_MS, missedReason } from './cluster.ts'
import type { ClusterBook } from './cluster-book.ts'
import type { FeatureMaker } from './cluster-features.ts'

export interface SettleDueDeps {
  readonly features: Pick<FeatureMaker, 'grouping' | 'make' | 'profile'>
  /** Those that join are in it afterwards; a cluster that they open under a negative number. */
  readonly book: ClusterBook
  readonly now: Date
}

export async function settleDue(
  due: readonly DueQuestion[],
  { features, book, now }: SettleDueDeps,
): Promise<readonly Settled[]> {
  const judged = due.map(question => ({ question, reason: missedReason(question, now) }))
  const joining = judged.filter(({ question, reason }) => {
    return reason !== null && reason !== 'later' && question.clusterId === null
  })
  const made = await features.make(joining.map(({ question }) => question.text))
  const featuresOf = new Map(joining.map(({ question }, i) => [question.id, made[i] as Features]))
  let key = 0
  return judged.map(({ question, reason }): Settled => {
    const questionId = question.id
    if (reason === null) return { kind: 'answered', questionId }
    if (reason === 'later') {
      return { kind: 'later', questionId, dueAt: new Date(question.askedAt.getTime() + IGNORED_AFTER_MS) }
    }
    const own = featuresOf.get(questionId)
    if (own === undefined) return { kind: 'stays', questionId, reason }
    const profile = features.profile(own)
    const grouping = features.grouping()
    const [nearest] = book.nearest(profile, grouping, 1)
    const to = nearest !== undefined && nearest.alike >= grouping.joinMin ? nearest.id : --key
    book.add(to, profile)
    return { kind: 'joined', questionId, reason, to, features: own }
  })
}

/** Clusters that lost a question because it had its answer after all. */
export function clustersLeft(due: readonly DueQuestion[], settled: readonly Settled[]): ReadonlySet<number> {
  const answered = new Set(settled.filter(({ kind }) => kind === 'answered').map(({ questionId }) => questionId))
  return new Set(due.flatMap(({ id, clusterId }) => (clusterId !== null && answered.has(id) ? [clusterId] : [])))
}
