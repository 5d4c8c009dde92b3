// Finds the entries that are asked in exactly these words: the same set of terms, whatever their order and repeats.

export class ExactAsks {
  readonly #slots = new Map<string, number[]>()

  add(terms: readonly string[], slot: number): void {
    const key = keyOf(new Set(terms))
    const slots = this.#slots.get(key)
    if (slots === undefined) this.#slots.set(key, [slot])
    else slots.push(slot)
  }

  /** Takes one addition back. */
  remove(terms: readonly string[], slot: number): void {
    const key = keyOf(new Set(terms))
    const slots = this.#slots.get(key) ?? []
    const position = slots.indexOf(slot)
    if (position >= 0) slots.splice(position, 1)
    if (slots.length === 0) this.#slots.delete(key)
  }

  /** Slots that were added with these terms; none for no terms. */
  find(terms: ReadonlySet<string>): readonly number[] {
    return terms.size === 0 ? [] : (this.#slots.get(keyOf(terms)) ?? [])
  }
}

/** Terms hold no white space, so that no two sets share a key. */
function keyOf(terms: ReadonlySet<string>): string {
  return [...terms].sort().join(' ')
}
