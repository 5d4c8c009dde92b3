// The lexical side in its parts: what each term of the question is worth, and what it adds to an entry's score.
import type { EntryIndex } from '../search/entry-index.ts'
import { ExactLexical, type LexicalContribution } from '../search/exact-lexical.ts'
import { type QueryGroup, type QueryTerm, toGroups } from '../search/query-groups.ts'
import { type Evidence, LEXICAL_ANSWER_WEIGHT } from '../search/retrieve.ts'

/** A term that the search looks for, as the registry knows it. */
export interface ExplainedTerm {
  readonly term: string
  /** False for one that stands for what the question says in other words. */
  readonly asked: boolean
  /** Entries that use it. */
  readonly entries: number
  /** 0 for a term that no entry uses. */
  readonly idf: number
  /**
   * What it is scored with: its idf, or that of its nearest term where no entry uses it, less for one that was not asked;
   * 0 where it adds nothing.
   */
  readonly weight: number
  /** Words of the registry that count in its place, nearest first. */
  readonly near: readonly { readonly term: string; readonly similarity: number; readonly entries: number }[]
}

/** What one term adds to one entry's lexical score in one field. */
export interface WordContribution {
  readonly term: string
  /** Questions and phrasings together, or the whole answer. */
  readonly field: LexicalContribution['field']
  /** The word of the entry that counts: the term itself, or a near one. */
  readonly word: string
  /** 1 for the term itself. */
  readonly similarity: number
  /** Occurrences of the word in the field, at most 255. */
  readonly frequency: number
  /** All contributions add up to the entry's lexical score, but for the rounding of single precision. */
  readonly points: number
}

export interface ExplainedWords {
  readonly terms: readonly ExplainedTerm[]
  readonly contributionsOf: (slot: number) => readonly WordContribution[]
}

/** Valid until the index changes. */
export function explainWords(
  { queryTerms, terms }: Pick<Evidence, 'queryTerms' | 'terms'>,
  index: EntryIndex,
): ExplainedWords {
  const { vocabulary, idf, lexicon, records } = index
  const grouped = queryTerms.map(queryTerm => ({ queryTerm, groups: toGroups([queryTerm], vocabulary, idf) }))
  const scored = grouped.flatMap(({ queryTerm, groups }) => groups.map(group => ({ term: queryTerm.term, group })))
  const groups = scored.map(({ group }) => group)
  const exact = new ExactLexical(groups, lexicon, records, LEXICAL_ANSWER_WEIGHT)
  return {
    terms: grouped.map(({ queryTerm, groups: [group] }) => ({
      ...explainTerm(queryTerm, group, index),
      asked: terms.has(queryTerm.term),
    })),
    contributionsOf: slot =>
      exact.contributionsOf(slot).map(({ group: place, word, ...contribution }) => {
        const { term, group } = scored[place] as (typeof scored)[number]
        const similarity = group.similarities[word] as number
        return { term, word: vocabulary.termOf(group.ids[word] as number), similarity, ...contribution }
      }),
  }
}

function explainTerm({ term, near }: QueryTerm, group: QueryGroup | undefined, index: EntryIndex) {
  return {
    term,
    entries: index.entryFrequency(term),
    idf: index.idf(term),
    weight: group?.factor ?? 0,
    near: near
      .map(word => ({ ...word, entries: index.entryFrequency(word.term) }))
      .sort((a, b) => b.similarity - a.similarity),
  }
}
