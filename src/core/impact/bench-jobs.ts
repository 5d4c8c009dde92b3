// Jobs that editors start in their pages: previews of a change, and runs of a question set.
import type { BackgroundJobs } from '../background-jobs.ts'
import type { ImpactEnd } from './preview-impact.ts'

export type BenchEnd = ImpactEnd | { readonly kind: 'ran'; readonly runId: string }

export type BenchJobs = BackgroundJobs<BenchEnd>
