// Tables of migration 8 that hold clusters of questions, as kysely sees them.
import type { Generated } from 'kysely'
import type { ClusterState, MissedReason } from '../../core/learning/cluster.ts'

export interface ClusterTables {
  missed_mark: { question_id: string; due_at: string }
  question_cluster: {
    id: Generated<number>
    version: number
    state: ClusterState
    entry_id: string | null
    merged_into: number | null
    reason: Generated<string>
    decided_by: string | null
    decided_at: string | null
    decided_size: number | null
    size: Generated<number>
    people: Generated<number>
    first_at: Generated<string>
    last_at: Generated<string>
    heat: Generated<number>
    medoid_id: string | null
    words: Generated<string>
    changes: Generated<number>
    told: Generated<number>
  }
  cluster_section: { cluster_id: number; rank: number; section_code: string }
  cluster_question: {
    question_id: string
    cluster_id: number
    reason: MissedReason
    pinned: Generated<number>
    terms: string
    model_id: string
    vector: Uint8Array
  }
}
