// Numbers for the words of the registry: postings and stored terms hold four bytes or fewer where they held strings.
import { type ImageReader, type ImageWriter, takeText } from './index-image.ts'

export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #terms: string[] = []

  /** Terms known so far; every id is below it. An id is never taken back: words return with the next revision. */
  get size(): number {
    return this.#terms.length
  }

  /** The id of a term, a new one for a term not met before. */
  learn(term: string): number {
    const known = this.#ids.get(term)
    if (known !== undefined) return known
    this.#ids.set(term, this.#terms.length)
    return this.#terms.push(term) - 1
  }

  idOf(term: string): number | undefined {
    return this.#ids.get(term)
  }

  termOf(id: number): string {
    return this.#terms[id] as string
  }

  keep(image: ImageWriter): void {
    image.putText('terms', this.#terms.join(SEPARATOR))
  }

  restore(image: ImageReader): void {
    const text = takeText(image, 'terms')
    if (text !== '') for (const term of text.split(SEPARATOR)) this.learn(term)
  }
}

/** No term holds white space: the analyser splits there. */
const SEPARATOR = '\n'
