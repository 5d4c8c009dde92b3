import { expect, test } from 'vitest'
import { askBeside, summariseBeside } from './ask-beside.ts'

const QUERIES = [
  { id: 'q1', text: '年休', relevant: { 'e-1': 2 } },
  { id: 'made-1', text: '作り話', relevant: {} },
  { id: 'q2', text: '旅費', relevant: { 'e-2': 2 } },
]

test('judges only the questions of which it is known what answers them', async () => {
  const beside = await askBeside(QUERIES, async () => ['e-1', 'e-2'], 10_000)
  expect(beside.times).toHaveLength(3)
  expect(beside.ndcg10).toEqual([1, null, 0.6309])
  expect(summariseBeside(beside)).toMatchObject({ judged: 2, ndcg10: (1 + 0.6309) / 2 })
})

test('an engine that has used up its time is asked no more', async () => {
  const beside = await askBeside(QUERIES, async () => [], 0)
  expect(beside.times.length).toBeLessThan(QUERIES.length)
})

test('the product is compared on the questions that the other engine was asked', () => {
  const beside = { times: [1, 2, 300], ndcg10: [1, null, 0], cpuMs: 1 }
  expect(summariseBeside(beside, 2)).toMatchObject({ judged: 1, ndcg10: 1, latency: { count: 2, max: 2 } })
})

test('without any judged question there is no quality to tell', () => {
  expect(summariseBeside({ times: [1], ndcg10: [null], cpuMs: 1 }).ndcg10).toBeNull()
})
