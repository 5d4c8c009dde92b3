// A cross-encoder of a local folder, in a thread of its own, as a reranker.
import type { Reranker } from '../../core/ports/reranker.ts'
import { type InferenceThread, openInferenceThread } from './inference-thread.ts'
import { readModelFolder } from './model-folder.ts'

export interface TransformersReranker extends Reranker {
  readonly close: () => Promise<void>
}

/** Reads nothing before the first call, whose promise rejects with `model_unusable` where the folder holds no model. */
export function openTransformersReranker(folder: string): TransformersReranker {
  let opened: InferenceThread<'rerank'> | null = null
  const open = () => {
    opened ??= openInferenceThread<'rerank'>({
      kind: 'rerank',
      model: { files: readModelFolder(folder).files, threads: null },
    })
    return opened
  }
  return {
    prepare: async () => open().load(),
    rerank: async (text, passages, signal) => open().run({ text, passages }, signal),
    close: async () => opened?.close(),
  }
}
