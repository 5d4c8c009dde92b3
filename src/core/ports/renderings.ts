// Port: an official answer in other words (plain Japanese, English), as a model wrote it or as its section confirmed it. What was
// written of another revision is never given.
import type { Actor } from './registry.ts'

export const RENDERING_LANGUAGES = ['plain', 'en'] as const
export type RenderingLanguage = (typeof RENDERING_LANGUAGES)[number]

/**
 * machine: a model's, checked by rules alone; confirmed: looked over by the section; withdrawn: the section wants none shown;
 * unfit: what the model wrote did not pass the check, and is not kept.
 */
export const RENDERING_STATES = ['machine', 'confirmed', 'withdrawn', 'unfit'] as const
export type RenderingState = (typeof RENDERING_STATES)[number]

export interface RenderingWords {
  readonly question: string
  /** Markdown. */
  readonly answer: string
}

export interface Rendering extends RenderingWords {
  readonly entryId: string
  readonly revision: number
  readonly language: RenderingLanguage
  readonly model: string
  readonly state: RenderingState
  readonly at: Date
  /** Who decided; null while nobody did. */
  readonly decidedBy: Actor | null
  /** Rises with every change: a decision names the one it saw. */
  readonly version: number
}

/** An official answer, with the words that a rendering is of. */
export interface RenderedEntry extends RenderingWords {
  readonly id: string
  readonly revision: number
}

export interface RenderingDecision {
  readonly entry: RenderedEntry
  readonly language: RenderingLanguage
  readonly state: 'confirmed' | 'withdrawn'
  /** As it is to be shown. */
  readonly words: RenderingWords
  readonly actor: Actor
  /** 0 where there was none. */
  readonly seenVersion: number
}

export interface Renderings {
  /**
   * The section's word, which holds for as long as question and answer stay the same, whatever else a revision changes; else what
   * the model wrote of this revision; null without either.
   */
  readonly find: (entry: RenderedEntry, language: RenderingLanguage, model: string) => Promise<Rendering | null>
  /** What a model wrote. Never over the section's word. */
  readonly keep: (
    entry: RenderedEntry,
    made: Pick<Rendering, 'language' | 'model' | 'question' | 'answer' | 'at'> & {
      readonly state: 'machine' | 'unfit'
    },
  ) => Promise<void>
  /** `conflict` where another change came first. */
  readonly decide: (decision: RenderingDecision) => Promise<void>
}
