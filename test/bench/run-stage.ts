// A stage is a process of its own, so that its memory and its cold caches are its own: it gets one input, tells of its
// progress, and gives one result. This file is both ends of that wire.
import { type ChildProcess, fork } from 'node:child_process'
import type { InputOf, OutputOf, StageName } from './stages.ts'

type StageMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'within'; readonly limitMs: number; readonly orElse: string }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string }

export interface StageOptions {
  readonly limitMs: number
  readonly signal?: AbortSignal
  readonly onProgress: (text: string) => void
}

/** As `npm start` has them: what a question leaves behind is soon collected, and takes a tenth of the memory less. */
const SERVING_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=20']
/** Of an engine that needs more no small machine would run the rest. Live memory is compared, hence the collector. */
const ENGINE_HEAP_MB = 8_192
const ENGINE_FLAGS = [`--max-old-space-size=${ENGINE_HEAP_MB}`, '--expose-gc']
/** A million entries are held twice over while they are linked. */
const CORE_FLAGS = ['--max-old-space-size=12288']
const FLAGS: Readonly<Partial<Record<StageName, readonly string[]>>> = {
  rank: [...SERVING_FLAGS, '--expose-gc'],
  ask: SERVING_FLAGS,
  engine: ENGINE_FLAGS,
  'core-link': CORE_FLAGS,
  core: CORE_FLAGS,
}

/** Runs `<name>-stage.ts`; rejects when it fails, dies, or needs longer than its limit. */
export function runStage<N extends StageName>(name: N, input: InputOf<N>, options: StageOptions): Promise<OutputOf<N>> {
  const { signal, limitMs, onProgress } = options
  const child = fork(new URL(`./${name}-stage.ts`, import.meta.url), {
    execArgv: [...process.execArgv, ...(FLAGS[name] ?? [])],
    stdio: ['ignore', 2, 2, 'ipc'],
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
  })
  const limit = limitTime(child, limitMs, `stage ${name}: no result`)
  const ended = new Promise<OutputOf<N>>((resolve, reject) => {
    let outcome = () => reject(new Error(`${limit.orElse()}: it ended before`))
    child.on('message', (message: StageMessage) => {
      if (message.kind === 'progress') onProgress(message.text)
      else if (message.kind === 'within') limit.renew(message.limitMs, message.orElse)
      else if (message.kind === 'result') outcome = () => resolve(message.value as OutputOf<N>)
      else outcome = () => reject(new Error(message.reason))
    })
    child.on('error', reject)
    child.on('exit', (code, killedBy) => {
      const passed = limit.end()
      if (passed !== null) reject(new Error(passed))
      else if (killedBy === 'SIGABRT' || code === ABORTED) reject(new Error(`${limit.orElse()}: out of heap`))
      else if (killedBy === null) outcome()
      else reject(new Error(`${limit.orElse()}: ended by ${killedBy}`))
    })
  })
  child.send({ input })
  return ended
}

/** How a shell tells of SIGABRT, which is what the runtime ends with for want of heap. */
const ABORTED = 134

/** Ends a process that has not come far enough in time, whatever it is at. */
function limitTime(child: ChildProcess, firstMs: number, firstElse: string) {
  let [limitMs, orElse, isPassed] = [firstMs, firstElse, false]
  const pass = () => {
    isPassed = true
    child.kill('SIGKILL')
  }
  let timer = setTimeout(pass, limitMs)
  return {
    renew: (nextMs: number, nextElse: string) => {
      clearTimeout(timer)
      ;[limitMs, orElse] = [nextMs, nextElse]
      timer = setTimeout(pass, limitMs)
    },
    orElse: () => orElse,
    /** What to say of one that was ended; null where it ended by itself. */
    end: () => {
      clearTimeout(timer)
      return isPassed ? `${orElse} within ${limitMs / 1000} s` : null
    },
  }
}

/** `within(ms, 'not built')`: from now on so long, or the stage is ended and its failure begins with these words. */
type Within = (limitMs: number, orElse: string) => Promise<void>

/** The stage's own end: waits for the input, works, answers, and ends. */
export function serveStage<N extends StageName>(
  name: N,
  work: (input: InputOf<N>, say: (text: string) => void, within: Within) => Promise<OutputOf<N>>,
): void {
  const tell = (message: StageMessage) => new Promise<void>(sent => process.send?.(message, () => sent()))
  const tellFailure = (error: unknown) => {
    return tell({ kind: 'failed', reason: `stage ${name}: ${error instanceof Error ? error.stack : String(error)}` })
  }
  const within: Within = (limitMs, orElse) => tell({ kind: 'within', limitMs, orElse })
  const orphaned = () => process.exit(1)
  process.once('disconnect', orphaned)
  process.once('message', ({ input }: { readonly input: InputOf<N> }) => {
    void work(input, text => void tell({ kind: 'progress', text }), within)
      .then(value => tell({ kind: 'result', value }))
      .catch(tellFailure)
      .then(() => process.exit())
  })
}
