// Compares a drafted answer with what it was made of, statement by statement: what is not found there is for a person to check.
// Links of no source, images and markup are taken out: nobody follows a link that a model made up.
import { checkStatement, type Evidence, gatherEvidence, type StatementVerdict } from '../compose/check-sentence.ts'
import { factsOf, missingFacts } from '../compose/text-facts.ts'
import { UNSEEN_LETTERS } from '../compose/written-forms.ts'
import { placeholders } from '../messages/ja/composed.ts'
import { normalise } from '../normalise.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'

/** Why a person must look at a statement. `masked`: a number of a person was taken out before the model saw the text. */
export const CHECK_REASONS = ['other_facts', 'unsupported', 'contrary', 'masked', 'link_removed'] as const
export type CheckReason = (typeof CHECK_REASONS)[number]

export interface ToCheck {
  readonly statement: string
  readonly why: CheckReason
  /** Numbers, links and words in foreign letters that no source has. */
  readonly facts: readonly string[]
}

export interface CheckedText {
  readonly text: string
  readonly toCheck: readonly ToCheck[]
}

export interface DraftCheckDeps {
  readonly analyser: MorphologicalAnalyser
  readonly instructions: string
}

// What is not closed goes on to the end: looking for its bracket from every beginning anew would cost the square of the length.
const IMAGE = /!\[[^[\]]*\]\([^)]*(?:\)|$)/gu
const TAG = /<\/?[a-z!][^<>]*>?/giu
const OUR_MARKS = /[｜■□]/gu
const UNSEEN = new RegExp(`(?!\\n)[${UNSEEN_LETTERS}]`, 'gu')
const STATEMENT = /(?<=[。！？\n])/u
const LINKED = /\[([^[\]]*)\]\(([^)]*)(?:\)|$)/gu
const LIST_SIGN = /^\s*(?:[-*+・]|\d{1,2}[.)．）]|#{1,6})\s*/u

export function checkDrafted(text: string, sources: readonly string[], deps: DraftCheckDeps): CheckedText {
  const evidence = gatherEvidence(sources.join('\n'), deps.analyser)
  const cleaned = text
    .replace(/\r\n?/gu, '\n')
    .replace(UNSEEN, '')
    .replace(IMAGE, '')
    .replace(TAG, '')
    .replace(OUR_MARKS, '')
  const toCheck: ToCheck[] = []
  const kept = cleaned.split(STATEMENT).map(raw => {
    const { statement, why, facts } = checkOne(raw, evidence, deps)
    if (why !== null && plain(statement === '' ? raw : statement) !== '')
      toCheck.push({ statement: plain(statement === '' ? raw : statement), why, facts })
    return statement
  })
  return {
    text: kept
      .join('')
      .replace(/\n{3,}/gu, '\n\n')
      .trim(),
    toCheck,
  }
}

interface One {
  /** '' where all of it was taken out. */
  readonly statement: string
  readonly why: CheckReason | null
  readonly facts: readonly string[]
}

function checkOne(raw: string, evidence: Evidence, deps: DraftCheckDeps): One {
  if (plain(raw) === '') return { statement: raw, why: null, facts: [] }
  const facts = missingFacts(factsOf(plain(raw)), [evidence.facts])
  const unlinked = withoutForeignLinks(raw, evidence)
  if (unlinked === null) return { statement: '', why: 'link_removed', facts }
  const verdict = checkStatement(plain(unlinked), evidence, deps)
  if (verdict === 'echo') return { statement: '', why: null, facts: [] }
  const masked = Object.values(placeholders).some(word => raw.includes(word))
  const why = masked ? 'masked' : unlinked === raw ? reasonOf(verdict) : 'link_removed'
  return { statement: unlinked, why, facts }
}

function reasonOf(verdict: StatementVerdict): CheckReason | null {
  return verdict === 'other_facts' || verdict === 'unsupported' || verdict === 'contrary' ? verdict : null
}

/** The statement without links that no source has; null where they cannot be told from it. */
function withoutForeignLinks(raw: string, { facts: { links } }: Evidence): string | null {
  const foreign = (text: string) => [...factsOf(text).links].filter(link => !links.has(link))
  if (foreign(raw).length === 0) return raw
  const unlinked = raw.replace(LINKED, (whole, label: string, target: string) =>
    foreign(target).length > 0 || !/^(?:https?:|mailto:)/iu.test(target) ? label : whole,
  )
  const cut = foreign(unlinked).reduce((text, link) => cutOut(text, link), unlinked)
  return foreign(cut).length > 0 ? null : cut
}

function cutOut(text: string, link: string): string {
  const at = text.toLowerCase().indexOf(link)
  return at < 0 || normalise(text.slice(at, at + link.length)) !== link
    ? text
    : text.slice(0, at) + text.slice(at + link.length)
}

/** A statement as words: without signs of lists and of emphasis. */
function plain(text: string): string {
  return text.replace(LIST_SIGN, '').replaceAll('**', '').trim()
}
