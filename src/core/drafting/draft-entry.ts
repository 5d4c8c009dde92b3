// Drafts an entry from what was asked and said: of a ticket, of a cluster of questions, of a thread. The draft is words for a
// person to look over, with everything marked that its sources do not say; nothing here stores it.
import type { CallLimits } from '../compose/ask-model.ts'
import type { ComposeSource } from '../compose/quote.ts'
import { MASKED_IN_ENTRIES, quoteSources, unquote } from '../compose/quote.ts'
import { type Masker, openMasker } from '../masking/open-masker.ts'
import { answerMissing, draftInstructions } from '../messages/ja/drafted.ts'
import { bareForm } from '../normalise.ts'
import { askForJson, type JsonFailure } from './ask-for-json.ts'
import { type CheckedText, checkDrafted, type ToCheck } from './check-draft-answer.ts'
import type { DraftingDeps } from './drafting-deps.ts'
import { fitPhrasings } from './fit-phrasings.ts'
import { listShape, objectShape, textShape } from './json-shape.ts'
import { draftPrompt, type SourceText } from './prompts.ts'

export interface DraftRequest {
  /** Null where it is not known yet. */
  readonly sectionName: string | null
  /** As they stand: they are masked here. */
  readonly texts: readonly SourceText[]
  /** Entries that say something near, as far as the person who asks may read them. */
  readonly near: readonly ComposeSource[]
  /** Of the question log; null without one. */
  readonly questionId: string | null
  /** Whose allowance is used: a keyed hash. */
  readonly asker: string
  /** As long as a person waits for a page, when not given. */
  readonly limits?: CallLimits
}

export interface DraftedEntry {
  readonly question: string
  /** Markdown. */
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly negativePhrasings: readonly string[]
  readonly tags: readonly string[]
  readonly toCheck: readonly ToCheck[]
}

export type DraftFailure = JsonFailure | 'no_sources' | 'nothing_left' | 'fault'

export type DraftOutcome =
  | { readonly kind: 'drafted'; readonly draft: DraftedEntry }
  | { readonly kind: 'failed'; readonly why: DraftFailure }

const TEXTS_MAX = 20
/** Of each text; a ticket's answer may have 20,000, of which no draft needs the end. */
const TEXT_LENGTH_MAX = 4_000 // code points
const NEAR_MAX = 3
const DRAFT_TOKENS_MAX = 3_000

export const draftShape = objectShape({
  question: textShape(300),
  answer: textShape(6_000),
  phrasings: listShape(textShape(300), 8),
  negativePhrasings: listShape(textShape(300), 5),
  tags: listShape(textShape(50), 5),
})

/** Never rejects. */
export async function draftEntry(
  request: DraftRequest,
  deps: DraftingDeps,
  signal: AbortSignal,
): Promise<DraftOutcome> {
  try {
    return await draftWithin(request, deps, signal)
  } catch (error) {
    deps.access.onTrouble('bad_reply', String(error)) // a fault of ours must not cost the person their page
    return { kind: 'failed', why: 'fault' }
  }
}

async function draftWithin(request: DraftRequest, deps: DraftingDeps, signal: AbortSignal): Promise<DraftOutcome> {
  const masker = openMasker(deps.employeeNumberForms)
  const texts = maskTexts(request.texts, masker)
  if (texts.length === 0) return { kind: 'failed', why: 'no_sources' }
  const near = quoteSources(request.near.slice(0, NEAR_MAX), deps.employeeNumberForms)
  for (const { maskedKinds } of near) masker.note(maskedKinds)
  const answer = await askForJson(
    {
      prompt: draftPrompt({ sectionName: request.sectionName, texts, near }),
      name: 'faq_draft',
      shape: draftShape,
      tokensMax: DRAFT_TOKENS_MAX,
      sent: {
        purpose: 'draft',
        questionId: request.questionId,
        entryIds: near.map(({ entryId }) => entryId),
        maskedKinds: masker.kinds(),
      },
      asker: request.asker,
      ...(request.limits !== undefined && { limits: request.limits }),
    },
    deps.access,
    signal,
  )
  if (answer.kind === 'failed') return answer
  const draft = checkDraftOf(answer.value, { texts, near: near.map(({ text }) => unquote(text)) }, deps)
  return draft.question === '' ? { kind: 'failed', why: 'nothing_left' } : { kind: 'drafted', draft }
}

/** What people typed is masked wholly; an answer of a section keeps its telephone, which is a part of it. */
function maskTexts(texts: readonly SourceText[], { mask }: Masker): readonly SourceText[] {
  return texts
    .slice(0, TEXTS_MAX)
    .map(({ kind, text }) => {
      const only = kind === 'answer' ? { kinds: MASKED_IN_ENTRIES } : {}
      return { kind, text: mask(text, { lengthMax: TEXT_LENGTH_MAX, ...only }).trim() }
    })
    .filter(({ text }) => text !== '')
}

interface Written {
  readonly question: string
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly negativePhrasings: readonly string[]
  readonly tags: readonly string[]
}

interface Ground {
  readonly texts: readonly SourceText[]
  readonly near: readonly string[]
}

/**
 * An answer rests on what was answered, where somebody answered, else on near entries: never on the words of who asked, so that
 * nobody can ask a fact into it. A question may take its facts from all of them.
 */
export function checkDraftOf(written: Written, { texts, near }: Ground, deps: DraftingDeps): DraftedEntry {
  const said = texts.filter(({ kind }) => kind === 'answer' || kind === 'message').map(({ text }) => text)
  const all = [...texts.map(({ text }) => text), ...near]
  const checks = { analyser: deps.analyser, instructions: draftInstructions }
  const question = checkDrafted(written.question.replace(/\s+/gu, ' '), all, checks)
  const answer = isMissing(written.answer)
    ? { text: answerMissing, toCheck: [] }
    : filled(checkDrafted(written.answer, said.length > 0 ? said : near, checks))
  const phrasings = fitPhrasings(written.phrasings, { known: [question.text], sources: all })
  return {
    question: question.text,
    answer: answer.text,
    phrasings,
    negativePhrasings: fitPhrasings(written.negativePhrasings, {
      known: [question.text, ...phrasings],
      sources: all,
    }),
    tags: fitPhrasings(written.tags, { known: [], sources: all }),
    // A question is asked in words of its own; new facts are what must not slip into it.
    toCheck: [...question.toCheck.filter(({ why }) => why !== 'unsupported' && why !== 'contrary'), ...answer.toCheck],
  }
}

function isMissing(answer: string): boolean {
  return bareForm(answer) === bareForm(answerMissing)
}

function filled(answer: CheckedText): CheckedText {
  return answer.text === '' ? { ...answer, text: answerMissing } : answer
}
