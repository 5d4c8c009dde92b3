// Reads an input to its end and keeps its beginning: whoever writes it is not cut off, and memory has a bound.
export async function readUpTo(input: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of input) {
    if (length < limitBytes) chunks.push(chunk.subarray(0, limitBytes - length))
    length += chunk.length
  }
  return Buffer.concat(chunks)
}
