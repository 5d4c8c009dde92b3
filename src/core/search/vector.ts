// Small vector arithmetic, shared by whoever holds unit vectors.

/** Dot product of two vectors of the same length: their cosine, if both are unit vectors. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number)
  return sum
}

/** Scales to length one, in place; a zero vector stays zero. */
export function normaliseLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  if (length > 0) for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] as number) / length
  return vector
}

export function isZero(vector: Float32Array): boolean {
  return vector.every(value => value === 0)
}
