// Rows of 16-bit numbers in one block of memory, and the products of one row with many: by a module of WebAssembly where the
// machine has one (`dot-program.ts`), else by a loop of ours. Both add up in the same order and give the same to the last bit.
import { dotProgram, type SumProducts, TURN_BYTES } from './dot-program.ts'

/** Rows that are looked at in one call. */
export const ROWS_MAX = 1_024
/** Less is not worth a memory of its own, for which the runtime sets ten gigabytes of addresses aside. */
const SIMD_BYTES_MIN = (1 << 18) + 1

export interface VectorBlock {
  /** All rows, one after the other. */
  readonly values: Int16Array
  /** Numbers of the rows that are wanted. */
  readonly rows: Uint32Array
  /** What came of them; as exact as single precision. */
  readonly sums: Float32Array
  /** From now on products are with this row. No number of any row is −32,768. */
  ask(query: Int16Array): void
  /** Looks at the first so many of `rows`. */
  sumUp(count: number): void
  /** A block of more rows with all that this one holds, which must not be used any more. */
  grown(rowCount: number): VectorBlock
}

export function openVectorBlock(width: number, rowCount: number): VectorBlock {
  const isLarge = rowCount * width * Int16Array.BYTES_PER_ELEMENT >= SIMD_BYTES_MIN
  return (isLarge ? openSimdBlock(width, rowCount) : null) ?? new PlainBlock(width, new Int16Array(rowCount * width))
}

export class PlainBlock implements VectorBlock {
  readonly values: Int16Array
  readonly rows = new Uint32Array(ROWS_MAX)
  readonly sums = new Float32Array(ROWS_MAX)
  readonly #width: number
  readonly #query: Int16Array

  constructor(width: number, values: Int16Array) {
    this.values = values
    this.#width = width
    this.#query = new Int16Array(width)
  }

  ask(query: Int16Array): void {
    this.#query.set(query)
  }

  sumUp(count: number): void {
    for (let i = 0; i < count; i += 1) this.sums[i] = this.#sumOf((this.rows[i] as number) * this.#width)
  }

  /** Four sums side by side, each of every fourth pair of products, rounded as often as the module rounds. */
  #sumOf(from: number): number {
    const [query, values] = [this.#query, this.values]
    const pairAt = (i: number) =>
      (query[i] ?? 0) * (values[from + i] ?? 0) + (query[i + 1] ?? 0) * (values[from + i + 1] ?? 0)
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let i = 0; i < query.length; i += 8) {
      a = Math.fround(a + Math.fround(pairAt(i)))
      b = Math.fround(b + Math.fround(pairAt(i + 2)))
      c = Math.fround(c + Math.fround(pairAt(i + 4)))
      d = Math.fround(d + Math.fround(pairAt(i + 6)))
    }
    return Math.fround(Math.fround(a + b) + Math.fround(c + d))
  }

  grown(rowCount: number): VectorBlock {
    const block = openVectorBlock(this.#width, rowCount)
    block.values.set(this.values)
    return block
  }
}

/** What is used of the runtime's WebAssembly. */
interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): void
}
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number; maximum: number }) => Memory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (
    module: object,
    imports: { host: { memory: Memory } },
  ) => { readonly exports: { readonly sumProducts: SumProducts } }
}

const PAGE_BYTES = 65_536
/** Four gigabytes: beyond, the plain block goes on. */
const PAGES_MAX = 65_536

let program: object | undefined

/** Null where the machine has no such instructions, or not that much memory in one piece. */
export function openSimdBlock(width: number, rowCount: number): VectorBlock | null {
  try {
    program ??= new WebAssembly.Module(dotProgram())
    const memory = new WebAssembly.Memory({ initial: layOut(width, rowCount).pages, maximum: PAGES_MAX })
    const { sumProducts } = new WebAssembly.Instance(program, { host: { memory } }).exports
    return new SimdBlock({ width, rowCount, memory, sumProducts })
  } catch {
    return null
  }
}

interface SimdParts {
  readonly width: number
  readonly rowCount: number
  readonly memory: Memory
  readonly sumProducts: SumProducts
}

class SimdBlock implements VectorBlock {
  readonly values: Int16Array
  readonly rows: Uint32Array
  readonly sums: Float32Array
  readonly #query: Int16Array
  readonly #parts: SimdParts
  readonly #at: ReturnType<typeof layOut>

  constructor(parts: SimdParts) {
    const [{ buffer }, at] = [parts.memory, layOut(parts.width, parts.rowCount)]
    this.#parts = parts
    this.#at = at
    this.#query = new Int16Array(buffer, at.query, parts.width)
    this.rows = new Uint32Array(buffer, at.rows, ROWS_MAX)
    this.sums = new Float32Array(buffer, at.sums, ROWS_MAX)
    this.values = new Int16Array(buffer, at.values, parts.rowCount * parts.width)
  }

  ask(query: Int16Array): void {
    this.#query.set(query)
  }

  sumUp(count: number): void {
    if (count === 0) return
    const [{ width, sumProducts }, at] = [this.#parts, this.#at]
    sumProducts(at.rows, count, at.query, at.queryBytes, at.sums, at.values, width * Int16Array.BYTES_PER_ELEMENT)
  }

  /** Grows where it stands: nothing is copied. */
  grown(rowCount: number): VectorBlock {
    const { width, memory } = this.#parts
    const more = layOut(width, rowCount).pages - memory.buffer.byteLength / PAGE_BYTES
    try {
      memory.grow(Math.max(0, more))
      return new SimdBlock({ ...this.#parts, rowCount })
    } catch {
      const block = new PlainBlock(width, new Int16Array(rowCount * width))
      block.values.set(this.values)
      return block
    }
  }
}

/** Query, numbers of rows, sums, rows: where each begins. Behind the last row as much as a turn may look too far. */
function layOut(width: number, rowCount: number) {
  const rowBytes = width * Int16Array.BYTES_PER_ELEMENT
  const queryBytes = Math.max(1, Math.ceil(rowBytes / TURN_BYTES)) * TURN_BYTES
  const rows = queryBytes
  const sums = rows + ROWS_MAX * Uint32Array.BYTES_PER_ELEMENT
  const values = sums + ROWS_MAX * Float32Array.BYTES_PER_ELEMENT
  const pages = Math.ceil((values + rowCount * rowBytes + TURN_BYTES) / PAGE_BYTES)
  return { query: 0, queryBytes, rows, sums, values, pages }
}
