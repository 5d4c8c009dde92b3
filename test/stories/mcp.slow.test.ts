// The MCP server as clients meet it: the SDK's own client over a process of `zencho mcp` and over real HTTP.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildServer } from '../../src/wiring/build-server.ts'
import { expectNoInsides, expectProblem, expectSecurityHeaders } from './expectations.ts'
import { listenForTest, type OpenedProduct, openProductIn } from './open-story.ts'
import { FOLLOW_UP_ENTRIES, HIDDEN, makeFolder, PUBLISHED, STORY_ENTRIES, writeSampleFolder } from './story-entries.ts'
import { startZencho, ZENCHO } from './zencho-process.ts'

const HOLIDAY = PUBLISHED.find(({ id }) => id === 'jinji-001')
const PORTAL = 'https://portal.example.jp'

const foundSchema = z.object({
  results: z.array(z.looseObject({ confidence: z.number(), section: z.looseObject({ code: z.string() }) })),
})

interface CalledTool {
  readonly isError?: boolean
  readonly structuredContent?: Record<string, unknown>
  readonly content: readonly { readonly type: string; readonly text: string }[]
}

async function connect(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'story', version: '1' })
  await client.connect(transport)
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<CalledTool> {
  return (await client.callTool({ name, arguments: args })) as unknown as CalledTool
}

const textOf = ({ content }: CalledTool) => content.map(({ text }) => text).join('\n')

let opened: OpenedProduct
let server: Awaited<ReturnType<typeof listenForTest>>
let overHttp: Client
beforeAll(async () => {
  opened = await openProductIn(null, {
    MCP: 'on',
    KPI_PLAN_FILE: 'off',
    MCP_ORIGINS: PORTAL,
    PUBLIC_URL: 'https://faq.example.jp/',
  })
  const { product, config } = opened
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
  await product.settleIndex()
  server = await listenForTest(buildServer(product, config, () => {}))
  overHttp = await connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
})
afterAll(async () => {
  await overHttp.close()
  await server[Symbol.asyncDispose]()
  await opened[Symbol.asyncDispose]()
})

describe('over HTTP', () => {
  test('says what it is for, and which tools there are: all of them only read', async () => {
    expect(overHttp.getInstructions()).toMatch(/原文のまま.*verbatim/su)
    expect(overHttp.getServerVersion()).toMatchObject({ name: 'zencho-faq' })
    const { tools } = await overHttp.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['search_faq', 'get_entry', 'ask'])
    for (const tool of tools) {
      expect(tool.title).toMatch(/[ぁ-ん].* \/ [A-Z]/u)
      expect(tool.description).toMatch(/[ぁ-ん].*\n[A-Z]/u)
      expect(tool.annotations).toMatchObject({ readOnlyHint: true })
      expect(tool.outputSchema).toMatchObject({ type: 'object' })
      for (const property of Object.values(tool.inputSchema.properties ?? {})) {
        expect(property).toHaveProperty('description')
      }
    }
  })

  test('ask gives the official answer word for word, and logs the question', async () => {
    const before = await opened.product.questionLog.count()
    const asked = await call(overHttp, 'ask', { question: '休みを取りたい' })
    const { questionId, ...told } = asked.structuredContent ?? {}
    expect(told).toMatchObject({
      outcome: 'answered',
      answer: {
        entryId: 'jinji-001',
        answer: HOLIDAY?.answer,
        section: { code: 'jinji', name: '人事課' },
        revisedAt: '2026-04-01',
        basis: HOLIDAY?.basis,
        url: 'https://faq.example.jp/entries/jinji-001',
      },
    })
    expect(textOf(asked)).toContain(HOLIDAY?.answer)
    expect(textOf(asked)).toContain('令和8年4月1日')
    expect(await opened.product.questionLog.count()).toBe(before + 1)
    expect(await opened.product.questionLog.find(String(questionId))).toMatchObject({
      channel: 'mcp',
      text: '休みを取りたい',
    })
  })

  test('ask judges as the JSON API does: the same outcome, the same entries, the same confidences', async () => {
    for (const question of ['休みを取りたい', '出張のこと', 'xyzzy plugh', 'テレワークでつながらない']) {
      const response = await fetch(`${server.url}/api/v1/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question }),
      })
      const { questionId: _, ...api } = (await response.json()) as Record<string, unknown> & {
        readonly candidates: readonly object[]
      }
      const { structuredContent } = await call(overHttp, 'ask', { question })
      expect(structuredContent).toMatchObject({ outcome: api['outcome'], confidence: api['confidence'] })
      expect(structuredContent?.['candidates']).toMatchObject(api.candidates)
      expect(structuredContent?.['answer'] === null).toBe(api['answer'] === null)
    }
  })

  test('ask says so plainly when nothing answers', async () => {
    const none = await call(overHttp, 'ask', { question: 'xyzzy plugh' })
    expect(none.structuredContent).toMatchObject({ outcome: 'unanswered', answer: null, candidates: [] })
    expect(textOf(none)).toMatch(/見つかりませんでした.*No entry answers/su)
  })

  test('ask understands a follow-up of the same conversation, and of no other door’s', async () => {
    await using careful = await openProductIn(null, { MCP: 'on' })
    await careful.product.registry.save([...STORY_ENTRIES, ...FOLLOW_UP_ENTRIES], { actor: 'story' })
    await careful.product.settleIndex()
    await using listening = await listenForTest(buildServer(careful.product, careful.config, () => {}))
    const client = await connect(new StreamableHTTPClientTransport(new URL(`${listening.url}/mcp`)))
    const asked = async (question: string, conversation: string) =>
      (await call(client, 'ask', { question, conversation })).structuredContent
    await asked('介護休暇の手続き', 'c1')
    expect(await asked('その期限は？', 'c1')).toMatchObject({ followUp: true })
    expect(await asked('その期限は？', 'c2')).toMatchObject({ followUp: false })
    expect(await careful.product.questionLog.ofConversation('c1', 5)).toEqual([])
    expect(await careful.product.questionLog.ofConversation('mcp:c1', 5)).toHaveLength(2)
    await client.close()
  })

  test('search_faq ranks published entries with section, date and address, and logs nothing', async () => {
    const before = await opened.product.questionLog.count()
    const found = await call(overHttp, 'search_faq', { query: '出張の旅費', limit: 3 })
    const { results } = foundSchema.parse(found.structuredContent)
    expect(results).toHaveLength(3)
    expect(results[0]).toMatchObject({
      entryId: 'ryohi-001',
      section: { code: 'ryohi', name: '旅費センター' },
      revisedAt: '2026-04-01',
      url: 'https://faq.example.jp/entries/ryohi-001',
    })
    const confidences = results.map(({ confidence }) => confidence)
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a))
    expect(textOf(found)).toContain('https://faq.example.jp/entries/ryohi-001')
    const narrowed = await call(overHttp, 'search_faq', { query: '出張の旅費', section: 'joho' })
    const { results: ofSection } = foundSchema.parse(narrowed.structuredContent)
    expect(new Set(ofSection.map(({ section }) => section.code))).toEqual(new Set(['joho']))
    expect(await opened.product.questionLog.count()).toBe(before)
  })

  test('what is not published is not found, not read, and not led to', async () => {
    for (const { id, question } of HIDDEN) {
      const found = JSON.stringify(await call(overHttp, 'search_faq', { query: question, limit: 20 }))
      const asked = JSON.stringify(await call(overHttp, 'ask', { question }))
      expect(found).not.toContain(id)
      expect(asked).not.toContain(id)
      const read = await call(overHttp, 'get_entry', { id })
      expect([read.isError, textOf(read)]).toEqual([true, expect.stringMatching(/公開されていません.*not published/su)])
      await expect(overHttp.readResource({ uri: `zencho://entries/${id}` })).rejects.toThrow('公開されていません')
    }
  })

  test('search_faq leaves out what a text must not lead to', async () => {
    const found = await call(overHttp, 'search_faq', { query: '給与明細の暗証番号を忘れた' })
    expect(JSON.stringify(found.structuredContent)).not.toContain('joho-002')
  })

  test('get_entry gives one entry, word for word', async () => {
    const { structuredContent } = await call(overHttp, 'get_entry', { id: 'jinji-001' })
    expect(structuredContent).toMatchObject({ question: HOLIDAY?.question, answer: HOLIDAY?.answer })
  })

  test.for([
    ['ask', {}, /指定してください \/ is required/u],
    ['ask', { question: ' 　' }, /1–1,000字/u],
    ['ask', { question: 'あ'.repeat(1_001) }, /1–1,000字/u],
    ['ask', { question: 7 }, /1–1,000字/u],
    ['ask', { question: '休暇', section: 'nowhere' }, /担当課/u],
    ['search_faq', { query: '休暇', section: 'nowhere' }, /担当課「nowhere」/u],
    ['search_faq', { query: '休暇', section: 'No Where' }, /形式ではありません/u],
    ['search_faq', { query: '休暇', limit: 21 }, /1–20の整数/u],
    ['search_faq', { query: '休暇', limit: 2.5 }, /1–20の整数/u],
    ['get_entry', { id: '../etc/passwd' }, /形式ではありません/u],
    ['get_entry', { id: 'jinji-404' }, /FAQ「jinji-404」/u],
    ['no_such_tool', {}, /no_such_tool/u],
  ] as const)('%s with %j is a failure in plain words', async ([name, args, words]) => {
    const failed = await call(overHttp, name, args)
    expect(failed.isError).toBe(true)
    expect(textOf(failed)).toMatch(words)
    expectNoInsides(textOf(failed))
  })

  test('the registration KPI can be read, as JSON and as text', async () => {
    const { resources } = await overHttp.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual(['zencho://kpi/registration'])
    const { contents } = await overHttp.readResource({ uri: 'zencho://kpi/registration' })
    const [json, words] = contents as readonly { readonly text: string; readonly mimeType: string }[]
    expect(json?.mimeType).toBe('application/json')
    const kpi: unknown = JSON.parse(json?.text ?? '')
    expect(kpi).toMatchObject({
      registered: PUBLISHED.length + 1,
      published: PUBLISHED.length,
      target: null,
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u),
    })
    expect(kpi).toHaveProperty('sections', expect.arrayContaining([expect.objectContaining({ code: 'joho' })]))
    expect(words?.text).toMatch(/^登録数（累計）：11件$/mu)
    expect(words?.text).toMatch(/^・人事課：登録 5件、公開中 4件$/mu)
  })

  test('the KPI stands beside its target where the office has set one', async () => {
    await using aiming = await openProductIn(null, { MCP: 'on' })
    await using listening = await listenForTest(buildServer(aiming.product, aiming.config, () => {}))
    const client = await connect(new StreamableHTTPClientTransport(new URL(`${listening.url}/mcp`)))
    const { contents } = await client.readResource({ uri: 'zencho://kpi/registration' })
    const [kpi, words] = (contents as readonly { readonly text: string }[]).map(({ text }) => text)
    const { target } = await aiming.product.kpi.atAGlance()
    expect(target).not.toBeNull()
    expect(JSON.parse(kpi ?? '')).toMatchObject({ registered: 0, target })
    expect(words).toMatch(/^令和\d+年度（\d{4}年度）の目標：[\d,]+件$/mu)
    await client.close()
  })

  test('every published entry is a resource by its address', async () => {
    const { resourceTemplates } = await overHttp.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['zencho://entries/{id}'])
    const { contents } = await overHttp.readResource({ uri: 'zencho://entries/jinji-001' })
    expect(contents).toEqual([expect.objectContaining({ text: expect.stringContaining(HOLIDAY?.answer ?? '') })])
    await expect(overHttp.readResource({ uri: 'zencho://entries/..%2Fx' })).rejects.toThrow('登録されていないか')
    await expect(overHttp.readResource({ uri: 'zencho://elsewhere' })).rejects.toThrow('not found')
  })

  test('fifty questions at once are all answered, each with its own', async () => {
    const questions = Array.from({ length: 50 }, (_, i) =>
      i % 2 === 0 ? '休みを取りたい' : '旅費はいつ振り込まれるか',
    )
    const answered = await Promise.all(questions.map(question => call(overHttp, 'ask', { question })))
    const entries = answered.map(({ structuredContent }) => {
      return (structuredContent?.['answer'] as { readonly entryId: string } | null)?.entryId
    })
    expect(entries).toEqual(questions.map((_, i) => (i % 2 === 0 ? 'jinji-001' : 'ryohi-001')))
  })
})

describe('the address /mcp', () => {
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  }
  const post = (headers: Record<string, string>, body: string = JSON.stringify(initialize)) =>
    fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body,
    })

  test.for([
    'https://evil.example',
    'http://evil.example',
    'null',
    'http://localhost:1',
    'https://faq.example.jp.evil.example',
  ])('refuses a page of %s, whatever it says of the host', async origin => {
    const response = await post({ origin })
    expect(response.status).toBe(403)
    expectProblem(response, await response.text(), 'foreign_origin')
  })

  test('takes programs, its own pages and the pages that the settings name', async () => {
    const origins = [null, PORTAL, 'https://faq.example.jp', server.url, `http://localhost:${server.port}`]
    for (const origin of origins) {
      const response = await post(origin === null ? {} : { origin })
      expect([origin, response.status]).toEqual([origin, 200])
      expect(response.headers.get('mcp-session-id')).toBeNull()
      expect(response.headers.get('cache-control')).toBe('no-store')
      expectSecurityHeaders(response)
    }
  })

  test('takes POST alone: there is no session to stream to or to end', async () => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const response = await fetch(`${server.url}/mcp`, { method, headers: { accept: 'text/event-stream' } })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
      expectProblem(response, await response.text(), 'method_not_allowed')
    }
  })

  test('refuses what is too large, no JSON, or no MCP', async () => {
    const large = await post({}, JSON.stringify({ ...initialize, pad: 'x'.repeat(70_000) }))
    expectProblem(large, await large.text(), 'too_large')
    const broken = await post({}, '{')
    expectProblem(broken, await broken.text(), 'bad_input')
    const form = await post({ 'content-type': 'text/plain' })
    expectProblem(form, await form.text(), 'unsupported_media_type')
    const other = await post({}, '{"hello":"world"}')
    const text = await other.text()
    expect([other.status, text]).toEqual([400, expect.stringContaining('"jsonrpc"')])
    expectNoInsides(text)
  })

  test('is not there unless it is switched on', async () => {
    await using quiet = await openProductIn()
    const listening = await listenForTest(buildServer(quiet.product, quiet.config, () => {}))
    const response = await fetch(`${listening.url}/mcp`, { method: 'POST' })
    expect(response.status).toBe(404)
    await listening[Symbol.asyncDispose]()
  })
})

describe('over standard input and output', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await makeFolder()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('zencho mcp answers the same client, with nothing but protocol on the output', async () => {
    const environment = {
      DATA_DIR: join(folder, 'data'),
      SAMPLE_DIR: await writeSampleFolder(folder),
      LOG_LEVEL: 'warn',
    }
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [ZENCHO, 'mcp'],
      cwd: folder,
      env: environment,
      stderr: 'pipe',
    })
    let said = ''
    transport.stderr?.on('data', (chunk: Buffer) => void (said += String(chunk)))
    const client = await connect(transport)
    const failures: Error[] = []
    Object.assign(client, { onerror: (error: Error) => void failures.push(error) }) // a line that is no protocol
    const asked = await call(client, 'ask', { question: '休みを取りたい' })
    expect(asked.structuredContent).toMatchObject({ outcome: 'answered', answer: { answer: HOLIDAY?.answer } })
    const found = await call(client, 'search_faq', { query: '旅費' })
    expect(textOf(found)).toContain('ryohi-001')
    const { contents } = await client.readResource({ uri: 'zencho://kpi/registration' })
    expect(contents).toHaveLength(2)
    await client.close()
    expect(failures).toEqual([])
    expect(said).toContain('見本データ')
  })

  test('answers what was asked before its input ended, and then ends by itself', async () => {
    const environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DIR: await writeSampleFolder(folder) }
    const lines = [
      {
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: { name: 'ask', arguments: { question: '休みを取りたい' } } },
    ].map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    const { code, stdout, stderr } = await startZencho(['mcp'], environment, { input: lines.join('') }).finished
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { readonly id: number })
    expect([code, answers.map(({ id }) => id)]).toEqual([0, [1, 2]])
    expect(stdout).toContain('jinji-001')
    expect(stderr).not.toMatch(/error/iu)
  })
})
