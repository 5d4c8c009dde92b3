// Which entry stands in which slot, and the little that is known of it beside its units.
import { type ImageReader, type ImageWriter, takeText } from './index-image.ts'
import type { EntryLimits } from './limited-slots.ts'

export interface EntryHead {
  readonly id: string
  readonly sectionCode: string
  /** Bare forms of its negative phrasings by unit id; null without any. */
  readonly bares: ReadonlyMap<number, string> | null
  /** By whom and when it may be found; null for everybody, always. */
  readonly limits: EntryLimits | null
}

/** How a head is written down: id, section, bare forms and limits. */
type WrittenHead = readonly [string, string, readonly (readonly [number, string])[], EntryLimits | null]

export class EntryHeads {
  readonly #slotOfEntry = new Map<string, number>()
  readonly #heads: (EntryHead | undefined)[] = []
  readonly #freeSlots: number[] = []

  /** Number of entries. */
  get size(): number {
    return this.#slotOfEntry.size
  }

  /** One more than the highest slot in use. */
  get slotCount(): number {
    return this.#heads.length
  }

  /** Gives an entry that has none a slot. */
  add(head: EntryHead): number {
    const slot = this.#freeSlots.pop() ?? this.#heads.length
    this.#heads[slot] = head
    this.#slotOfEntry.set(head.id, slot)
    return slot
  }

  /** Takes its slot back. */
  remove(id: string): void {
    const slot = this.#slotOfEntry.get(id)
    if (slot === undefined) return
    this.#slotOfEntry.delete(id)
    this.#heads[slot] = undefined
    this.#freeSlots.push(slot)
  }

  at(slot: number): EntryHead | undefined {
    return this.#heads[slot]
  }

  slotOf(id: string): number | undefined {
    return this.#slotOfEntry.get(id)
  }

  /** Slots in use with their entries' ids. */
  *slots(): IterableIterator<{ readonly slot: number; readonly id: string }> {
    for (const [id, slot] of this.#slotOfEntry) yield { slot, id }
  }

  keep(image: ImageWriter): void {
    const written = this.#heads.map((head): WrittenHead | null => {
      return head === undefined ? null : [head.id, head.sectionCode, [...(head.bares ?? [])], head.limits]
    })
    image.putText('heads', JSON.stringify(Array.from(written, head => head ?? null)))
  }

  restore(image: ImageReader): void {
    const written = JSON.parse(takeText(image, 'heads')) as readonly (WrittenHead | null)[]
    const sections = new Map<string, string>() // one string for all entries of a section
    for (const [slot, head] of written.entries()) {
      if (head === null) {
        this.#heads[slot] = undefined
        this.#freeSlots.push(slot)
        continue
      }
      const [id, code, bares, limits] = head
      const sectionCode = sections.get(code) ?? code
      sections.set(code, sectionCode)
      this.#heads[slot] = { id, sectionCode, bares: bares.length > 0 ? new Map(bares) : null, limits }
      this.#slotOfEntry.set(id, slot)
    }
  }
}
