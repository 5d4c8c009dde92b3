// The product and the engines beside it, one corpus a table: quality and speed on the same questions, from the same run.
import { type Beside, type BesideSummary, summariseBeside } from './ask-beside.ts'
import type { CorpusResult } from './bench-results.ts'
import { ENGINE_LABELS, ENGINES, type EngineName, JAVASCRIPT_ENGINES } from './engines.ts'
import { count, megabytes, milliseconds, ratio, seconds, share, table } from './format-figures.ts'

const HEAD = [
  'Engine',
  'Asked',
  'nDCG@10',
  'Product on these',
  'p50 / p95 / p99',
  'CPU',
  '× the product: p50 / p99',
  'Built',
  'Memory',
]

/** Null where nothing but the product was measured. */
export function formatBeside(corpus: CorpusResult): string | null {
  const { engines, failures, rank } = corpus
  const tried = ENGINES.filter(name => engines[name] !== undefined || failures[name] !== undefined)
  if (tried.length === 0) return null
  const rows = tried.map(name => engineRow(name, corpus))
  const product = rank === undefined ? [] : [productRow(corpus, rank.beside)]
  return `### ${titleOf(corpus)}\n\n${table([HEAD, ...product, ...rows])}${summaryOf(corpus)}`
}

function titleOf({ kind, name, prepared }: CorpusResult): string {
  const entries = `${count(prepared.entries)} entries`
  return kind === 'real' ? `${name}, ${entries}` : `${entries}, generated`
}

function productRow({ build, rank }: CorpusResult, beside: Beside): readonly (string | undefined)[] {
  const summary = summariseBeside(beside)
  const built = build && build.importMs + build.unitsMs + build.vectorsMs + build.graphMs + build.loadMs
  const [asked, ndcg10, speed, cpu] = cellsOf(summary)
  const cells = [asked, ndcg10, undefined, speed, cpu, '1', seconds(built), megabytes(rank?.addedBytes)]
  return ['**this product**', ...cells]
}

function engineRow(name: EngineName, { engines, failures, rank }: CorpusResult): readonly (string | undefined)[] {
  const result = engines[name]
  if (result === undefined) return [ENGINE_LABELS[name], failures[name]?.split('\n', 1)[0], ...Array(7).fill(undefined)]
  const summary = summariseBeside(result.beside)
  const product = rank && summariseBeside(rank.beside, result.beside.times.length)
  const [asked, ndcg10, speed, cpu] = cellsOf(summary)
  const slower =
    product && ([`p50`, `p99`] as const).map(at => ratio(summary.latency[at], product.latency[at])).join(' / ')
  const cells = [asked, ndcg10, share(product?.ndcg10), speed, cpu, slower]
  return [ENGINE_LABELS[name], ...cells, seconds(result.buildMs), megabytes(result.addedBytes)]
}

function cellsOf({ latency, judged, ndcg10 }: BesideSummary) {
  const speed = [latency.p50, latency.p95, latency.p99].map(milliseconds).join(' / ')
  const asked = `${count(latency.count)} (${count(judged)} judged)`
  return [asked, share(ndcg10), speed, milliseconds(latency.cpuMs ?? Number.NaN)] as const
}

/** What the aim asks: better answers than all, and many times faster than those in JavaScript alone. */
function summaryOf({ engines, rank }: CorpusResult): string {
  if (rank === undefined) return ''
  const compared = ENGINES.flatMap(name => {
    const engine = engines[name]
    if (engine === undefined) return []
    const [theirs, ours] = [
      summariseBeside(engine.beside),
      summariseBeside(rank.beside, engine.beside.times.length),
    ] as const
    const slower = theirs.latency.p50 / ours.latency.p50
    return [{ name, slower, gain: (ours.ndcg10 ?? Number.NaN) - (theirs.ndcg10 ?? Number.NaN) }]
  })
  if (compared.length === 0) return ''
  const gains = compared.map(({ gain }) => gain)
  const slower = compared.filter(({ name }) => JAVASCRIPT_ENGINES.includes(name)).map(one => one.slower)
  const speed =
    slower.length === 0
      ? ''
      : `; × faster (p50) than those in JavaScript alone: ${range(slower, value => ratio(value, 1))}`
  return `\n\nnDCG@10 above the others by ${range(gains, value => share(value) ?? '')}${speed}.`
}

function range(values: readonly number[], format: (value: number) => string): string {
  const [least, most] = [format(Math.min(...values)), format(Math.max(...values))]
  return least === most ? least : `${least} to ${most}`
}
