// Takes letters off the end of a text. An expression such as /[.,]+$/ begins anew at every one of them, wherever they stand: a text
// of nothing else would cost the square of its length.

/** The text up to its last character that is none of these. */
export function cutTail(text: string, isTail: (unit: string) => boolean): string {
  let end = text.length
  while (end > 0 && isTail(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}
