// The Hugging Face hub, or a mirror of it: lists the files of a model and fetches them, each checked before it gets its
// name. Used by `zencho model fetch` alone; nothing else of the product asks the network for a model.
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { FaqError, type ServiceProblem } from '../../core/errors.ts'
import { hashFile } from '../durable-files.ts'

export interface HubFile {
  readonly path: string
  readonly bytes: number
  /** Of large files; null for small ones, of which the hub tells none. */
  readonly sha256: string | null
}

export interface HubModel {
  readonly name: string
  /** The commit: what is fetched is of one state, whatever is uploaded meanwhile. */
  readonly revision: string
  readonly files: readonly HubFile[]
}

const modelSchema = z.object({ sha: z.string().min(1) })
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int().min(0),
    lfs: z.object({ oid: z.string(), size: z.int().min(0) }).optional(),
  }),
)

/** Longest wait for the hub to begin an answer. */
const ANSWER_TIMEOUT_MS = 30_000
/** 「owner/name」, as the hub spells it. */
const NAME = /^[\w.-]+\/[\w.-]+$/u

/** `bad_input` for what is no name, `not_found` for a model the hub has not, `hub` for a hub that does not answer. */
export async function findHubModel(endpoint: string, name: string, revision: string): Promise<HubModel> {
  if (!NAME.test(name)) throw new FaqError('bad_input', { field: 'model', expected: 'owner/name', got: name })
  const model = modelSchema.parse(
    await getJson(endpoint, `/api/models/${name}/revision/${encodeURIComponent(revision)}`, name),
  )
  const path = `/api/models/${name}/tree/${model.sha}?recursive=true`
  const tree = treeSchema.parse(await getJson(endpoint, path, name))
  const files = tree
    .filter(({ type, path: file }) => type === 'file' && !file.split('/').includes('..'))
    .map(({ path: file, size, lfs }) => ({ path: file, bytes: lfs?.size ?? size, sha256: lfs?.oid ?? null }))
  return { name, revision: model.sha, files }
}

/**
 * Fetches one file to `target`, and gives its SHA-256. What an earlier try left (`target.part`) is continued; the file
 * gets its name when it is whole. One that is there already is kept, if it is the one that the hub means.
 */
export async function fetchHubFile(
  { endpoint, model, file, target }: HubDownload,
  onProgress: (bytes: number) => void,
): Promise<string> {
  if (existsSync(target) && (await isFile(target, file))) {
    onProgress(file.bytes)
    return (await hashFile(target)).sha256
  }
  await mkdir(dirname(target), { recursive: true })
  const part = `${target}.part`
  const held = existsSync(part) ? (await stat(part)).size : 0
  if (held < file.bytes || held === 0) await download({ endpoint, model, file, target: part }, held, onProgress)
  if (!(await isFile(part, file))) {
    await rm(part, { force: true })
    const detail = `${file.path} came with another size or checksum`
    throw new FaqError('hub', { endpoint, problem: 'bad_reply', detail })
  }
  await rename(part, target)
  return (await hashFile(target)).sha256
}

export interface HubDownload {
  readonly endpoint: string
  readonly model: HubModel
  readonly file: HubFile
  readonly target: string
}

async function download(
  { endpoint, model, file, target }: HubDownload,
  held: number,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const path = `/${model.name}/resolve/${model.revision}/${file.path}`
  const response = await ask(endpoint, path, model.name, held > 0 ? { range: `bytes=${held}-` } : {})
  const continues = response.status === 206
  let bytes = continues ? held : 0
  const written = await open(target, continues ? 'a' : 'w')
  try {
    for await (const chunk of response.body ?? []) {
      await written.write(chunk) // before the next one is read: what came stays, whatever comes after it
      bytes += chunk.length
      onProgress(bytes)
    }
    await written.sync()
  } catch (cause) {
    const detail = `${file.path}: ${(cause as Error).message}`
    throw new FaqError('hub', { endpoint, problem: 'unreachable', detail }, { cause })
  } finally {
    await written.close()
  }
}

async function isFile(path: string, { bytes, sha256 }: HubFile): Promise<boolean> {
  if ((await stat(path)).size !== bytes) return false
  return sha256 === null || (await hashFile(path)).sha256 === sha256
}

async function getJson(endpoint: string, path: string, name: string): Promise<unknown> {
  const response = await ask(endpoint, path, name, {})
  try {
    return await response.json()
  } catch (cause) {
    throw new FaqError('hub', { endpoint, problem: 'bad_reply', detail: (cause as Error).message }, { cause })
  }
}

async function ask(
  endpoint: string,
  path: string,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const controller = new AbortController() // for the beginning of the answer alone: a file may take hours
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)),
    ANSWER_TIMEOUT_MS,
  )
  try {
    const response = await fetch(endpoint.replace(/\/$/u, '') + path, { headers, signal: controller.signal })
    if (response.ok) return response
    // The hub answers 401 for a model that is not there, as for one that is private.
    if (response.status === 404 || response.status === 401) throw new FaqError('not_found', { what: 'model', id: name })
    const problem: ServiceProblem =
      response.status === 429 ? 'too_many' : response.status === 403 ? 'refused' : 'unreachable'
    throw new FaqError('hub', { endpoint, problem, detail: `HTTP ${response.status}` })
  } catch (error) {
    if (error instanceof FaqError) throw error
    const { cause, message } = error as Error
    const detail = cause instanceof Error ? cause.message : message
    throw new FaqError('hub', { endpoint, problem: 'unreachable', detail }, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
