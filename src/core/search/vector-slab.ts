// Vectors by id in one growing block of memory: exact cosines without an object or a call into native code per vector.

const INITIAL_CAPACITY = 1_024

export class VectorSlab {
  readonly dimensions: number
  #values: Float32Array
  readonly #slots = new Map<number, number>()
  readonly #free: number[] = []
  #used = 0

  constructor(dimensions: number, capacity = INITIAL_CAPACITY) {
    this.dimensions = dimensions
    this.#values = new Float32Array(Math.max(capacity, INITIAL_CAPACITY) * dimensions)
  }

  get size(): number {
    return this.#slots.size
  }

  has(id: number): boolean {
    return this.#slots.has(id)
  }

  ids(): IterableIterator<number> {
    return this.#slots.keys()
  }

  /** Stores a copy, in place of what the id had. */
  set(id: number, vector: Float32Array): void {
    if (vector.length !== this.dimensions)
      throw new RangeError(`expected ${this.dimensions} dimensions, got ${vector.length}`)
    const slot = this.#slots.get(id) ?? this.#free.pop() ?? this.#used++
    this.#slots.set(id, slot)
    if ((slot + 1) * this.dimensions > this.#values.length) this.#grow()
    this.#values.set(vector, slot * this.dimensions)
  }

  /** True when it was there. */
  delete(id: number): boolean {
    const slot = this.#slots.get(id)
    if (slot === undefined) return false
    this.#free.push(slot)
    return this.#slots.delete(id)
  }

  /** A copy of a stored vector; undefined for an unknown id. */
  get(id: number): Float32Array | undefined {
    const slot = this.#slots.get(id)
    return slot === undefined ? undefined : this.#values.slice(slot * this.dimensions, (slot + 1) * this.dimensions)
  }

  /** Dot product with a stored vector; undefined for an unknown id. */
  dot(query: Float32Array, id: number): number | undefined {
    const slot = this.#slots.get(id)
    if (slot === undefined) return undefined
    const values = this.#values
    const from = slot * this.dimensions
    let sum = 0
    for (let i = 0; i < this.dimensions; i += 1) sum += (query[i] as number) * (values[from + i] as number)
    return sum
  }

  #grow(): void {
    const larger = new Float32Array(Math.ceil(this.#values.length * 1.5) + this.dimensions)
    larger.set(this.#values)
    this.#values = larger
  }
}
