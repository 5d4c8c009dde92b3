// What a thread with a model and its owner say to each other.
import type { EmbeddingRole } from '../../core/ports/embedder.ts'
import type { CrossEncoderSettings } from './cross-encoder.ts'
import type { SentenceModelSettings } from './sentence-model.ts'

/** What each kind of model is made of, asked and gives. */
export interface InferenceKinds {
  readonly embed: {
    readonly settings: SentenceModelSettings
    readonly question: { readonly texts: readonly string[]; readonly role: EmbeddingRole }
    readonly result: readonly Float32Array[]
  }
  readonly rerank: {
    readonly settings: CrossEncoderSettings
    readonly question: { readonly text: string; readonly passages: readonly string[] }
    readonly result: readonly number[]
  }
}
export type InferenceKind = keyof InferenceKinds

/** Handed to the thread at its start. */
export type InferenceSettings = {
  readonly [K in InferenceKind]: { readonly kind: K; readonly model: InferenceKinds[K]['settings'] }
}[InferenceKind]

/** Without a question: only answer when the model is loaded. */
export interface InferenceRequest<K extends InferenceKind> {
  readonly id: number
  readonly question: InferenceKinds[K]['question'] | null
}

export type InferenceReply<K extends InferenceKind> =
  | { readonly id: number; readonly kind: 'done'; readonly result: InferenceKinds[K]['result'] }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string }
