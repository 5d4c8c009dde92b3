// The gate of sections that ask for it: nothing is published by which a question of the sets gets a worse answer.
import { FaqError } from '../errors.ts'
import type { PublishGate } from '../ports/publish-gate.ts'
import type { NamedSet } from './impact-questions.ts'
import { type PreviewDeps, previewImpact } from './preview-impact.ts'

export interface PublishGateDeps extends PreviewDeps {
  readonly isGated: (sectionCode: string) => Promise<boolean>
  readonly evaluationSets: () => Promise<readonly NamedSet[]>
}

/** `check` throws `workbench_busy` or `workbench_failed` where it cannot tell: what cannot be checked is not let through. */
export function openPublishGate({ isGated, evaluationSets, workbench }: PublishGateDeps): PublishGate {
  return {
    check: async entry => {
      if (!(await isGated(entry.section.code))) return { kind: 'open' }
      const trial = { entries: [{ id: entry.id, section: entry.section, content: entry }], synonyms: null }
      const end = await previewImpact(trial, { sets: await evaluationSets(), asked: [] }, { workbench })
      if (end.kind === 'busy') throw new FaqError('workbench_busy', {})
      if (end.kind !== 'done') {
        throw new FaqError('workbench_failed', { reason: end.kind === 'failed' ? end.reason : end.kind })
      }
      const { worse } = end.report.byOrigin.set
      return worse === 0 ? { kind: 'open' } : { kind: 'closed', worse }
    },
  }
}
