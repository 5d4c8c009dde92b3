// What whoever watches over the server may collect, and that it tells of no person, question or address.
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TokenScope } from '../../src/core/access/api-token.ts'
import { logRequests, type RequestLine } from '../../src/server/log-requests.ts'
import { expectProblem, expectSecurityHeaders } from './expectations.ts'
import { listenForTest, openStory, type Story } from './open-story.ts'

let story: Story
let secret = ''
beforeAll(async () => {
  story = await openStory()
  secret = await newToken(['metrics:read'])
})
afterAll(() => story[Symbol.asyncDispose]())

async function newToken(scopes: readonly TokenScope[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000)
  return (await story.product.kpi.tokens.create({ name: '監視', scopes, expiresAt }, 'tester')).secret
}

async function scrape(): Promise<string> {
  const response = await fetch(`${story.url}/metrics`, { headers: { Authorization: `Bearer ${secret}` } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expectSecurityHeaders(response)
  return response.text()
}

/** The value of a series, or NaN. */
function valueOf(text: string, series: string): number {
  return Number(
    text
      .split('\n')
      .find(line => line.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? Number.NaN,
  )
}

describe('GET /metrics', () => {
  test('needs a token for just that', async () => {
    const nobody = await fetch(`${story.url}/metrics`)
    expectProblem(nobody, await nobody.text(), 'token_refused')
    const headers = { Authorization: `Bearer ${await newToken(['figures:read'])}` }
    const other = await fetch(`${story.url}/metrics`, { headers })
    expectProblem(other, await other.text(), 'scope_missing')
  })

  test('tells the state of registry, index and process', async () => {
    const text = await scrape()
    expect(valueOf(text, 'zencho_entries_registered')).toBe(11)
    expect(valueOf(text, 'zencho_entries_published')).toBe(10)
    expect(valueOf(text, 'zencho_index_entries')).toBe(10)
    expect(valueOf(text, 'zencho_index_pending')).toBe(0)
    expect(valueOf(text, 'zencho_degraded')).toBe(0)
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7)
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
  })

  test('counts requests by the pattern of their address, whatever people type into it', async () => {
    const series = (status: number, route: string) =>
      `zencho_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`
    const before = valueOf(await scrape(), series(200, '/api/v1/entries'))
    for (const word of ['secret-one', 'secret-two']) await fetch(`${story.url}/api/v1/entries?q=${word}`)
    for (const path of ['/secret-three', '/secret-four/etc']) await fetch(story.url + path)
    const text = await scrape()
    expect(valueOf(text, series(200, '/api/v1/entries')) - (Number.isNaN(before) ? 0 : before)).toBe(2)
    expect(valueOf(text, series(404, 'none'))).toBe(2)
    expect(text).not.toContain('secret')
  })
})

describe('the line of a request', () => {
  test('bears the id of the answer, and neither address nor words', async () => {
    const lines: RequestLine[] = []
    const app = express().use(logRequests(line => void lines.push(line)))
    app.get('/tickets/:id', (_request, response) => void response.status(418).send('x'))
    await using server = await listenForTest(app)
    const response = await fetch(`${server.url}/tickets/0123-secret?q=secret`)
    await response.text()
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toEqual({
      requestId: response.headers.get('x-request-id'),
      method: 'GET',
      route: '/tickets/:id',
      status: 418,
      ms: expect.any(Number),
      finished: true,
    })
  })
})
