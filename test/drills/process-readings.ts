// What a process holds and uses, read from the system (Linux), and what its event loop tells through `children/tell-figures.ts`.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { processorMs } from './drill-home.ts'

const TELLER = fileURLToPath(import.meta.resolve('./children/tell-figures.ts'))

/** Loaded into the server, it writes its figures to the file. */
export function tellingEnvironment(file: string): Readonly<Record<string, string>> {
  return { DRILL_FIGURES_FILE: file, NODE_OPTIONS: `--import ${TELLER}` }
}

export interface ToldFigures {
  /** Longest delay of the event loop since the file was written before. */
  readonly lagMaxMs: number
  readonly lagP99Ms: number
  /** What keeps the event loop busy: sockets, timers, files, threads. */
  readonly handles: number
  readonly heapMegabytes: number
}

/** Null as long as nothing was told, or while it is being written. */
export function readTold(file: string): ToldFigures | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ToldFigures
  } catch {
    return null
  }
}

export interface ProcessReading {
  readonly rssMegabytes: number
  readonly files: number
  readonly threads: number
  readonly processorMs: number
}

export function readProcess(pid: number): ProcessReading {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1])
  return {
    rssMegabytes: (number('VmRSS') * 1024) / 1e6,
    files: readdirSync(`/proc/${pid}/fd`).length,
    threads: number('Threads'),
    processorMs: processorMs(pid),
  }
}
