// Proposes the entries that are asked in exactly these words: the same set of terms, whatever their order and repeats.
// Keeps a hash of each set; two sets may share one, so whoever finds something looks at the entry itself.
import type { ImageReader, ImageWriter } from './index-image.ts'

export class ExactAsks {
  /** Slots by hash; a bare number where there is one, as nearly always. */
  readonly #slots = new Map<number, number | number[]>()

  add(ids: ArrayLike<number>, slot: number): void {
    this.#push(hashOfSet(ids), slot)
  }

  #push(hash: number, slot: number): void {
    const known = this.#slots.get(hash)
    if (known === undefined) this.#slots.set(hash, slot)
    else if (typeof known === 'number') this.#slots.set(hash, [known, slot])
    else known.push(slot)
  }

  /** Takes one addition back. */
  remove(ids: ArrayLike<number>, slot: number): void {
    const hash = hashOfSet(ids)
    const known = this.#slots.get(hash)
    if (known === slot) this.#slots.delete(hash)
    if (typeof known !== 'object') return
    const position = known.indexOf(slot)
    if (position >= 0) known.splice(position, 1)
    if (known.length === 0) this.#slots.delete(hash)
  }

  keep(image: ImageWriter): void {
    const pairs = [...this.#slots].flatMap(([hash, slots]) => [slots].flat().flatMap(slot => [hash, slot]))
    image.put('exact', Uint32Array.from(pairs))
  }

  restore(image: ImageReader): void {
    const pairs = image.take('exact', 'Uint32Array')
    for (let i = 0; i < pairs.length; i += 2) this.#push(pairs[i] as number, pairs[i + 1] as number)
  }

  /** All slots that were added with these terms, and rarely others; none for no terms. */
  find(ids: ArrayLike<number>): readonly number[] {
    const known = ids.length === 0 ? [] : (this.#slots.get(hashOfSet(ids)) ?? [])
    return typeof known === 'number' ? [known] : known
  }
}

/** 31 bits, the same for the same set: a sum over its members, each stirred by MurmurHash3's finaliser. */
function hashOfSet(ids: ArrayLike<number>): number {
  let sum = 0
  for (const id of new Set(Array.from(ids))) {
    let hash = Math.imul(id + 0x9e3779b9, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    sum = (sum + (hash ^ (hash >>> 16))) | 0
  }
  return sum >>> 1
}
