// Dot products of one vector with many, as a WebAssembly module of some three hundred bytes that is written down here: eight products
// an instruction, where a loop of ours makes one, so that the processor fetches the next vectors while it still adds up.
// Numbers are of the WebAssembly specification, "Binary Format".

/** The one function; all sizes in bytes, all places in the memory `memory` of the module `host`. */
export type SumProducts = (
  ...sizes: readonly [
    rows: number,
    count: number,
    query: number,
    queryBytes: number,
    sums: number,
    values: number,
    rowBytes: number,
  ]
) => void

/** Bytes of the query that one turn of the inner loop looks at: what it holds is filled up with zeros to a multiple. */
export const TURN_BYTES = 64
const STEP_BYTES = 16

const [I32, V128] = [0x7f, 0x7b]
const [ROWS, COUNT, QUERY, QUERY_BYTES, SUMS, VALUES, ROW_BYTES] = [0, 1, 2, 3, 4, 5, 6]
const [ROW, AT, SUM] = [7, 8, 9]

const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const constant = (value: number) => [0x41, ...signed(value)]
const [ADD, SUBTRACT, MULTIPLY, LESS] = [0x6a, 0x6b, 0x6c, 0x49]
const LOAD = [0x28, 2, 0]
const STORE_SINGLE = [0x38, 2, 0]
const ADD_SINGLE = 0x92
const loop = (...body: number[]) => [0x03, 0x40, ...body, 0x0b]
const AGAIN_IF = [0x0d, 0]
/** Of sixteen bytes at any place. */
const loadEight = (offset: number) => [0xfd, 0x00, 0, offset]
const ZERO = [0xfd, 0x0c, ...Array<number>(16).fill(0)]
/** Of eight pairs of 16-bit numbers the products, two by two added up. */
const PRODUCTS = [0xfd, 0xba, 0x01]
const TO_SINGLE = [0xfd, 0xfa, 0x01]
const ADD_FOUR = [0xfd, 0xe4, 0x01]
const lane = (place: number) => [...get(SUM), 0xfd, 0x1f, place]
const move = (local: number, bytes: number) => [...get(local), ...constant(bytes), ADD, ...set(local)]

/** Sum of four lanes, each of them the sum of every fourth pair of products. */
function eightProducts(offset: number): readonly number[] {
  const operands = [...get(QUERY), ...get(AT), ADD, ...loadEight(offset), ...get(ROW), ...get(AT), ADD]
  return [...get(SUM), ...operands, ...loadEight(offset), ...PRODUCTS, ...TO_SINGLE, ...ADD_FOUR, ...set(SUM)]
}

function sumProducts(): readonly number[] {
  const steps = Array.from({ length: TURN_BYTES / STEP_BYTES }, (_, step) => eightProducts(step * STEP_BYTES))
  const turns = loop(...steps.flat(), ...move(AT, TURN_BYTES), ...get(AT), ...get(QUERY_BYTES), LESS, ...AGAIN_IF)
  const start = [...get(VALUES), ...get(ROWS), ...LOAD, ...get(ROW_BYTES), MULTIPLY, ADD, ...set(ROW)]
  const sum = [...lane(0), ...lane(1), ADD_SINGLE, ...lane(2), ...lane(3), ADD_SINGLE, ADD_SINGLE]
  const clear = [...constant(0), ...set(AT), ...ZERO, ...set(SUM)]
  const keep = [...get(SUMS), ...sum, ...STORE_SINGLE, ...move(SUMS, 4), ...move(ROWS, 4)]
  const next = [...get(COUNT), ...constant(1), SUBTRACT, ...set(COUNT), ...get(COUNT), ...AGAIN_IF]
  const rows = loop(...start, ...clear, ...turns, ...keep, ...next)
  const locals = [2, 2, I32, 1, V128]
  return [...locals, ...rows, 0x0b]
}

/** "\0asm", and the version. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** The module: imports `host.memory`, exports `sumProducts`. `count` must be one or more. */
export function dotProgram(): Uint8Array<ArrayBuffer> {
  const parameters = Array<number>(7).fill(I32)
  const body = sumProducts()
  return Uint8Array.of(
    ...MAGIC,
    ...section(1, [1, 0x60, ...counted(parameters), 0]),
    ...section(2, [1, ...named('host'), ...named('memory'), 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...named('sumProducts'), 0x00, 0]),
    ...section(10, [1, ...counted(body)]),
  )
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...counted(content)]
}

function counted(bytes: readonly number[]): readonly number[] {
  return [...unsigned(bytes.length), ...bytes]
}

function named(name: string): readonly number[] {
  return counted(Array.from(name, letter => letter.charCodeAt(0)))
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

/** The same with a sign in the last byte's seventh bit. */
function signed(value: number): readonly number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)]
}
