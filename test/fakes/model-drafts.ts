// Drafts of a chat model with everything that a test does not care about filled in.
import type { NewModelDraft } from '../../src/core/ports/model-drafts.ts'

export function makeModelDraft(some: Partial<NewModelDraft> = {}): NewModelDraft {
  return {
    id: 'draft-1',
    entryId: null,
    sectionCode: 'jinji',
    source: 'thread',
    sourceId: 'C1-1',
    askedBy: 'user:editor',
    model: 'tiny',
    madeAt: new Date('2026-04-01T09:00:00+09:00'),
    draft: {
      question: '当直明けの勤務は、どうなりますか。',
      answer: '当直明けは、午後から職務専念義務を免除します。',
      phrasings: ['当直明けは帰れますか'],
      negativePhrasings: [],
      tags: ['当直'],
      toCheck: [],
    },
    ...some,
  }
}
