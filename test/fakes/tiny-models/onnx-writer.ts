// Writes ONNX files of a few nodes, so that tests run the real runtime on models that can be computed by hand.
// The format is protobuf (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); only what the tiny models use is here.

/** A field of a protobuf message: its number with a varint, a text, bytes or a message. */
type Field = readonly [number: number, value: number | string | Uint8Array]

export interface FloatTensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly values: Float32Array
}

export interface IntegerTensor {
  readonly name: string
  readonly values: readonly number[]
}

export interface OnnxNode {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  /** Integer attributes by name. */
  readonly attributes?: Readonly<Record<string, number>>
}

export interface OnnxGraph {
  /** Inputs of int64, by name; all are of shape [batch, tokens]. */
  readonly inputs: readonly string[]
  /** The output of float32, with its dimensions: a name is one that varies. */
  readonly output: { readonly name: string; readonly dims: readonly (number | string)[] }
  readonly floats: readonly FloatTensor[]
  /** One-dimensional constants of int64. */
  readonly integers: readonly IntegerTensor[]
  readonly nodes: readonly OnnxNode[]
}

const FLOAT = 1
const INT64 = 7
const ATTRIBUTE_INT = 2
const IR_VERSION = 8
const OPSET_VERSION = 13

/** The bytes of an .onnx file. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const fields: Field[] = [
    ...graph.nodes.map((node): Field => [1, encodeNode(node)]),
    [2, 'tiny'],
    ...graph.floats.map((tensor): Field => [5, encodeFloats(tensor)]),
    ...graph.integers.map((tensor): Field => [5, encodeIntegers(tensor)]),
    ...graph.inputs.map((name): Field => [11, encodeValue(name, INT64, ['batch', 'tokens'])]),
    [12, encodeValue(graph.output.name, FLOAT, graph.output.dims)],
  ]
  return message([
    [1, IR_VERSION],
    [2, 'zencho-test'],
    [7, message(fields)],
    [8, message([[2, OPSET_VERSION]])],
  ])
}

function encodeNode({ op, inputs, output, attributes = {} }: OnnxNode): Uint8Array {
  return message([
    ...inputs.map((name): Field => [1, name]),
    [2, output],
    [3, output],
    [4, op],
    ...Object.entries(attributes).map(([name, value]): Field => {
      const attribute: readonly Field[] = [
        [1, name],
        [3, value],
        [20, ATTRIBUTE_INT],
      ]
      return [5, message(attribute)]
    }),
  ])
}

function encodeFloats({ name, dims, values }: FloatTensor): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return message([...dims.map((dim): Field => [1, dim]), [2, FLOAT], [8, name], [9, raw]])
}

function encodeIntegers({ name, values }: IntegerTensor): Uint8Array {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
  return message([
    [1, values.length],
    [2, INT64],
    [8, name],
    [9, raw],
  ])
}

function encodeValue(name: string, type: number, dims: readonly (number | string)[]): Uint8Array {
  const shape = dims.map((dim): Field => [1, message([typeof dim === 'number' ? [1, dim] : [2, dim]])])
  const tensor = message([
    [1, type],
    [2, message(shape)],
  ])
  return message([
    [1, name],
    [2, message([[1, tensor]])],
  ])
}

function message(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)]
      const bytes = Buffer.from(value)
      return [varint((number << 3) | 2), varint(bytes.length), bytes]
    }),
  )
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Uint8Array.from([...bytes, rest])
}
