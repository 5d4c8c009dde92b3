// A progress bar on the error stream: alive in a terminal, silent in a pipe, so that output stays clean.
import { Presets, SingleBar } from 'cli-progress'
import { cli } from '../core/messages/ja/cli.ts'
import type { ReportProgress } from './cli-deps.ts'

export interface ProgressBar {
  readonly report: (label: string, done: number, total: number) => void
  readonly reportIndexing: ReportProgress
  readonly stop: () => void
}

/** Less work than this is over before a bar is read. */
const WORTH_SHOWING_MIN = 50

export function openProgressBar(): ProgressBar {
  let bar: SingleBar | null = null
  let current = ''
  const stop = () => {
    bar?.stop()
    bar = null
  }
  const report = (label: string, done: number, total: number) => {
    if (label !== current) stop()
    if (bar === null && total < WORTH_SHOWING_MIN) return
    if (bar === null) {
      const format = `{label} [{bar}] {percentage}% {value}/{total} ${cli.remaining('{eta_formatted}')}`
      bar = new SingleBar(
        { format, noTTYOutput: false, clearOnComplete: true, hideCursor: true },
        Presets.shades_classic,
      )
      bar.start(total, 0, { label })
      current = label
    }
    bar.setTotal(total)
    bar.update(done)
    if (done >= total) stop()
  }
  return { report, reportIndexing: (phase, done, total) => report(cli.phases[phase], done, total), stop }
}
