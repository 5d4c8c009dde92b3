// The `zencho` command as people start it: `node src/cli/zencho.js …` in a process of its own, listening on 127.0.0.1 only.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '../..')
export const ZENCHO = resolve(PROJECT, 'src/cli/zencho.js')

/** Long enough for a busy machine to index the whole sample data; a start that takes longer has failed. */
const START_DEADLINE_MS = 45_000

/** Node keeps here what it compiled: a quarter of the time of the many starts that these stories need. */
const COMPILE_CACHE = join(tmpdir(), 'zencho-story-compile-cache')

export type Environment = Readonly<Record<string, string>>

export interface Finished {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface ZenchoProcess {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly finished: Promise<Finished>
}

export interface ZenchoServer extends ZenchoProcess, AsyncDisposable {
  readonly url: string
  readonly port: number
}

export interface StartOptions {
  readonly cwd?: string
  /** The Node to run it with. */
  readonly node?: string
  readonly script?: string
  /** Of Node, before the script. */
  readonly flags?: readonly string[]
  /** What the command reads as its input. */
  readonly input?: string | Buffer
}

/** Starts the command. Environment and working folder are the test's own, so that no setting of the machine leaks in. */
export function startZencho(args: readonly string[], env: Environment, options: StartOptions = {}): ZenchoProcess {
  const { node = process.execPath, script = ZENCHO, flags = [], cwd = tmpdir(), input = '' } = options
  const child = spawn(node, [...flags, script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {}).end(input) // one that ended early has not read it
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text))
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }))
  return { child, stdout: () => stdout, stderr: () => stderr, finished }
}

export function runZencho(args: readonly string[], env: Environment, options: StartOptions = {}): Promise<Finished> {
  return startZencho(args, env, options).finished
}

/** `zencho serve`, from the moment it says its address. */
export async function startServer(env: Environment, options: StartOptions = {}): Promise<ZenchoServer> {
  const started = startZencho(['serve'], { HOST: '127.0.0.1', PORT: '0', ...env }, options)
  const port = await portSaid(started)
  const dispose = async () => {
    started.child.kill('SIGKILL')
    await started.finished
  }
  return { ...started, port, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: dispose }
}

function portSaid({ child, stdout, stderr }: ZenchoProcess): Promise<number> {
  return new Promise((found, reject) => {
    const fail = () => reject(new Error(`expected an address, got: ${stdout()}${stderr()}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail()
    }, START_DEADLINE_MS)
    const look = () => {
      const port = /http:\/\/[^\s:]+:(\d+)/u.exec(stdout())?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      found(Number(port))
    }
    child.stdout?.on('data', look)
    child.on('close', () => {
      clearTimeout(timer)
      fail()
    })
  })
}
