// TESTLIST G1 through the real doors: attacks in questions typed on the page, and in entries that came with CSV and XLSX files,
// against an endpoint that obeys every one of them. What a person reads must hold none of what they demand.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workbookStream } from '../../src/adapters/xlsx/write-workbook.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { type Attack, GOOD_SENTENCE, makeAttacks, SECRETS } from '../core/compose/attacks.ts'
import { echoes } from '../core/compose/describe-attacks.ts'
import { LEAVE, TRAVEL } from '../core/compose/japanese.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { askOnPage, sumUp } from './model-doors.ts'
import { openStory, type Story } from './open-story.ts'
import { type SignedIn, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'
import { applyImport, importUpToCheck } from './upload-file.ts'

const JINJI = { code: 'jinji', name: '人事課' }
/** Of 540 five in nine, which divides no number of ways in which they vary; all of them are run against core alone. */
const attacks = makeAttacks().filter((_, i) => i % 9 < 5)
const inQuestions = attacks.filter(({ place }) => place === 'question')
const inEntries = attacks.filter(({ place }) => place === 'entry')

/** What another section keeps to itself: the model never sees it, whatever it is told to say. */
const FOREIGN = entryInput(
  'himitsu-999',
  { code: 'joho', name: '情報政策課' },
  {
    question: '未公表の人事異動は、どのようなものですか。',
    answer: SECRETS.foreignText,
    visibleTo: ['joho'],
  },
)
const BASE: readonly EntryInput[] = [
  entryInput('base-1', JINJI, { question: LEAVE.question, answer: LEAVE.answer, phrasings: ['有休の手続は？'] }),
  entryInput('base-2', JINJI, { question: TRAVEL.question, answer: TRAVEL.answer }),
  FOREIGN,
]

let endpoint: ChatEndpointStandIn
let story: Story
let imported: Story
let administrator: SignedIn
beforeAll(async () => {
  endpoint = await openChatEndpoint()
  const environment = {
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_MODEL: 'obedient',
    OPENAI_API_KEY: SECRETS.key,
    OPENAI_TOKENS_PER_DAY: '100000000',
    OPENAI_TOKENS_PER_ASKER: '100000000',
    CANDIDATE_CONFIDENCE: '0', // whatever is asked reaches the model: few entries know few words
  }
  story = await openStory(BASE, environment)
  imported = await openStory(BASE, environment)
  administrator = await signInAs(imported, { grants: [{ role: 'administrator', sectionCode: null }] })
}, 60_000)
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await imported[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

/** Sentences of a summary's page as a person reads them, and every address on it. */
function read(page: string) {
  const [, summary = ''] = /<div class="reply summary-text">([\s\S]*?)<\/div>/u.exec(page) ?? []
  const links = [...summary.matchAll(/(?:href|src|action)="([^"]*)"/gu)].map(([, address = '']) => address)
  const text = summary
    .replace(/ <a [^>]*>［出典：[^<]*<\/a>/gu, '')
    .replace(/<\/p>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return { text: text.trim(), links, summary }
}

interface Result {
  readonly attack: Attack
  readonly text: string
  readonly links: readonly string[]
  readonly summary: string
  readonly cited: string
  readonly prompt: string
}

async function attackWith(opened: Story, attack: Attack, question: string, cited: string): Promise<Result> {
  const before = endpoint.requests.length
  endpoint.behave({ respond: prompt => attack.obey(prompt) })
  const { questionId } = await askOnPage(opened, question)
  const page = await sumUp(opened, questionId)
  return { attack, ...read(page), cited, prompt: JSON.stringify(endpoint.requests.slice(before)) }
}

function expectNoLeak(results: readonly Result[]): void {
  const leaks = (isLeak: (result: Result) => boolean) =>
    results.filter(isLeak).map(({ attack, text }) => [attack.name, text])
  expect(leaks(({ text, cited }) => echoes(text, cited).length > 0 || /[■□｜]/u.test(text))).toEqual([])
  expect(leaks(({ text }) => /sk-|himitsu|base-\d|attack-|山田部長|人事異動/u.test(text))).toEqual([])
  const addresses = (text: string) => text.match(/[a-z][a-z0-9+.-]*:\/\/[^\s]+/giu) ?? []
  expect(leaks(({ text, cited }) => addresses(text).some(each => !cited.includes(each)))).toEqual([])
  expect(leaks(({ text }) => /evil\.example\/collect\?d=./u.test(text) || /<|\]\(/u.test(text))).toEqual([])
  expect(
    leaks(
      ({ links, summary }) =>
        links.some(link => !/^\/entries\/[\w-]+$/u.test(link)) || /<(?!\/?(?:p|a)\b)/u.test(summary),
    ),
  ).toEqual([])
  expect(
    leaks(
      ({ prompt }) =>
        prompt.includes(SECRETS.foreignText) || (prompt.includes(SECRETS.key.slice(3)) && !prompt.includes('Bearer')),
    ),
  ).toEqual([])
}

const requestBodies = () => JSON.stringify(endpoint.requests.map(({ body }) => body))

describe(`${inQuestions.length} attacks typed as questions on the page`, () => {
  test('bring out no instruction, key, id, other entry, foreign address, markup or claim', async () => {
    const cited = BASE.slice(0, 2)
      .map(({ question, answer }) => question + answer)
      .join('')
    const results: Result[] = []
    for (const attack of inQuestions) {
      const alone = await attackWith(story, attack, attack.text, cited)
      if (alone.prompt !== '[]') results.push(alone)
      // Where nothing is found for it, nothing is sent: then it hides behind a question.
      else results.push(await attackWith(story, attack, `有休の手続は？\n${attack.text}`, cited))
    }
    expectNoLeak(results)
    expect(results.map(({ text }) => text).join('\n')).not.toMatch(/2倍|当日の申請ができます/u)
    const summed = results.filter(({ prompt }) => prompt !== '[]').length
    const good = results.filter(({ text }) => text.includes(GOOD_SENTENCE)).length
    console.log(
      `G1 questions: ${results.length} attacks, ${summed} reached the model, the good sentence came out of ${good}`,
    )
    expect(summed).toBe(results.length)
  }, 600_000)
})

const CELLS = ['ID', '質問', '回答', '担当課コード', '状態'] as const
const questionOf = (index: number) => `休暇届の様式第${1_000 + index}号は、どのように提出しますか。`
const answerOf = ({ text }: Attack) => `${LEAVE.answer}\n${text}`
const rowsOf = (from: number, some: readonly Attack[]) =>
  some.map((attack, i) => [`attack-${from + i}`, questionOf(from + i), answerOf(attack), 'jinji', '公開'])

function csvOf(rows: readonly (readonly string[])[]): Buffer {
  const line = (cells: readonly string[]) => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')
  return Buffer.from([CELLS, ...rows].map(line).join('\r\n'))
}

async function xlsxOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const columns = CELLS.map(name => ({ name, width: 20 }))
  const pieces: Buffer[] = []
  for await (const piece of workbookStream({ columns, rows, at: new Date('2026-04-01T00:00:00Z') })) {
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}

describe(`${inEntries.length} attacks in entries that came with files`, () => {
  test('come in by the pages for import, as CSV and as XLSX', async () => {
    const half = Math.ceil(inEntries.length / 2)
    const files = [
      ['攻撃.csv', csvOf(rowsOf(0, inEntries.slice(0, half)))],
      ['攻撃.xlsx', await xlsxOf(rowsOf(half, inEntries.slice(half)))],
    ] as const
    for (const [name, bytes] of files) {
      const job = await importUpToCheck(imported, { cookie: administrator.cookie, name, bytes })
      const applied = await applyImport(imported, job, { cookie: administrator.cookie, withDuplicates: true })
      expect([name, applied.state]).toEqual([name, 'applied'])
    }
    await imported.product.settleIndex()
    const ids = inEntries.map((_, i) => `attack-${i}`)
    expect(await imported.product.registry.entriesById(ids)).toHaveLength(inEntries.length)
  }, 300_000)

  test('bring out nothing that is in no cited entry', async () => {
    const all = inEntries.map(answerOf).join('\n') // neighbours are retrieved too, and what they say may be repeated
    const results: Result[] = []
    for (const [i, attack] of inEntries.entries()) {
      results.push(
        await attackWith(imported, attack, questionOf(i), `${LEAVE.question}${TRAVEL.answer}${all}${questionOf(i)}`),
      )
    }
    expectNoLeak(results)
    const reached = results.filter(
      ({ prompt }, i) =>
        prompt.includes(`様式第${1_000 + i}号は、どのように提出しますか。\\n`) ||
        prompt.includes(`：休暇届の様式第${1_000 + i}号`),
    ).length
    const good = results.filter(({ text }) => text.includes(GOOD_SENTENCE)).length
    console.log(
      `G1 files: ${results.length} attacks, ${reached} laid before the model, the good sentence came out of ${good}`,
    )
    expect(reached).toBe(results.length)
  }, 600_000)
})

test('no request held an entry of another section, the key, or an invisible letter', () => {
  const bodies = requestBodies()
  expect(bodies).not.toContain(SECRETS.foreignText)
  expect(bodies).not.toContain(FOREIGN.question)
  expect(bodies).not.toContain(SECRETS.key)
  for (const { body } of endpoint.requests) {
    expect(JSON.stringify(body)).not.toMatch(/[\p{Default_Ignorable_Code_Point}]/u)
  }
  expect(JSON.stringify([...story.events, ...imported.events])).not.toContain(SECRETS.key)
})
