// The state of an index as plain arrays of numbers by name: written down, it is read back without being made again.

const ARRAY_TYPES = { Uint8Array, Uint16Array, Uint32Array, Float64Array } as const
type ArrayType = keyof typeof ARRAY_TYPES
type ImageArray = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** Takes the arrays that each part of an index keeps. They are not copied: whoever writes them down must be done first. */
export class ImageWriter {
  /** By name; several parts are one array to whoever reads it. */
  readonly arrays: Record<string, readonly ImageArray[]> = {}

  put(name: string, ...parts: readonly ImageArray[]): void {
    this.arrays[name] = parts
  }

  putText(name: string, text: string): void {
    this.put(name, new TextEncoder().encode(text))
  }
}

/** Gives them back, by name and type; throws where there is no such array. */
export interface ImageReader {
  readonly take: <T extends ArrayType>(name: string, type: T) => InstanceType<(typeof ARRAY_TYPES)[T]>
}

export function takeText(reader: ImageReader, name: string): string {
  return new TextDecoder().decode(reader.take(name, 'Uint8Array'))
}
