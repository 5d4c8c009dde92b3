// TESTLIST G3 and G5, and who may have what sent for them, through the real doors: 500 made-up questions, what of them reaches the
// endpoint, the logs and the tables of a model's use; a matrix of people and restricted entries; and the key, looked for everywhere.
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask as askByMcp } from '../../bot/mcp/tools.ts'
import { loadConfig } from '../../src/config.ts'
import { foldText } from '../../src/core/masking/fold-text.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { mcpDeps } from '../../src/wiring/open-mcp.ts'
import { makeQuestions } from '../core/masking/made-up-questions.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { askApi, askOnPage, sayInSlack, sumUp } from './model-doors.ts'
import { openSlackStory, type SlackStory } from './open-slack-story.ts'
import { type SignedIn, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const KEY = 'sk-shiomi-0a1b2c3d4e5f-geheim'
const SECTIONS = [
  { code: 'jinji', name: '人事課' },
  { code: 'ryohi', name: '旅費センター' },
  { code: 'joho', name: '情報政策課' },
] as const

/** What each says and nobody else may have sent for them. */
const mark = (id: string) => `〔${id}の中身〕`
/** For every section one that is for its own people, and one that it shows to another. */
const RESTRICTED: readonly EntryInput[] = SECTIONS.flatMap((section, i) => {
  const next = SECTIONS[(i + 1) % SECTIONS.length]?.code ?? ''
  const question = (to: string) => `${section.name}の夜間金庫の暗証番号札（${to}用）は、どこに保管していますか。`
  return [
    entryInput(`h-${section.code}`, section, {
      question: question('自課'),
      answer: `書庫です。${mark(`h-${section.code}`)}`,
      visibleTo: [section.code],
    }),
    entryInput(`h-${section.code}-${next}`, section, {
      question: question('他課'),
      answer: `窓口です。${mark(`h-${section.code}-${next}`)}`,
      visibleTo: [next],
    }),
  ]
})

let endpoint: ChatEndpointStandIn
let story: SlackStory
beforeAll(async () => {
  endpoint = await openChatEndpoint()
  endpoint.behave({ answer: '前日までに、庶務事務システムの「休暇申請」から申請してください。[1]' })
  story = await openSlackStory([...STORY_ENTRIES, ...RESTRICTED], {
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_MODEL: 'tiny',
    CANDIDATE_CONFIDENCE: '0', // whatever is asked reaches the model: few entries know few words
    OPENAI_API_KEY: KEY,
    OPENAI_TOKENS_PER_DAY: '100000000',
    OPENAI_TOKENS_PER_ASKER: '100000000',
    EMPLOYEE_NUMBER_FORMS: 'S######',
    MCP: 'on',
    PUBLIC_URL: 'http://faq.pref.shiomi.example', // without TLS, so that cookies come along
  })
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

const promptsSince = (before: number) =>
  endpoint.requests.slice(before).map(({ body }) => {
    const messages = body['messages'] as readonly { readonly content: string }[]
    return messages.map(({ content }) => content).join('\n')
  })
const digitsOf = (text: string) => foldText(text).replace(/[^0-9A-Za-z@]/gu, '')
const holds = (text: string, typed: string) => {
  const [inside, piece] = [foldText(text), foldText(typed)]
  return inside.includes(piece) || (digitsOf(typed).length > 5 && digitsOf(text).includes(digitsOf(typed)))
}

/** So many are followed by a question that is rewritten, so that they leave once more as what was said before. */
const FOLLOWED_EVERY = 4

describe('500 made-up questions', () => {
  const questions = makeQuestions(500, 20261130)
  const sent: (readonly string[])[] = []

  test('reach the model without personal data, and otherwise as they were typed', async () => {
    for (const [i, { text }] of questions.entries()) {
      const before = endpoint.requests.length
      const { conversation, questionId } = await askOnPage(story, text)
      await sumUp(story, questionId)
      if (i % FOLLOWED_EVERY === 0) await askOnPage(story, 'その場合は？', { conversation })
      sent.push(promptsSince(before))
    }
    const pieces = questions.flatMap(({ secrets }, i) => secrets.map(secret => ({ ...secret, i })))
    const reached = pieces.filter(({ i }) => (sent[i] ?? []).length > 0)
    const leaked = reached.filter(({ typed, i }) => (sent[i] ?? []).some(prompt => holds(prompt, typed)))
    const without = questions.map((question, i) => ({ ...question, i })).filter(({ secrets }) => secrets.length === 0)
    const touched = without.filter(({ i }) =>
      (sent[i] ?? []).some(prompt =>
        /［(?:マイナンバー|電話番号|メールアドレス|郵便番号|住所|職員番号|口座番号)］/u.test(prompt),
      ),
    )
    const recall = 1 - leaked.length / reached.length
    console.log(
      `G3: ${questions.length} questions, ${sent.flat().length} requests, recall ${(recall * 100).toFixed(2)} % of ${reached.length} pieces, ` +
        `touched ${touched.length} of ${without.length} without any`,
    )
    expect(leaked.slice(0, 5)).toEqual([])
    expect(reached.length).toBeGreaterThan(200)
    expect(recall).toBeGreaterThanOrEqual(0.99)
    expect(touched.length / without.length).toBeLessThan(0.01)
  }, 900_000)

  test('appear in no line that operators read, nor in what is kept of a model’s use', async () => {
    endpoint.behave({ errorEvent: '090-1234-5678 の件' }, { status: 500 }, 'html')
    for (let i = 0; i < 3; i += 1) {
      const { questionId } = await askOnPage(story, '090-1234-5678 に休みの連絡をしたい')
      await sumUp(story, questionId)
    }
    const lines = story.events.map(event => JSON.stringify(event))
    const records: string[] = []
    for await (const some of story.product.modelUse.outbound.each({})) records.push(JSON.stringify(some))
    const kept = [...lines, ...records].join('\n')
    const pieces = questions.flatMap(({ secrets }) => secrets.map(({ typed }) => typed))
    expect(pieces.filter(typed => kept.includes(typed))).toEqual([])
    expect(questions.filter(({ text }) => kept.includes(text))).toEqual([])
    expect(kept).not.toContain('休みの連絡をしたい')
  })
})

describe('of restricted entries a request holds', () => {
  test('only what the person may read for whom it is made, whatever the door', async () => {
    endpoint.behave({ answer: '前日までに申請してください。[1]' })
    const staff = (sectionCode: string) =>
      signInAs(story, { sectionCode, grants: [{ role: 'staff', sectionCode: null }] })
    const people: readonly (readonly [string, SignedIn | null, readonly string[] | null])[] = [
      ['nobody', null, []],
      ...(await Promise.all(
        SECTIONS.map(async ({ code }) => [`staff of ${code}`, await staff(code), [code]] as const),
      )),
      [
        'editor of joho',
        await signInAs(story, { sectionCode: 'joho', grants: [{ role: 'editor', sectionCode: 'joho' }] }),
        ['joho'],
      ],
      ['administrator', await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] }), null],
    ]
    const mayRead = ({ section, visibleTo }: EntryInput, scope: readonly string[] | null) =>
      scope === null || scope.includes(section.code) || visibleTo.some(code => scope.includes(code))
    const wrong: string[] = []
    let cells = 0
    let held = 0
    for (const [name, person, scope] of people) {
      for (const asked of RESTRICTED) {
        const before = endpoint.requests.length
        const options = person === null ? {} : { cookie: person.cookie }
        const { conversation, questionId } = await askOnPage(story, asked.question, options)
        await sumUp(story, questionId, person?.cookie)
        await askOnPage(story, 'その期限は？', { ...options, conversation })
        const prompts = promptsSince(before).join('\n')
        for (const entry of RESTRICTED) {
          cells += 1
          if (!prompts.includes(mark(entry.id))) continue
          held += 1
          if (!mayRead(entry, scope)) wrong.push(`${name}: ${entry.id}`)
        }
        // Under the same address somebody else has another summary.
        const others = endpoint.requests.length
        await sumUp(story, questionId)
        if (/〔.*の中身〕/u.test(promptsSince(others).join(''))) wrong.push(`${name} → anybody: ${asked.id}`)
      }
    }
    const before = endpoint.requests.length
    const deps = mcpDeps(story.product, { config: story.config, version: '1', log: () => {} })
    for (const { question } of RESTRICTED) {
      await askApi(story, question)
      await askByMcp({ question, conversation: 'c' }, deps)
      await askByMcp({ question: 'その期限は？', conversation: 'c' }, deps)
      const { asker, shown } = await sayInSlack(story, question)
      if (JSON.stringify(shown.blocks).includes('turn_summary')) {
        const messages = story.workspace.messages.length
        await asker.click(shown, 'turn_summary')
        await story.workspace.until(() => story.workspace.messages.length > messages)
      }
    }
    if (/〔.*の中身〕/u.test(promptsSince(before).join(''))) wrong.push('a door that knows nobody')
    console.log(
      `restricted entries: ${people.length} people × ${RESTRICTED.length} questions, ${cells} cells, ${held} held what may be read`,
    )
    expect(wrong).toEqual([])
    expect(held).toBeGreaterThan(people.length)
  }, 300_000)
})

describe('the key', () => {
  test('is in no page, answer, export, log line, error or file', async () => {
    const { cookie } = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
    endpoint.behave({ errorEvent: `Incorrect API key provided: ${KEY}` }, { status: 401 })
    const { questionId } = await askOnPage(story, '休みを取りたい')
    const outputs: string[] = []
    for (let i = 0; i < 3; i += 1) outputs.push(await sumUp(story, questionId))
    const paths = [
      '/',
      '/readyz',
      '/api/openapi.json',
      '/admin',
      '/admin/ai',
      '/admin/ai/export',
      '/admin/audit',
      '/admin/audit/export',
      '/admin/exchange',
      `/questions/${questionId}`,
    ]
    for (const path of paths) {
      const response = await fetch(story.url + path, { headers: { Cookie: cookie }, redirect: 'manual' })
      expect([path, response.status]).toEqual([path, 200])
      outputs.push(JSON.stringify([...response.headers]), await response.text())
    }
    outputs.push(JSON.stringify(story.events), JSON.stringify(endpoint.requests.map(({ body }) => body)))
    try {
      loadConfig({
        OPENAI_API_KEY: KEY,
        OPENAI_MODEL: 'tiny',
        PORT: 'no port',
        OPENAI_BASE_URL: `http://u:${KEY}@h/v1`,
      })
    } catch (error) {
      outputs.push(String(error), JSON.stringify(error))
    }
    expect(outputs.filter(output => output.includes(KEY))).toEqual([])
    for (const suffix of ['', '-wal']) {
      const path = story.product.databasePath + suffix
      if (existsSync(path)) expect(readFileSync(path).includes(KEY)).toBe(false)
    }
    expect(endpoint.requests.at(-1)?.authorization).toBe(`Bearer ${KEY}`) // it is used, for the endpoint alone
  })
})
