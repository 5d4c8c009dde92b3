// A stage is a process of its own, so that its memory and its cold caches are its own: it gets one input, tells of its
// progress, and gives one result. This file is both ends of that wire.
import { fork } from 'node:child_process'
import type { InputOf, OutputOf, StageName } from './stages.ts'

type StageMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string }

export interface StageOptions {
  readonly limitMs: number
  readonly signal?: AbortSignal
  readonly onProgress: (text: string) => void
}

/** As `npm start` has them: what a question leaves behind is soon collected, and takes a tenth of the memory less. */
export const HEAP_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=20']
const SERVING: ReadonlySet<StageName> = new Set(['rank', 'ask'])

/** Runs `<name>-stage.ts`; rejects when it fails, dies, or needs longer than its limit. */
export function runStage<N extends StageName>(name: N, input: InputOf<N>, options: StageOptions): Promise<OutputOf<N>> {
  const { signal, limitMs, onProgress } = options
  const execArgv = [...process.execArgv, ...(SERVING.has(name) ? HEAP_FLAGS : [])]
  const child = fork(new URL(`./${name}-stage.ts`, import.meta.url), {
    execArgv,
    stdio: ['ignore', 2, 2, 'ipc'],
    killSignal: 'SIGKILL',
    timeout: limitMs,
    ...(signal && { signal }),
  })
  const ended = new Promise<OutputOf<N>>((resolve, reject) => {
    let outcome = () => reject(new Error(`stage ${name} ended without a result`))
    child.on('message', (message: StageMessage) => {
      if (message.kind === 'progress') onProgress(message.text)
      else if (message.kind === 'result') outcome = () => resolve(message.value as OutputOf<N>)
      else outcome = () => reject(new Error(message.reason))
    })
    child.on('error', reject)
    child.on('exit', (_code, killedBy) => {
      if (killedBy === null) outcome()
      else reject(new Error(`stage ${name} was ended by ${killedBy} (limit ${limitMs / 1000} s, or out of memory)`))
    })
  })
  child.send({ input })
  return ended
}

/** The stage's own end: waits for the input, works, answers, and ends. */
export function serveStage<N extends StageName>(
  name: N,
  work: (input: InputOf<N>, say: (text: string) => void) => Promise<OutputOf<N>>,
): void {
  const tell = (message: StageMessage) => new Promise(sent => process.send?.(message, sent))
  const tellFailure = (error: unknown) => {
    return tell({ kind: 'failed', reason: `stage ${name}: ${error instanceof Error ? error.stack : String(error)}` })
  }
  const orphaned = () => process.exit(1)
  process.once('disconnect', orphaned)
  process.once('message', ({ input }: { readonly input: InputOf<N> }) => {
    void work(input, text => void tell({ kind: 'progress', text }))
      .then(value => tell({ kind: 'result', value }))
      .catch(tellFailure)
      .then(() => process.exit())
  })
}
