// What a model is asked about entries, as pure functions: the same words in, the same prompt out. Texts of others come quoted.
import { type QuotedSource, quoteLines } from '../compose/quote.ts'
import {
  draftInstructions,
  draftLabels,
  draftRequest,
  phrasingInstructions,
  phrasingLabels,
  phrasingRequest,
} from '../messages/ja/drafted.ts'
import type { ChatPrompt } from '../ports/chat-model.ts'

export const SOURCE_KINDS = ['question', 'remark', 'answer', 'message'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** A text that a draft is made of, as it may leave the building. */
export interface SourceText {
  readonly kind: SourceKind
  readonly text: string
}

export interface DraftPromptParts {
  /** Null where it is not known yet. */
  readonly sectionName: string | null
  readonly texts: readonly SourceText[]
  readonly near: readonly Pick<QuotedSource, 'text'>[]
}

export function draftPrompt({ sectionName, texts, near }: DraftPromptParts): ChatPrompt {
  const counts = new Map<string, number>()
  const numbered = (label: string) => {
    const n = (counts.get(label) ?? 0) + 1
    counts.set(label, n)
    return n
  }
  const block = (label: string, quoted: string) => {
    const n = numbered(label)
    return [draftLabels.start(label, n), quoted, draftLabels.end(label, n)].join('\n')
  }
  const blocks = [
    ...(sectionName === null ? [] : [quoteLines(draftLabels.section(sectionName))]),
    ...texts.map(({ kind, text }) => block(draftLabels.kinds[kind], quoteLines(text))),
    ...near.map(({ text }) => block(draftLabels.near, text)),
  ]
  return { system: draftInstructions, user: [...blocks, draftRequest].join('\n\n') }
}

export interface PhrasingPromptParts {
  readonly entry: Pick<QuotedSource, 'text'>
  /** Phrasings and negative phrasings that the entry has. */
  readonly known: readonly string[]
}

export function phrasingPrompt({ entry, known }: PhrasingPromptParts): ChatPrompt {
  const { entry: start, entryEnd, known: knownStart, knownEnd } = phrasingLabels
  const blocks = [
    [start, entry.text, entryEnd].join('\n'),
    ...(known.length === 0 ? [] : [[knownStart, ...known.map(quoteLines), knownEnd].join('\n')]),
  ]
  return { system: phrasingInstructions, user: [...blocks, phrasingRequest].join('\n\n') }
}
