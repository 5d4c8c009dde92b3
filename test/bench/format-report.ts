// The results as one Markdown table: a row for each measure, a column for each size.
import { ENGINES, type EngineName } from './engines.ts'
import type { Latency } from './latency.ts'
import type { SizeResult } from './measure-size.ts'

type Measure = readonly [label: string, cell: (result: SizeResult) => string | null | undefined]

const MEASURES: readonly Measure[] = [
  ['Text units', ({ build }) => count(build.units)],
  ['Import, one transaction', ({ build }) => seconds(build.importMs)],
  ['Index: text units', ({ build }) => seconds(build.unitsMs)],
  ['Index: vectors (model fitted, embedded, stored)', ({ build }) => seconds(build.vectorsMs)],
  ['Index: graph', ({ build }) => seconds(build.graphMs)],
  ['Index: taken over by the running process', ({ build }) => seconds(build.loadMs)],
  ['Peak RSS of the building process', ({ build }) => megabytes(build.peakRssBytes)],
  ['Database / graph on disk', ({ build }) => `${megabytes(build.databaseBytes)} / ${megabytes(build.graphBytes)}`],
  ['Cold start: open → words searchable', ({ ask }) => ask && seconds(ask.coldStart.searchableMs)],
  ['Cold start: open → ready', ({ ask }) => ask && seconds(ask.coldStart.readyMs)],
  ['Cold start: process → ready', ({ ask }) => ask && seconds(ask.coldStart.fromProcessStartMs)],
  ['RSS after start', ({ ask }) => ask && megabytes(ask.rssAfterStartBytes)],
  ['RSS at the peak', ({ ask }) => ask && megabytes(ask.peakRssBytes)],
  ['`rank`, first time: p50 / p95 / p99 / max', ({ rank }) => withCpu(rank?.first)],
  ['`rank`, again', ({ rank }) => withCpu(rank?.again)],
  ['`ask` (logged), first time', ({ ask }) => withCpu(ask?.first)],
  ['`ask` (logged), again', ({ ask }) => withCpu(ask?.again)],
  ['`rank`: nDCG@10', ({ rank }) => share(rank?.ndcg10)],
  ...ENGINES.flatMap(measuresOfEngine),
  ['HTTP: bare Express hello', ({ ask }) => latency(ask?.http.hello)],
  ['HTTP: POST /api/v1/ask', ({ ask }) => latency(ask?.http.ask)],
  ['HTTP: the same, 16 connections at once', ({ ask }) => latency(ask?.http.crowd)],
  ['HTTP: answers a second, 16 connections', ({ ask }) => ask && count(ask.http.crowd.perSecond)],
  ['Publish one entry → searchable: p50 / p99 of 20', ({ ask }) => ask && halves(ask.publishing.searchable)],
  ['200 changes, saving: whole / loop delay p99 / max', ({ ask }) => ask && loop(ask.publishing.saving)],
  ['200 changes, indexing: whole / loop delay p99 / max', ({ ask }) => ask && loop(ask.publishing.indexing)],
  ['`ask` while 200 changes are saved and indexed', ({ ask }) => latency(ask?.publishing.asking)],
]

/** Three digits without the zero before the point, as the tables of docs/retrieval.md have them. */
function share(value: number | undefined): string | undefined {
  return value?.toFixed(3).replace(/^0/u, '')
}

function measuresOfEngine(engine: EngineName): readonly Measure[] {
  return [
    [`${engine}: built`, ({ engines }) => seconds(engines[engine]?.buildMs)],
    [`${engine}: memory that adds`, ({ engines }) => megabytes(engines[engine]?.addedRssBytes)],
    [`${engine}: one question`, ({ engines }) => withCpu(engines[engine]?.asked)],
    [`${engine}: nDCG@10`, ({ engines }) => share(engines[engine]?.ndcg10)],
  ]
}

/** Times in ms unless they say s; a dash stands for what could not be measured. */
export function formatTable(results: readonly SizeResult[]): string {
  const head = ['Entries', ...results.map(({ size }) => count(size))]
  const rows = MEASURES.map(([label, cell]) => [label, ...results.map(result => cell(result) ?? '–')])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = line(head.map((_, i) => (i === 0 ? '---' : '--:')))
  const notes = results.flatMap(result => notesOn(result).map(note => `- ${count(result.size)} entries: ${note}`))
  return [line(head), rule, ...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

/** Stages that failed, and what the product itself logged as wrong, each once with its number. */
function notesOn({ failures, ask }: SizeResult): readonly string[] {
  const faults = Map.groupBy(ask?.faults ?? [], fault => fault)
  return [...failures, ...[...faults].map(([fault, same]) => `logged ${same.length} time(s): ${fault}`)]
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function seconds(ms: number): string
function seconds(ms: number | undefined): string | undefined
function seconds(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : `${(ms / 1000).toFixed(ms < 100_000 ? 1 : 0)} s`
}

function megabytes(bytes: number): string
function megabytes(bytes: number | undefined): string | undefined
function megabytes(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${count(bytes / 1e6)} MB`
}

function milliseconds(ms: number): string {
  return ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)
}

function latency(times: Latency | undefined): string | undefined {
  return times && [times.p50, times.p95, times.p99, times.max].map(milliseconds).join(' / ')
}

function withCpu(times: Latency | undefined): string | undefined {
  return times && `${latency(times)} (CPU ${milliseconds(times.cpuMs ?? Number.NaN)})`
}

function halves(times: Latency): string {
  return [times.p50, times.p99].map(milliseconds).join(' / ')
}

function loop(delay: { readonly ms: number; readonly p99: number; readonly max: number }): string {
  return [delay.ms, delay.p99, delay.max].map(milliseconds).join(' / ')
}
