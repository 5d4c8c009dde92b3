// Reads sentences with their citation marks from a model's text as it comes, letter by letter: how it was cut into pieces
// makes no difference.

export interface ReadSentence {
  /** Without marks and list signs. */
  readonly text: string
  /** Numbers of sources, as written. */
  readonly citations: readonly number[]
  /** False where the text broke off, or the sentence was longer than one may be. */
  readonly isWhole: boolean
}

export interface SentenceReader {
  /** The sentences that are complete now. */
  readonly push: (text: string) => readonly ReadSentence[]
  /** What is left; `isCut` where the text broke off. */
  readonly end: (isCut: boolean) => readonly ReadSentence[]
}

/** In UTF-16 units: bounds memory; the limit that counts is the check's. */
const TEXT_MAX = 400
const CITATIONS_MAX = 20
const MARK_MAX = 16

const ENDINGS = '。！？'
const CLOSERS = '」』）)”'
const OPENERS = '「『（('
const MARK_START = /[[［【]/u
const MARK_END = /[\]］】]/u
const IN_MARK = /[0-9０-９,、， ]/u
const LIST_SIGN = /^(?:[-*+・•●]|#{1,6}|[0-9]{1,2}[.)．）])\s*/u

export function openSentenceReader(): SentenceReader {
  let text = ''
  let citations: number[] = []
  /** A mark that may be one, from its bracket on. */
  let mark = ''
  let hasEnded = false
  let isTooLong = false
  let depth = 0
  let ready: ReadSentence[] = []

  const emit = (isWhole: boolean) => {
    const cleaned = text.trim().replace(LIST_SIGN, '').replaceAll('**', '').trim()
    if (cleaned !== '') ready.push({ text: cleaned, citations, isWhole: isWhole && !isTooLong })
    text = ''
    citations = []
    hasEnded = false
    isTooLong = false
    depth = 0
  }
  const put = (letter: string) => {
    if (hasEnded && (CLOSERS.includes(letter) || ENDINGS.includes(letter))) return void (text += letter)
    if (hasEnded && (letter === ' ' || letter === '　')) return
    if (letter === '\n') return emit(true)
    if (hasEnded) emit(true)
    if (text.length >= TEXT_MAX) isTooLong = true
    else text += letter
    if (OPENERS.includes(letter)) depth += 1
    if (CLOSERS.includes(letter)) depth = Math.max(0, depth - 1)
    if (ENDINGS.includes(letter) && (depth === 0 || isTooLong)) hasEnded = true
  }
  const leaveMark = () => {
    const letters = mark
    mark = ''
    for (const letter of letters) put(letter)
  }
  const step = (letter: string) => {
    if (mark !== '') {
      if (MARK_END.test(letter) && mark.length > 1) return readMark()
      if (IN_MARK.test(letter) && mark.length < MARK_MAX) return void (mark += letter)
      leaveMark()
    }
    if (MARK_START.test(letter)) mark = letter
    else put(letter)
  }
  const readMark = () => {
    const numbers = mark.normalize('NFKC').match(/\d+/gu) ?? []
    mark = ''
    if (citations.length + numbers.length > CITATIONS_MAX) isTooLong = true
    else citations = [...citations, ...numbers.map(Number)]
  }
  const take = () => {
    const taken = ready
    ready = []
    return taken
  }
  return {
    push: piece => {
      for (let i = 0; i < piece.length; i += 1) step(piece.charAt(i))
      return take()
    },
    end: isCut => {
      if (mark !== '') leaveMark()
      if (text.trim() !== '') emit(hasEnded || !isCut)
      return take()
    },
  }
}
