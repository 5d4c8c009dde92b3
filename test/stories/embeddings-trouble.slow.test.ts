// TESTLIST A18 for the endpoint that makes vectors (EMBEDDER=openai): whatever it does, a question is answered by its words, in time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type EmbeddingsEndpointStandIn,
  type EndpointMode,
  openEmbeddingsEndpoint,
} from '../fakes/embeddings-endpoint.ts'
import { askApi, askOnPage, timed } from './model-doors.ts'
import { openStory, type Story } from './open-story.ts'

const LIMIT_MS = 5_000
const OFFICIAL = '前日までに、庶務事務システムの「休暇申請」から申請してください。'

let endpoint: EmbeddingsEndpointStandIn
let story: Story
const told: string[] = []
beforeAll(async () => {
  endpoint = await openEmbeddingsEndpoint()
  story = await openStory(undefined, {
    EMBEDDER: 'openai',
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_API_KEY: 'sk-geheim',
  })
})
afterAll(async () => {
  console.log(`A18, vectors: ${told.join('; ')}`)
  await story[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

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
  test.each(WAYS)('that does %j costs no answer', async mode => {
    endpoint.behave(mode)
    const before = process.memoryUsage()
    const api = await timed(() => askApi(story, '休みを取りたい'))
    const page = await timed(() => askOnPage(story, '年次有給休暇の取得'))
    const after = process.memoryUsage()
    told.push(`${JSON.stringify(mode)} ${Math.round(api.ms)} ms`)
    expect(JSON.stringify(api.value)).toContain(OFFICIAL)
    expect(page.value.page).toContain(OFFICIAL)
    expect(Math.max(api.ms, page.ms)).toBeLessThan(LIMIT_MS)
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(50_000_000)
  })

  test('leaves no key in what operators read', () => {
    expect(JSON.stringify(story.events)).not.toContain('sk-geheim')
  })
})
