// Lines as people count them: after LF, CR LF or a lone CR a new one begins.

const LF = 10
const CR = 13

/** The number of line breaks that end within [from, to). */
export function countLineBreaks(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) count += 1
  }
  return count
}

/** The line (from 1) that holds the character at this index of a text. */
export function lineAtIndex(text: string, index: number): number {
  return (text.slice(0, index).match(/\r\n|[\r\n]/gu)?.length ?? 0) + 1
}
