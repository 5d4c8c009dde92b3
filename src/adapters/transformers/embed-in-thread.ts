// A sentence model in a thread of its own: for questions, which must not hold up the server's loop.
import type { SentenceModelRunner } from './embed-here.ts'
import { openInferenceThread } from './inference-thread.ts'
import type { SentenceModelSettings } from './sentence-model.ts'

export function embedInThread(model: SentenceModelSettings): SentenceModelRunner {
  const thread = openInferenceThread<'embed'>({ kind: 'embed', model })
  return {
    load: thread.load,
    embed: (texts, role, signal) => thread.run({ texts, role }, signal),
    close: thread.close,
  }
}
