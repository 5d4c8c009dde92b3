// A thread that answers as a model's thread does, until it is told to die or to say nothing more.
import { parentPort } from 'node:worker_threads'
import type { InferenceRequest } from '../../../src/adapters/transformers/inference-messages.ts'

parentPort?.on('message', ({ id, question }: InferenceRequest<'embed'>) => {
  const [text = ''] = question?.texts ?? []
  if (text === 'exit') process.exit(3)
  if (text === 'throw') throw new Error('out of memory')
  if (text !== 'hang') parentPort?.postMessage({ id, kind: 'done', result: [Float32Array.of(1)] })
})
