// Where in a text something was found.

export interface Span {
  readonly start: number
  readonly end: number
}

/** Each match of a global pattern as a whole. */
export function spansOf(pattern: RegExp, text: string): readonly Span[] {
  return [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }))
}

/** The first group of each match of a global pattern with indices (`d`). */
export function firstGroupsOf(pattern: RegExp, text: string): readonly Span[] {
  return [...text.matchAll(pattern)].flatMap(match => {
    const [start, end] = match.indices?.[1] ?? []
    return start === undefined || end === undefined ? [] : [{ start, end }]
  })
}
