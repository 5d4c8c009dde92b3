// Whether the model in a folder is the one it was: its files by their checksums, its output by what it said of the probe
// texts when it was recorded. What the two machines compute may differ in the last digits; anything more is another model.
import { join } from 'node:path'
import { FaqError } from '../../core/errors.ts'
import { dot } from '../../core/search/vector.ts'
import { PROBE_TEXTS } from '../embedders/probe-texts.ts'
import { replaceFile } from '../entry-files/replace-file.ts'
import { loadCrossEncoder } from './cross-encoder.ts'
import { type ModelFolder, readModelFolder, sha256OfFile } from './model-folder.ts'
import { MODEL_MANIFEST, type ModelManifest, readModelManifest } from './model-manifest.ts'
import { loadSentenceModel } from './sentence-model.ts'

export interface ModelReport {
  readonly name: string
  readonly family: string
  readonly kind: 'sentence' | 'reranker'
  readonly dtype: string
  /** Files that were compared with their checksums. */
  readonly filesChecked: number
  /** 0 for a cross-encoder. */
  readonly dimensions: number
  /** Mean milliseconds for one probe text, loading apart. */
  readonly msPerText: number
  /** Largest deviation from what was recorded, 1 − cosine or difference of probability; null where nothing was recorded. */
  readonly deviation: number | null
}

/** Quantised sums on another processor differ by some ten-thousandths; another model by tenths. */
const DEVIATION_MAX = 0.001

/** Loads the model and compares it with its record; `model_unusable` when it is not the one that was recorded. */
export async function checkModel(path: string): Promise<ModelReport> {
  const folder = readModelFolder(path)
  const manifest = readModelManifest(path)
  const files = Object.entries(manifest.files ?? {})
  for (const [file, expected] of files) {
    const found = await sha256OfFile(join(path, file))
    if (found !== expected) throw damaged(join(path, file), `expected SHA-256 ${expected}, got ${found}`)
  }
  const golden = await measureGolden(folder)
  const deviation = deviationOf(golden, manifest.golden)
  if (deviation !== null && !(deviation <= DEVIATION_MAX)) {
    throw damaged(path, `its answers deviate by ${deviation.toFixed(4)} from those that were recorded`)
  }
  const { name, family, kind } = folder
  const { dimensions, msPerText } = golden
  return { name, family, kind, dtype: folder.files.dtype, filesChecked: files.length, dimensions, msPerText, deviation }
}

/** Writes checksums and answers of the model as it is now to zencho-model.json; what stood there by hand is kept. */
export async function recordModel(path: string, about: Pick<ModelManifest, 'name' | 'revision'> = {}): Promise<void> {
  const before = { ...readModelManifest(path), ...about }
  const writeManifest = (manifest: ModelManifest) =>
    replaceFile(join(path, MODEL_MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  await writeManifest(before) // its name decides the family, and that the answers
  const folder = readModelFolder(path)
  const files: Record<string, string> = {}
  for (const file of ['config.json', ...folder.shapingFiles]) files[file] = await sha256OfFile(join(path, file))
  const { questions, passages, scores } = await measureGolden(folder)
  const golden = PROBE_TEXTS.map((text, i) => {
    if (scores !== null) return { text, score: scores[i] as number }
    return { text, question: toBase64(questions[i]), passage: toBase64(passages[i]) }
  })
  await writeManifest({ ...before, files, golden })
}

interface Golden {
  readonly questions: readonly Float32Array[]
  readonly passages: readonly Float32Array[]
  /** Of a cross-encoder: the probability of each probe text as a passage of the first. */
  readonly scores: readonly number[] | null
  readonly dimensions: number
  readonly msPerText: number
}

async function measureGolden(folder: ModelFolder): Promise<Golden> {
  if (folder.kind === 'reranker') {
    const model = await loadCrossEncoder({ files: folder.files, threads: null })
    const startedAt = performance.now()
    const scores = await model.rerank(PROBE_TEXTS[0], PROBE_TEXTS)
    const msPerText = (performance.now() - startedAt) / PROBE_TEXTS.length
    await model.close()
    return { questions: [], passages: [], scores, dimensions: 0, msPerText }
  }
  const model = await loadSentenceModel({ files: folder.files, recipe: folder.recipe, threads: null })
  const startedAt = performance.now()
  const questions: Float32Array[] = []
  for (const text of PROBE_TEXTS) questions.push(...(await model.embed([text], 'question'))) // one by one, as they are asked
  const msPerText = (performance.now() - startedAt) / PROBE_TEXTS.length
  const passages = await model.embed(PROBE_TEXTS, 'passage')
  await model.close()
  return { questions, passages, scores: null, dimensions: questions[0]?.length ?? 0, msPerText }
}

function deviationOf({ questions, passages, scores }: Golden, recorded: ModelManifest['golden']): number | null {
  if (recorded === undefined) return null
  const deviations = recorded.map(({ text, question, passage, score }) => {
    const i = PROBE_TEXTS.findIndex(probe => probe === text)
    if (scores !== null) return Math.abs((scores[i] ?? Number.NaN) - (score ?? Number.NaN))
    return Math.max(1 - cosine(questions[i], question), 1 - cosine(passages[i], passage))
  })
  return Math.max(0, ...deviations)
}

/** NaN, which no limit lets through, for vectors of two lengths; 1 for two that both say nothing. */
function cosine(vector: Float32Array | undefined, recorded: string | undefined): number {
  const other = new Float32Array(new Uint8Array(Buffer.from(recorded ?? '', 'base64')).buffer)
  if (vector === undefined || vector.length !== other.length) return Number.NaN
  return [...vector, ...other].every(value => value === 0) ? 1 : dot(vector, other)
}

function toBase64(vector: Float32Array | undefined): string {
  return Buffer.from((vector ?? new Float32Array(0)).buffer).toString('base64')
}

function damaged(path: string, reason: string): FaqError {
  return new FaqError('model_unusable', { path, reason })
}
