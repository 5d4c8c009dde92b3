import { expect, test } from 'vitest'
import type { CorpusResult } from './bench-results.ts'
import { formatBeside } from './format-beside.ts'

const LATENCY = { count: 1, cpuMs: 1, p50: 1, p95: 1, p99: 1, max: 1 }
const CORPUS: CorpusResult = {
  name: '600',
  kind: 'generated',
  prepared: { entries: 600, published: 600, questions: 2_000 },
  rank: {
    coldStart: { searchableMs: 1, readyMs: 1, fromProcessStartMs: 1 },
    first: LATENCY,
    again: LATENCY,
    beside: { times: [2, 2, 50], ndcg10: [1, null, 0.5], cpuMs: 1 },
    addedBytes: 3e8,
  },
  engines: { orama: { buildMs: 9_000, addedBytes: 2e8, beside: { times: [80, 40], ndcg10: [0.5, null], cpuMs: 30 } } },
  failures: { nlpjs: 'not built within 300 s' },
}

test('compares each engine with the product on the questions that it was asked, and says what was not built', () => {
  const text = formatBeside(CORPUS) ?? ''
  expect(text).toContain('### 600 entries, generated')
  expect(text).toContain(
    '| Orama, our terms | 2 (1 judged) | .500 | 1.000 | 40.0 / 80.0 / 80.0 | 30.0 | 20 / 40 | 9.0 s | 200 MB |',
  )
  expect(text).toContain('| NLP.js (`@nlpjs/basic`) | not built within 300 s | – |')
  expect(text).toContain('nDCG@10 above the others by .500; × faster (p50) than those in JavaScript alone: 20.')
})

test('a corpus of which only the product was measured has no such table', () => {
  expect(formatBeside({ ...CORPUS, engines: {}, failures: {} })).toBeNull()
})
