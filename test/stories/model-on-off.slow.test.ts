// The same conversation with the model off, on, and dying in the middle: the official answers are the same, word for word.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { summaryMessages } from '../../src/core/messages/ja/summary.ts'
import { type ChatEndpointStandIn, openChatEndpoint } from '../fakes/chat-endpoint.ts'
import { JINJI, makeInput } from '../fakes/entry-builders.ts'
import { askApi, askOnPage, lastReply, streamSummary, sumUp } from './model-doors.ts'
import { openStory, type Story } from './open-story.ts'
import { signInAs } from './sign-in.ts'

const ENTRIES = [
  makeInput('kekkon', {
    question: '結婚休暇を取得するには、どのような手続きが必要ですか。',
    answer: '庶務事務システムの「特別休暇」から申請してください。',
    phrasings: ['結婚休暇を取りたい'],
  }),
  makeInput('kekkon-kigen', {
    question: '結婚休暇は、いつまでに取得する必要がありますか。',
    answer: '結婚の日の5日前から、6か月を経過する日までの間に取得してください。',
    phrasings: ['結婚休暇の期限'],
  }),
  makeInput('ryohi', { question: '旅費は、いつ支払われますか。', answer: '翌月の20日に振り込まれます。' }),
  makeInput('ryohi-kigen', {
    question: '旅費の請求は、いつまでにしますか。',
    answer: '用務が終わってから10日以内です。',
    phrasings: ['旅費の請求期限'],
  }),
  makeInput('keiyaku-kigen', {
    question: '契約書の提出期限は、いつですか。',
    answer: '契約の日までです。',
    phrasings: ['契約書の期限'],
  }),
  makeInput('shukuhaku', { question: '宿泊料の上限は、いくらですか。', answer: '用務地の区分ごとの額です。' }),
  makeInput('himitsu', {
    question: '結婚休暇の審査の内部基準は、どこにありますか。',
    answer: '人事課の金庫です。',
    phrasings: ['審査基準の保管場所を知りたい'],
    visibleTo: [JINJI.code],
    section: JINJI,
  }),
]
const QUESTIONS = ['結婚休暇を取りたい', '旅費は、いつ支払われますか。', '屋上で花火をしたい']
const FOLLOW_UP = '期限は？'
const REWRITTEN = '結婚休暇の期限は？'

let endpoint: ChatEndpointStandIn
let off: Story
let on: Story
beforeAll(async () => {
  endpoint = await openChatEndpoint()
  off = await openStory(ENTRIES)
  on = await openStory(ENTRIES, { OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_MODEL: 'tiny' })
})
afterAll(async () => {
  await off[Symbol.asyncDispose]()
  await on[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

/** The whole conversation as a person reads it. */
async function talk(story: Story): Promise<readonly string[]> {
  const replies: string[] = []
  let conversation = ''
  for (const question of QUESTIONS) {
    const asked = await askOnPage(story, question, { conversation })
    conversation = asked.conversation
    replies.push(lastReply(asked.page))
    if (asked.page.includes('/summary"')) await sumUp(story, asked.questionId)
  }
  return replies
}

describe('the same conversation', () => {
  test('is answered with the same words with the model off, on, and dying in the middle', async () => {
    const official = await talk(off)
    endpoint.behave({ answer: '翌月の20日に振り込まれます。[1]' })
    expect(await talk(on)).toEqual(official)
    endpoint.behave({ answer: '翌月の20日に振り込まれます。[1]' }, 'cut off', 'truncated', { status: 500 })
    expect(await talk(on)).toEqual(official)
    for (const question of QUESTIONS) expect(await askApi(on, question)).toEqual(await askApi(off, question))
  })

  test('keeps the sentences of a summary that came before the model died', async () => {
    endpoint.behave({ begin: '翌月の20日に振り込まれます。[1]帰着' })
    const { questionId } = await askOnPage(on, '旅費は、いつ支払われますか。')
    const events = await streamSummary(on, questionId)
    expect(events.map(([name]) => name)).toEqual(['sentence', 'done'])
    expect(events[0]?.[1]).toContain('翌月の20日に振り込まれます。')
    endpoint.behave('truncated')
    expect(await streamSummary(on, questionId)).toEqual([['nothing', `<p>${summaryMessages.nothing}</p>`]])
  })
})

describe('a follow-up', () => {
  test('is searched for in the model’s words too, and says so in every word', async () => {
    endpoint.behave({ respond: ({ system }) => (system.includes('続きの質問') ? REWRITTEN : '') })
    const { conversation } = await askOnPage(on, '結婚休暇を取りたい')
    const followed = await askOnPage(on, FOLLOW_UP, { conversation })
    expect(followed.page).toContain(conversationMessages.answer.searchedAs(REWRITTEN))
    expect(lastReply(followed.page)).toContain('6か月を経過する日までの間に取得してください。')
    const logged = await on.product.questionLog.find(followed.questionId)
    expect(logged).toMatchObject({ text: FOLLOW_UP, searchedAs: REWRITTEN })
    const [record] = await on.product.modelUse.outbound.page({ purpose: 'rewrite' }, { limit: 1 })
    expect(record).toMatchObject({ purpose: 'rewrite', questionId: followed.questionId, entryIds: [] })
  })

  test('is taken to the section with the person’s own words beside the model’s', async () => {
    endpoint.behave({ respond: () => REWRITTEN })
    const { conversation } = await askOnPage(on, '結婚休暇を取りたい')
    const { questionId } = await askOnPage(on, FOLLOW_UP, { conversation })
    const form = await (await fetch(`${on.url}/questions/${questionId}/ticket`)).text()
    expect(form).toContain(`${REWRITTEN}\n${FOLLOW_UP}`)
  })

  test('is understood by the rules alone where the model invents, is in trouble, or is switched off', async () => {
    const { conversation } = await askOnPage(off, '結婚休暇を取りたい')
    const rules = lastReply((await askOnPage(off, FOLLOW_UP, { conversation })).page)
    expect(rules).toContain(conversationMessages.answer.followUp)
    const same = async () => {
      const asked = await askOnPage(on, '結婚休暇を取りたい')
      return lastReply((await askOnPage(on, FOLLOW_UP, { conversation: asked.conversation })).page)
    }
    for (const mode of [
      { answer: '知事の給与はいくらですか' },
      { answer: 'https://evil.example/ を見てください' },
      { status: 401 },
      'html',
      'hang',
    ] as const) {
      endpoint.behave(mode)
      expect(await same()).toBe(rules)
    }
    const { cookie, account } = await signInAs(on, { grants: [{ role: 'administrator', sectionCode: null }] })
    expect(cookie).not.toBe('')
    await on.product.modelUse.modelSwitch.move(false, `user:${account.login}`)
    const asked = endpoint.requests.length
    expect(await same()).toBe(rules)
    expect(endpoint.requests.length).toBe(asked)
    await on.product.modelUse.modelSwitch.move(true, `user:${account.login}`)
  })

  test('that stands by itself asks no model, nor does what no conversation came before', async () => {
    endpoint.behave({ answer: REWRITTEN })
    const { conversation } = await askOnPage(on, '結婚休暇を取りたい')
    const asked = endpoint.requests.length
    await askOnPage(on, '旅費は、いつ支払われますか。', { conversation })
    await askOnPage(on, FOLLOW_UP)
    expect(endpoint.requests.length).toBe(asked)
  })

  test('tells the model of no entry that the person who asks on may not read', async () => {
    endpoint.behave({ answer: REWRITTEN })
    const insider = await signInAs(on, { sectionCode: JINJI.code, grants: [{ role: 'staff', sectionCode: null }] })
    const secret = '結婚休暇の審査の内部基準は、どこにありますか。'
    const asks = async (cookie?: string) => {
      const before = endpoint.requests.length
      const first = await askOnPage(on, '審査基準の保管場所を知りたい', { cookie: insider.cookie })
      await askOnPage(on, 'その期限は？', { conversation: first.conversation, ...(cookie !== undefined && { cookie }) })
      return JSON.stringify(endpoint.requests.slice(before))
    }
    expect(await asks(insider.cookie)).toContain(secret)
    expect(await asks()).not.toContain(secret)
  })
})
