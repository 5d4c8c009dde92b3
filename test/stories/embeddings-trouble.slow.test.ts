// TESTLIST A18 for the endpoint that makes vectors (EMBEDDER=openai): whatever it does, a question is answered by its words, in time.
import { afterAll, describe, expect, test } from 'vitest'
import { type EndpointMode, openEmbeddingsEndpoint } from '../fakes/embeddings-endpoint.ts'
import { askApi, askOnPage, timed } from './model-doors.ts'
import { openStory } from './open-story.ts'

const LIMIT_MS = 5_000
/** Of bodies that would be several hundred megabytes, the sender's own pieces among them: it runs in this process too. */
const BODIES_MAX_BYTES = 100_000_000
const OFFICIAL = '前日までに、庶務事務システムの「休暇申請」から申請してください。'

const told: string[] = []
afterAll(() => console.log(`A18, vectors: ${told.join('; ')}`))

const WAYS: readonly EndpointMode[] = [
  'hang',
  'drip',
  'html',
  'no json',
  'garbage',
  'empty',
  'huge',
  'one too few',
  'other dimensions',
  'no number',
  { status: 401 },
  { status: 404 },
  { status: 429 },
  { status: 500 },
]

describe('an endpoint of vectors', () => {
  // A product for each: after two failures an endpoint is left alone for a while, and would not be asked.
  test.each(WAYS)('that does %j costs no answer, and leaves no key in what operators read', async mode => {
    await using endpoint = await openEmbeddingsEndpoint()
    const settings = { EMBEDDER: 'openai', OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-geheim' }
    await using story = await openStory(undefined, settings)
    endpoint.behave(mode)
    const asked = endpoint.requests.length
    const before = process.memoryUsage()
    const api = await timed(() => askApi(story, '休みを取りたい'))
    const page = await timed(() => askOnPage(story, '年次有給休暇の取得'))
    const after = process.memoryUsage()
    told.push(`${JSON.stringify(mode)} ${Math.round(api.ms)} ms`)
    expect(endpoint.requests.length).toBeGreaterThan(asked)
    expect(JSON.stringify(api.value)).toContain(OFFICIAL)
    expect(page.value.page).toContain(OFFICIAL)
    expect(Math.max(api.ms, page.ms)).toBeLessThan(LIMIT_MS)
    expect(after.external - before.external).toBeLessThan(BODIES_MAX_BYTES)
    expect(JSON.stringify(story.events)).not.toContain('sk-geheim')
  })
})
