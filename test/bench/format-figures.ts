// Figures as cells of a Markdown table; undefined stays undefined, and becomes a dash in the table.
import type { Latency } from './latency.ts'

/** Rows of cells, the first of them the head; the first column holds labels. */
export function table(rows: readonly (readonly (string | null | undefined)[])[]): string {
  const line = (cells: readonly (string | null | undefined)[]) => `| ${cells.map(cell => cell ?? '–').join(' | ')} |`
  const rule = line((rows[0] ?? []).map((_, i) => (i === 0 ? '---' : '--:')))
  const [head, ...others] = rows.map(line)
  return [head, rule, ...others].join('\n')
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** Three digits without the zero before the point, as the tables of docs/retrieval.md have them. */
export function share(value: number | null | undefined): string | undefined {
  return value?.toFixed(3).replace(/^0/u, '')
}

export function seconds(ms: number): string
export function seconds(ms: number | undefined): string | undefined
export function seconds(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : `${(ms / 1000).toFixed(ms < 100_000 ? 1 : 0)} s`
}

export function megabytes(bytes: number): string
export function megabytes(bytes: number | undefined): string | undefined
export function megabytes(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${count(bytes / 1e6)} MB`
}

export function milliseconds(ms: number): string {
  return ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)
}

export function latency(times: Latency | undefined): string | undefined {
  return times && [times.p50, times.p95, times.p99, times.max].map(milliseconds).join(' / ')
}

export function withCpu(times: Latency | undefined): string | undefined {
  return times && `${latency(times)} (CPU ${milliseconds(times.cpuMs ?? Number.NaN)})`
}

export function halves(times: Latency): string {
  return [times.p50, times.p99].map(milliseconds).join(' / ')
}

/** How many times one is the other: two digits below ten. */
export function ratio(one: number, other: number): string {
  const times = one / other
  return times.toFixed(times < 10 ? 1 : 0)
}
