// Vectors by id in one growing block of memory: cosines without an object or a call into native code per vector.
// Sixteen bits a value with one scale a vector: half the memory, and cosines that differ in the fifth decimal.
import { PagedNumbers } from './paged-numbers.ts'

const INITIAL_CAPACITY = 1_024
const VALUE_MAX = 32_767

/** All of it as plain arrays, by slot. */
export interface SlabArrays {
  readonly values: Int16Array
  readonly scales: Float64Array
}

export class VectorSlab {
  readonly dimensions: number
  #values: Int16Array
  #scales: Float64Array
  readonly #slots = new PagedNumbers()
  readonly #free: number[] = []
  #used = 0

  constructor(dimensions: number, capacity = INITIAL_CAPACITY) {
    this.dimensions = dimensions
    this.#scales = new Float64Array(Math.max(capacity, INITIAL_CAPACITY))
    this.#values = new Int16Array(this.#scales.length * dimensions)
  }

  /** Takes the arrays over as they are: the vector of `ids[slot]` in each slot. */
  static of(dimensions: number, ids: ArrayLike<number>, { values, scales }: SlabArrays): VectorSlab {
    const slab = new VectorSlab(dimensions, 0)
    slab.#values = values
    slab.#scales = scales
    slab.#used = ids.length
    for (let slot = 0; slot < ids.length; slot += 1) slab.#slots.set(ids[slot] as number, slot)
    return slab
  }

  /** Of the slots that were ever given out. */
  get arrays(): SlabArrays {
    const scales = this.#scales.subarray(0, this.#used)
    return { values: this.#values.subarray(0, this.#used * this.dimensions), scales }
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
    if (slot >= this.#scales.length) this.#grow()
    let most = 0
    for (let i = 0; i < vector.length; i += 1) most = Math.max(most, Math.abs(vector[i] as number))
    const from = slot * this.dimensions
    const factor = most === 0 ? 0 : VALUE_MAX / most
    for (let i = 0; i < vector.length; i += 1) this.#values[from + i] = Math.round((vector[i] as number) * factor)
    this.#scales[slot] = most / VALUE_MAX
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
    return Float32Array.from(this.#values.subarray(from, from + this.dimensions), value => value * scale)
  }

  /** Dot product with a stored vector; undefined for an unknown id. */
  dot(query: Float32Array, id: number): number | undefined {
    const slot = this.#slots.get(id)
    return slot === undefined ? undefined : this.dotAt(query, slot)
  }

  /** Dot product with the vector in a slot. */
  dotAt(query: Float32Array, slot: number): number {
    return dotFrom(query, this.#values, slot * this.dimensions) * (this.#scales[slot] as number)
  }

  /** Dot product of the vectors in two slots. */
  dotBetween(a: number, b: number): number {
    const [values, { dimensions }] = [this.#values, this]
    const [fromA, fromB] = [a * dimensions, b * dimensions]
    let sum = 0
    for (let i = 0; i < dimensions; i += 1) sum += (values[fromA + i] as number) * (values[fromB + i] as number)
    return sum * (this.#scales[a] as number) * (this.#scales[b] as number)
  }

  #grow(): void {
    const scales = new Float64Array(Math.ceil(this.#scales.length * 1.5) + 1)
    const values = new Int16Array(scales.length * this.dimensions)
    scales.set(this.#scales)
    values.set(this.#values)
    this.#scales = scales
    this.#values = values
  }
}

/** Four sums side by side: one alone would wait for each addition to end before the next may begin. */
function dotFrom(query: Float32Array, values: Int16Array, from: number): number {
  const { length } = query
  const whole = length - (length % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < whole; i += 4) {
    a += (query[i] as number) * (values[from + i] as number)
    b += (query[i + 1] as number) * (values[from + i + 1] as number)
    c += (query[i + 2] as number) * (values[from + i + 2] as number)
    d += (query[i + 3] as number) * (values[from + i + 3] as number)
  }
  for (let i = whole; i < length; i += 1) a += (query[i] as number) * (values[from + i] as number)
  return a + b + (c + d)
}
