// The thread of one model: loads it at once, then answers requests in the order in which they come.
import { parentPort, workerData } from 'node:worker_threads'
import { loadCrossEncoder } from './cross-encoder.ts'
import type { InferenceKind, InferenceKinds, InferenceRequest, InferenceSettings } from './inference-messages.ts'
import { loadSentenceModel } from './sentence-model.ts'

type Answer = (question: InferenceKinds[InferenceKind]['question']) => Promise<InferenceKinds[InferenceKind]['result']>

if (parentPort === null) throw new Error('inference-worker.ts runs as a worker thread only')
const port = parentPort
const answering = load(workerData as InferenceSettings)
answering.catch(() => {}) // told to whoever asks

port.on('message', (request: InferenceRequest<InferenceKind>) => {
  void reply(request)
})

async function reply({ id, question }: InferenceRequest<InferenceKind>): Promise<void> {
  try {
    const answer = await answering
    port.postMessage({ id, kind: 'done', result: question === null ? [] : await answer(question) })
  } catch (error) {
    port.postMessage({ id, kind: 'failed', reason: (error as Error).message })
  }
}

async function load(settings: InferenceSettings): Promise<Answer> {
  switch (settings.kind) {
    case 'embed': {
      const { embed } = await loadSentenceModel(settings.model)
      return question => {
        const { texts, role } = question as InferenceKinds['embed']['question']
        return embed(texts, role)
      }
    }
    case 'rerank': {
      const { rerank } = await loadCrossEncoder(settings.model)
      return question => {
        const { text, passages } = question as InferenceKinds['rerank']['question']
        return rerank(text, passages)
      }
    }
    default:
      return settings satisfies never
  }
}
