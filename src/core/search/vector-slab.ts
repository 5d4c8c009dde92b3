// Vectors by id in one growing block of memory: cosines without an object or a call into native code per vector.
// Sixteen bits a value with one scale a vector: half the memory, and cosines that differ in the fifth decimal.
import { PagedNumbers } from './paged-numbers.ts'
import { openVectorBlock, ROWS_MAX, type VectorBlock } from './vector-block.ts'

const INITIAL_CAPACITY = 1_024
const VALUE_MAX = 32_767
/** In place of a slot. */
const NONE = 0xffff_ffff

/** All of it as plain arrays, by slot. */
export interface SlabArrays {
  readonly values: Int16Array
  readonly scales: Float64Array
}

export class VectorSlab {
  readonly dimensions: number
  #block: VectorBlock
  #scales: Float64Array
  readonly #slots = new PagedNumbers()
  readonly #free: number[] = []
  #used = 0
  /** What dot products are asked with, in sixteen bits as well. */
  readonly #asked: Int16Array
  #askedScale = 0
  readonly #wanted = new Uint32Array(ROWS_MAX)
  readonly #dots = new Float64Array(ROWS_MAX)

  constructor(dimensions: number, capacity = INITIAL_CAPACITY) {
    this.dimensions = dimensions
    this.#scales = new Float64Array(Math.max(capacity, INITIAL_CAPACITY))
    this.#block = openVectorBlock(dimensions, this.#scales.length)
    this.#asked = new Int16Array(dimensions)
  }

  /** Arrays for so many vectors, to be written into before they are adopted. */
  room(count: number): SlabArrays {
    if (count > this.#scales.length) this.#grow(count)
    return this.#arraysTo(count)
  }

  /** Takes over what was written into the room for these: the vector of `ids[slot]` in each slot. */
  adopt(ids: ArrayLike<number>): void {
    this.#used = ids.length
    for (let slot = 0; slot < ids.length; slot += 1) this.#slots.set(ids[slot] as number, slot)
  }

  /** Of the slots that were ever given out. */
  get arrays(): SlabArrays {
    return this.#arraysTo(this.#used)
  }

  #arraysTo(count: number): SlabArrays {
    return { values: this.#block.values.subarray(0, count * this.dimensions), scales: this.#scales.subarray(0, count) }
  }

  get size(): number {
    return this.#slots.size
  }

  has(id: number): boolean {
    return this.#slots.get(id) !== undefined
  }

  ids(): IterableIterator<number> {
    return this.#slots.keys()
  }

  /** Where an id's vector stands; undefined for an unknown id. */
  slotOf(id: number): number | undefined {
    return this.#slots.get(id)
  }

  /** Stores a copy, in place of what the id had. */
  set(id: number, vector: Float32Array): void {
    if (vector.length !== this.dimensions)
      throw new RangeError(`expected ${this.dimensions} dimensions, got ${vector.length}`)
    const slot = this.#slots.get(id) ?? this.#free.pop() ?? this.#used++
    this.#slots.set(id, slot)
    if (slot >= this.#scales.length) this.#grow(Math.ceil(slot * 1.5) + 1)
    this.#scales[slot] = pack(vector, this.#block.values, slot * this.dimensions)
  }

  /** True when it was there. */
  delete(id: number): boolean {
    const slot = this.#slots.get(id)
    if (slot === undefined) return false
    this.#free.push(slot)
    return this.#slots.delete(id)
  }

  /** Forgets an id but keeps its vector in its slot for good; true when it was there. */
  retire(id: number): boolean {
    return this.#slots.delete(id)
  }

  /** A stored vector, as exact as it is held; undefined for an unknown id. */
  get(id: number): Float32Array | undefined {
    const slot = this.#slots.get(id)
    return slot === undefined ? undefined : this.at(slot)
  }

  /** The vector in a slot. */
  at(slot: number): Float32Array {
    const from = slot * this.dimensions
    const scale = this.#scales[slot] as number
    return Float32Array.from(this.#block.values.subarray(from, from + this.dimensions), value => value * scale)
  }

  /** Dot product with a stored vector; undefined for an unknown id. */
  dot(query: Float32Array, id: number): number | undefined {
    return this.has(id) ? this.dots(query, [id])[0] : undefined
  }

  /** Dot products with stored vectors, in the order of the ids; NaN for an unknown one. */
  dots(query: Float32Array, ids: readonly number[]): Float64Array {
    const dots = new Float64Array(ids.length)
    this.ask(query)
    for (let first = 0; first < ids.length; first += ROWS_MAX) {
      const some = ids.slice(first, first + ROWS_MAX)
      const slots = this.#wanted
      for (let i = 0; i < some.length; i += 1) slots[i] = this.#slots.get(some[i] as number) ?? NONE
      dots.set(this.dotsAt(slots, some.length).subarray(0, some.length), first)
    }
    return dots
  }

  /** From now on `dotsAt` is with this vector. */
  ask(query: Float32Array): void {
    this.#askedScale = pack(query, this.#asked, 0)
    this.#block.ask(this.#asked)
  }

  /**
   * Dot products of what was asked with the vectors in `count` slots, `ROWS_MAX` at most; NaN for no slot. Overwritten by the
   * next call.
   */
  dotsAt(slots: Uint32Array, count: number): Float64Array {
    const [{ rows, sums }, scales, dots, asked] = [this.#block, this.#scales, this.#dots, this.#askedScale]
    for (let i = 0; i < count; i += 1) rows[i] = slots[i] === NONE ? 0 : (slots[i] as number)
    this.#block.sumUp(count)
    for (let i = 0; i < count; i += 1)
      dots[i] = (sums[i] as number) * asked * (scales[slots[i] as number] ?? Number.NaN)
    return dots
  }

  /** Dot product of the vectors in two slots. */
  dotBetween(a: number, b: number): number {
    const [{ values }, { dimensions }] = [this.#block, this]
    const [fromA, fromB] = [a * dimensions, b * dimensions]
    let sum = 0
    for (let i = 0; i < dimensions; i += 1) sum += (values[fromA + i] as number) * (values[fromB + i] as number)
    return sum * (this.#scales[a] as number) * (this.#scales[b] as number)
  }

  #grow(capacity: number): void {
    const scales = new Float64Array(capacity)
    scales.set(this.#scales)
    this.#scales = scales
    this.#block = this.#block.grown(capacity)
    this.#block.ask(this.#asked)
  }
}

/** Writes a vector in whole numbers; returns what each of them is worth. */
function pack(vector: Float32Array, values: Int16Array, from: number): number {
  let most = 0
  for (let i = 0; i < vector.length; i += 1) most = Math.max(most, Math.abs(vector[i] as number))
  const factor = most === 0 ? 0 : VALUE_MAX / most
  for (let i = 0; i < vector.length; i += 1) values[from + i] = Math.round((vector[i] as number) * factor)
  return most / VALUE_MAX
}
