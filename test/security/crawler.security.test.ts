// Our own crawler against the started product, as everybody who may come: nothing breaks, nothing shows its inside, nothing that is
// hidden comes to light, nothing that was planted takes root.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STORY_ENTRIES } from '../stories/story-entries.ts'
import { crawl } from './crawl.ts'
import { callTool } from './guess.ts'
import { openTarget, type Target } from './open-target.ts'
import { leaksIn, ROLES } from './sealed.ts'
import { send } from './send.ts'

let target: Target
beforeAll(async () => {
  target = await openTarget()
})
afterAll(() => target[Symbol.asyncDispose]())

test('programs do reach what is open to everybody, by the calls that must not reach more', async () => {
  const [{ id, question }] = STORY_ENTRIES as readonly [(typeof STORY_ENTRIES)[number]]
  const calls = [
    callTool('get_entry', { id }),
    callTool('ask', { question }),
    callTool('search_faq', { query: question }),
  ]
  for (const call of calls) {
    const { status, text } = await send({ url: target.url, role: 'anonymous', cookie: '' }, call)
    expect([status, text.includes(question)]).toEqual([200, true])
  }
})

describe('the crawler', () => {
  // In this order: whoever may publish or withdraw comes after those who must not see what is not published.
  test.for(ROLES)('finds nothing as %s', { timeout: 600_000 }, async role => {
    const startedAt = performance.now()
    const { findings, requests, pages, forms, kinds } = await crawl(target, role)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    console.log(`${role}: ${requests} requests, ${pages} pages of ${kinds.length} kinds, ${forms} forms, ${seconds} s`)
    expect(findings).toEqual([])
    expect(requests).toBeGreaterThan(200)
  })

  test('leaves a server that answers, and a log of whole lines without a word that is sealed', async () => {
    expect(await (await fetch(`${target.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
    const log = target.server.stderr()
    const lines = log.trim().split('\n')
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.filter(line => !isObject(line))).toEqual([])
    expect(leaksIn(log, 'anonymous')).toEqual([])
  })
})

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
