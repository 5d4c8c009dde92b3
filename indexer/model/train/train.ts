// node indexer/model/train/train.ts --tokens TOKENS.jsonl.gz --from FOLDER --out FOLDER --name NAME [--steps N] [--seed N]
// Trains the built-in word table, starting from an earlier one: words it knew begin where they were. README.md has the recipe.
import { parseArgs } from 'node:util'
import { ContrastiveLearner } from '../../../src/adapters/embedders/contrastive-learner.ts'
import { readWordTable, type WordTable } from '../../../src/adapters/embedders/word-table.ts'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { type Draw, seededDraw } from '../../../src/core/seeded-draw.ts'
import { openBatches } from './draw-batches.ts'
import { readLessons } from './read-lessons.ts'
import { chooseWords } from './vocabulary.ts'
import { writeTable } from './write-table.ts'

const VOCABULARY_SIZE = 59_999 // and padding
const LEARNING = { learningRate: 0.005, temperature: 0.05 } as const
const BATCHES = {
  batchSize: 512,
  officeShare: 0.6,
  synonymShare: 0.25,
  answerShare: 0.35,
  wordDropout: 0.2,
  textLengthMax: 60,
} as const
const WARM_UP_STEPS = 50
/** The learning rate falls in a straight line to this share of its height. */
const FINAL_RATE = 0.05
const REPORT_EVERY = 50

const { values: options } = parseArgs({
  options: {
    tokens: { type: 'string' },
    office: { type: 'string', default: new URL('office', import.meta.url).pathname },
    from: { type: 'string', default: new URL('../builtin', import.meta.url).pathname },
    out: { type: 'string' },
    name: { type: 'string' },
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
})

function required(name: 'tokens' | 'out' | 'name'): string {
  const value = options[name]
  if (value === undefined) throw new Error(`expected --${name}`)
  return value
}

/** Known words start from their old vectors, new ones from a random direction of the mean length. */
function initialVectors(words: readonly string[], known: WordTable, draw: Draw): Float32Array {
  const { dimensions } = known
  const vectors = new Float32Array(words.length * dimensions)
  const meanLength = meanRowLength(known)
  for (const [i, word] of words.entries()) {
    const vector = vectors.subarray(i * dimensions, (i + 1) * dimensions)
    const row = known.rowOf(word)
    if (row !== undefined) known.addRow(row, 1, vector)
    else {
      for (let k = 0; k < dimensions; k += 1) vector[k] = normalDraw(draw)
      const length = Math.hypot(...vector)
      for (let k = 0; k < dimensions; k += 1) vector[k] = ((vector[k] as number) * meanLength) / length
    }
  }
  return vectors
}

function meanRowLength(table: WordTable): number {
  let total = 0
  for (let row = 1; row < table.size; row += 1) {
    const vector = new Float32Array(table.dimensions)
    table.addRow(row, 1, vector)
    total += Math.hypot(...vector)
  }
  return total / (table.size - 1)
}

/** Box & Muller 1958. */
function normalDraw(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
}

const steps = Number(options.steps)
const known = readWordTable(options.from)
const lessons = await readLessons(required('tokens'), options.office, openLinderaAnalyser())
const draw = seededDraw(Number(options.seed))
const words = chooseWords(lessons, known.words, VOCABULARY_SIZE)
const rowOfWord = new Map(words.map((word, row) => [word, row]))
const vectors = initialVectors(words, known, draw)
const learner = new ContrastiveLearner(vectors, { dimensions: known.dimensions, ...LEARNING })
const nextBatch = openBatches(lessons, word => rowOfWord.get(word), BATCHES, draw)

let lossSum = 0
for (let step = 1; step <= steps; step += 1) {
  const { left, right } = nextBatch()
  const decay = 1 - (1 - FINAL_RATE) * (step / steps)
  lossSum += learner.learn(left, right, Math.min(1, step / WARM_UP_STEPS) * decay)
  if (step % REPORT_EVERY > 0) continue
  process.stdout.write(`step ${step} of ${steps}: mean loss ${(lossSum / REPORT_EVERY).toFixed(3)}\n`)
  lossSum = 0
}
writeTable(required('out'), { name: required('name'), words, vectors })
