// Work that outlives the request that asked for it: started once for the same question, looked at until it is done, kept for a
// while. In memory alone: what is lost with the process can be made again.

export interface JobControls {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

export interface BackgroundJob<T> {
  readonly id: string
  /** What it was started for. */
  readonly key: string
  readonly startedAt: Date
  readonly progress: () => { readonly done: number; readonly total: number }
  /** Null while it goes on. */
  readonly end: () => T | null
  /** Resolves with the end. */
  readonly ended: Promise<T>
  readonly cancel: () => void
}

export interface JobsDeps<T> {
  readonly newId: () => string
  readonly now: () => Date
  /** Whether an end may be shown again to whoever asks the same; else it is begun anew. */
  readonly isWorthKeeping: (end: T) => boolean
  /** What an error comes to. */
  readonly toEnd: (error: unknown) => T
}

/** Jobs whose ends are kept; each is a few hundred kilobytes at most. */
const KEPT_MAX = 30

export class BackgroundJobs<T> {
  readonly #deps: JobsDeps<T>
  readonly #byId = new Map<string, BackgroundJob<T>>()
  readonly #idOfKey = new Map<string, string>()

  constructor(deps: JobsDeps<T>) {
    this.#deps = deps
  }

  find(id: string): BackgroundJob<T> | null {
    return this.#byId.get(id) ?? null
  }

  /** The job that has this key, if it goes on or its end may be shown again. */
  current(key: string): BackgroundJob<T> | null {
    const job = this.#byId.get(this.#idOfKey.get(key) ?? '')
    if (job === undefined) return null
    const end = job.end()
    return end === null || this.#deps.isWorthKeeping(end) ? job : null
  }

  /** The current job of the key, or a new one. */
  start(key: string, work: (controls: JobControls) => Promise<T>): BackgroundJob<T> {
    const current = this.current(key)
    if (current !== null) return current
    const job = this.#begin(key, work)
    this.#byId.set(job.id, job)
    this.#idOfKey.set(key, job.id)
    this.#forgetOldest()
    return job
  }

  #begin(key: string, work: (controls: JobControls) => Promise<T>): BackgroundJob<T> {
    const { newId, now, toEnd } = this.#deps
    const controller = new AbortController()
    let progress = { done: 0, total: 0 }
    let end: T | null = null
    const onProgress = (done: number, total: number) => {
      progress = { done, total }
    }
    const ended = work({ signal: controller.signal, onProgress })
      .catch(toEnd)
      .then(result => {
        end = result
        return result
      })
    const cancel = () => controller.abort()
    return { id: newId(), key, startedAt: now(), progress: () => progress, end: () => end, ended, cancel }
  }

  #forgetOldest(): void {
    for (const [id, job] of this.#byId) {
      if (this.#byId.size > KEPT_MAX && job.end() !== null) this.#byId.delete(id)
    }
    for (const [key, id] of this.#idOfKey) if (!this.#byId.has(id)) this.#idOfKey.delete(key)
  }
}
