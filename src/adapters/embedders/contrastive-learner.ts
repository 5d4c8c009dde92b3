// Learns word vectors from pairs of texts that belong together: symmetric InfoNCE (van den Oord et al. 2018) with the rest
// of the batch as negatives, and Adam (Kingma & Ba 2015) on the rows a batch touches. A text is the mean of its words'
// vectors. Plain loops over typed arrays: about 0.1 s a batch of 512 pairs in 128 dimensions.
import type { Draw } from '../../core/seeded-draw.ts'

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
/** Guards a division by the length of a text whose words cancel out. */
const LENGTH_MIN = 1e-9

export interface LearnerOptions {
  readonly dimensions: number
  readonly learningRate: number
  /** Divides cosines before the softmax: the lower, the more the hardest negatives count. */
  readonly temperature: number
}

/** Row numbers of a text's words, at least one. */
export type TextRows = ArrayLike<number>

/** The texts of one side of a batch: unit vectors, row-major, and the lengths they had. */
interface Side {
  readonly texts: readonly TextRows[]
  readonly vectors: Float32Array
  readonly lengths: Float32Array
}

export class ContrastiveLearner {
  /** One row a word, row-major; changes with every step. */
  readonly vectors: Float32Array
  readonly #options: LearnerOptions
  readonly #gradient: Float32Array
  readonly #mean: Float32Array
  readonly #variance: Float32Array
  readonly #isTouched: Uint8Array
  #touched: number[] = []
  #steps = 0

  /** Learns in place of `vectors`. */
  constructor(vectors: Float32Array, options: LearnerOptions) {
    this.vectors = vectors
    this.#options = options
    this.#gradient = new Float32Array(vectors.length)
    this.#mean = new Float32Array(vectors.length)
    this.#variance = new Float32Array(vectors.length)
    this.#isTouched = new Uint8Array(vectors.length / options.dimensions)
  }

  /**
   * One step: text `i` of the left belongs to text `i` of the right and to no other. `rateFactor` scales the learning
   * rate (warm-up, decay). Returns the loss before the step, in nats.
   */
  learn(left: readonly TextRows[], right: readonly TextRows[], rateFactor = 1): number {
    const n = left.length
    const [a, b] = [this.#embed(left), this.#embed(right)]
    const { pull, loss } = this.#similarityGradient(a.vectors, b.vectors, n)
    const { dimensions } = this.#options
    this.#handBack(a, multiply(pull, b.vectors, n, n, dimensions))
    this.#handBack(b, multiply(transpose(pull, n, n), a.vectors, n, n, dimensions))
    this.#step(rateFactor)
    return loss
  }

  #embed(texts: readonly TextRows[]): Side {
    const d = this.#options.dimensions
    const vectors = new Float32Array(texts.length * d)
    const lengths = new Float32Array(texts.length)
    for (const [i, rows] of texts.entries()) {
      const at = i * d
      for (let w = 0; w < rows.length; w += 1)
        addRow(vectors, at, this.vectors, (rows[w] as number) * d, 1 / rows.length, d)
      const length = Math.max(Math.sqrt(dotRows(vectors, at, vectors, at, d)), LENGTH_MIN)
      lengths[i] = length
      for (let k = at; k < at + d; k += 1) vectors[k] = (vectors[k] as number) / length
    }
    return { texts, vectors, lengths }
  }

  /** d loss / d (left · right), row-major n × n. */
  #similarityGradient(left: Float32Array, right: Float32Array, n: number) {
    const { dimensions, temperature } = this.#options
    const scores = multiply(left, transpose(right, n, dimensions), n, dimensions, n)
    const forward = softmaxRows(scores, n, temperature)
    const backward = transpose(softmaxRows(transpose(scores, n, n), n, temperature), n, n)
    const scale = 1 / (2 * n * temperature)
    let loss = 0
    for (let i = 0; i < n * n; i += n + 1) loss -= Math.log(forward[i] as number) + Math.log(backward[i] as number)
    const pull = forward.map((value, i) => scale * (value + (backward[i] as number) - (i % (n + 1) === 0 ? 2 : 0)))
    return { pull, loss: loss / (2 * n) }
  }

  /** Takes each text's gradient back through its normalisation and mean to the words in it. */
  #handBack({ texts, vectors, lengths }: Side, gradients: Float32Array): void {
    const d = this.#options.dimensions
    for (const [i, rows] of texts.entries()) {
      const at = i * d
      addRow(gradients, at, vectors, at, -dotRows(gradients, at, vectors, at, d), d)
      const share = 1 / ((lengths[i] as number) * rows.length)
      for (let w = 0; w < rows.length; w += 1) {
        const row = rows[w] as number
        if (this.#isTouched[row] === 0) {
          this.#isTouched[row] = 1
          this.#touched.push(row)
        }
        addRow(this.#gradient, row * d, gradients, at, share, d)
      }
    }
  }

  #step(rateFactor: number): void {
    const { beta1, beta2, epsilon } = ADAM
    const { dimensions, learningRate } = this.#options
    this.#steps += 1
    const rate = (rateFactor * learningRate * Math.sqrt(1 - beta2 ** this.#steps)) / (1 - beta1 ** this.#steps)
    for (const row of this.#touched) {
      for (let i = row * dimensions; i < (row + 1) * dimensions; i += 1) {
        const gradient = this.#gradient[i] as number
        const mean = beta1 * (this.#mean[i] as number) + (1 - beta1) * gradient
        const variance = beta2 * (this.#variance[i] as number) + (1 - beta2) * gradient * gradient
        this.#mean[i] = mean
        this.#variance[i] = variance
        this.vectors[i] = (this.vectors[i] as number) - (rate * mean) / (Math.sqrt(variance) + epsilon)
        this.#gradient[i] = 0
      }
      this.#isTouched[row] = 0
    }
    this.#touched = []
  }
}

/** The words left when a share is left out by chance; all of them where none would be left. */
export function dropWords(rows: Uint32Array, share: number, draw: Draw): Uint32Array {
  const kept = rows.filter(() => draw() >= share)
  return kept.length > 0 ? kept : rows
}

// An object for each row would cost more than the arithmetic, so the innermost loops take places one by one.
/* oxlint-disable max-params */
function addRow(sum: Float32Array, at: number, from: Float32Array, fromAt: number, weight: number, d: number): void {
  for (let k = 0; k < d; k += 1) sum[at + k] = (sum[at + k] as number) + weight * (from[fromAt + k] as number)
}

function dotRows(a: Float32Array, aAt: number, b: Float32Array, bAt: number, d: number): number {
  let sum = 0
  for (let k = 0; k < d; k += 1) sum += (a[aAt + k] as number) * (b[bAt + k] as number)
  return sum
}

/** (rows × inner) · (inner × columns); four rows of `b` at a time take a quarter of the stores. */
function multiply(a: Float32Array, b: Float32Array, rows: number, inner: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns)
  for (let i = 0; i < rows; i += 1) {
    let k = 0
    for (; k + 4 <= inner; k += 4) {
      const from = i * inner + k
      const w0 = a[from] as number
      const w1 = a[from + 1] as number
      const w2 = a[from + 2] as number
      const w3 = a[from + 3] as number
      const b0 = k * columns
      const b1 = b0 + columns
      const b2 = b1 + columns
      const b3 = b2 + columns
      for (let j = 0, at = i * columns; j < columns; j += 1, at += 1) {
        const sum = w0 * (b[b0 + j] as number) + w1 * (b[b1 + j] as number)
        result[at] = (result[at] as number) + sum + w2 * (b[b2 + j] as number) + w3 * (b[b3 + j] as number)
      }
    }
    for (; k < inner; k += 1) addRow(result, i * columns, b, k * columns, a[i * inner + k] as number, columns)
  }
  return result
}
/* oxlint-enable max-params */

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(matrix.length)
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) result[j * rows + i] = matrix[i * columns + j] as number
  }
  return result
}

function softmaxRows(scores: Float32Array, n: number, temperature: number): Float32Array {
  const result = new Float32Array(n * n)
  for (let i = 0; i < n; i += 1) {
    const row = scores.subarray(i * n, (i + 1) * n)
    let highest = Number.NEGATIVE_INFINITY
    for (const score of row) if (score > highest) highest = score
    let total = 0
    for (let j = 0; j < n; j += 1) {
      const value = Math.exp(((row[j] as number) - highest) / temperature)
      result[i * n + j] = value
      total += value
    }
    for (let j = 0; j < n; j += 1) result[i * n + j] = (result[i * n + j] as number) / total
  }
  return result
}
