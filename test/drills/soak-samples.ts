// The samples of a soak as lines of a file, so that one that was interrupted still tells, and what they say together.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DrillResult } from './drill-row.ts'

const COLUMNS = [
  'seconds',
  'rssMegabytes',
  'heapMegabytes',
  'files',
  'threads',
  'handles',
  'lagMaxMs',
  'processorMs',
  'asked',
  'askP50Ms',
  'askP99Ms',
  'pages',
  'pageP99Ms',
  'saves',
  'slackEvents',
  'written',
  'refused',
  'errors',
] as const

/** Counts are those since the sample before; `written` and `saves` are sums so far. */
export type SoakSample = Readonly<Record<(typeof COLUMNS)[number], number>>

export function openSamples(folder: string) {
  const path = pathIn(folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, `${COLUMNS.join(',')}\n`)
  return (sample: SoakSample) =>
    appendFileSync(path, `${COLUMNS.map(name => Number(sample[name].toFixed(2))).join(',')}\n`)
}

export function readSamples(folder: string): readonly SoakSample[] {
  const [, ...lines] = readFileSync(pathIn(folder), 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const values = line.split(',').map(Number)
    return Object.fromEntries(COLUMNS.map((name, place) => [name, values[place] ?? Number.NaN])) as SoakSample
  })
}

function pathIn(folder: string): string {
  return join(folder, 'samples.csv')
}

/** Of two hours, what is left for the load after the index is made and before the copy is proved. */
const MINUTES_MIN = 110
/** Caches fill, code is compiled, the heap finds its size. */
const WARM_UP_SHARE = 0.25
const SLOPE_MAX_MB_PER_HOUR = 1
const RSS_MAX_MB = 1_500
const P99_DRIFT_MAX = 0.2
/** Connections of the clients come and go. */
const FILES_MORE_MAX = 8

export function soakRow(samples: readonly SoakSample[]): DrillResult {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE))
  const quarter = Math.max(1, Math.floor(warm.length / 4))
  const [first, last] = [warm.slice(0, quarter), warm.slice(-quarter)]
  const both = (name: keyof SoakSample) => [median(first.map(s => s[name])), median(last.map(s => s[name]))] as const
  const minutes = (samples.at(-1)?.seconds ?? 0) / 60
  const sum = (name: keyof SoakSample) => samples.reduce((total, sample) => total + sample[name], 0)
  const slope = slopePerHour(warm)
  const rssMax = Math.max(...samples.map(sample => sample.rssMegabytes))
  const [files, handles, p99, work] = [both('files'), both('handles'), both('askP99Ms'), workPerQuestion(first, last)]
  const drift = p99[1] / p99[0] - 1
  const change = ([from, to]: readonly [number, number], digits = 0) =>
    `${from.toFixed(digits)} → ${to.toFixed(digits)}`
  const isFlat = files[1] - files[0] <= FILES_MORE_MAX && handles[1] - handles[0] <= FILES_MORE_MAX
  return {
    id: 'A16',
    target:
      'soak 2 h: RSS slope < 1 MB/h after warm-up, RSS < 1.5 GB, files and handles flat, p99 drift < 20 %, 0 errors',
    measured: `${minutes.toFixed(0)} min, ${samples.length} samples; ${sum('asked')} questions, ${sum('pages')} editors' pages, ${sum('slackEvents')} events of Slack, ${samples.at(-1)?.saves ?? 0} saves, ${sum('errors')} errors, ${sum('refused')} told to come back (503 with Retry-After); RSS ${slope.toFixed(1)} MB/h after a quarter of the time, ${rssMax.toFixed(0)} MB at most, heap ${change(both('heapMegabytes'))} MB; first and last quarter (medians): files ${change(files)}, handles ${change(handles)}, threads ${change(both('threads'))}, p99 of a question ${change(p99)} ms (${(drift * 100).toFixed(0)} %), processor time a question ${change(work, 1)} ms`,
    met:
      minutes >= MINUTES_MIN &&
      slope < SLOPE_MAX_MB_PER_HOUR &&
      rssMax < RSS_MAX_MB &&
      isFlat &&
      drift < P99_DRIFT_MAX &&
      sum('errors') === 0,
  }
}

/** Least squares through all points: one peak at an end does not make a slope. */
function slopePerHour(samples: readonly SoakSample[]): number {
  const hours = samples.map(({ seconds }) => seconds / 3_600)
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const [meanHour, meanRss] = [mean(hours), mean(samples.map(({ rssMegabytes }) => rssMegabytes))]
  const over = samples.reduce((total, { rssMegabytes }, i) => {
    return total + ((hours[i] ?? 0) - meanHour) * (rssMegabytes - meanRss)
  }, 0)
  return over / hours.reduce((total, hour) => total + (hour - meanHour) ** 2, 0)
}

/** All that the server did, by the questions it was asked: unlike times by the clock, free of what else the machine does. */
function workPerQuestion(...parts: readonly [readonly SoakSample[], readonly SoakSample[]]): readonly [number, number] {
  const [first, last] = parts.map(samples => {
    const sum = (name: keyof SoakSample) => samples.reduce((total, sample) => total + sample[name], 0)
    return sum('processorMs') / sum('asked')
  })
  return [first ?? Number.NaN, last ?? Number.NaN]
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
