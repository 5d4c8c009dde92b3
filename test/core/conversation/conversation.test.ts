// The conversation over real stores and a real index of a few entries.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { JINJI, KAIKEI, makeInput } from '../../fakes/entry-builders.ts'
import type { OpenedProduct } from '../../stories/open-story.ts'
import { openProductIn } from '../../stories/open-story.ts'

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
  makeInput('ryohi', {
    question: '旅費は、いつ支払われますか。',
    answer: '請求した月の翌月の20日に振り込まれます。',
    section: KAIKEI,
    phrasings: ['旅費の支払日', '旅費はいつ振り込まれる'],
  }),
  makeInput('ryohi-kigen', {
    question: '旅費の請求は、いつまでにしますか。',
    answer: '用務が終わってから10日以内です。',
    section: KAIKEI,
    phrasings: ['旅費の請求期限'],
  }),
  makeInput('keiyaku-kigen', {
    question: '契約書の提出期限は、いつですか。',
    answer: '契約の日までです。',
    section: KAIKEI,
    phrasings: ['契約書の期限'],
  }),
  makeInput('shukuhaku', {
    question: '宿泊料の上限は、いくらですか。',
    answer: '用務地の区分ごとの額です。',
    section: KAIKEI,
    phrasings: ['宿泊費の上限'],
  }),
]

let opened: OpenedProduct
let talk = 0
beforeAll(async () => {
  opened = await openProductIn()
  await opened.product.registry.save(ENTRIES, { actor: 'tester' })
  await opened.product.settleIndex()
})
afterAll(() => opened[Symbol.asyncDispose]())
beforeEach(() => void (talk += 1))

/** Conversations of a test are its own, on one product for all. */
const idOf = (name: string) => `${name}-${talk}`

const ask = (text: string, name: string | null = 'c1') =>
  opened.product.conversation.ask({ text, channel: 'web', conversationId: name === null ? null : idOf(name) })

describe('a follow-up', () => {
  test('is understood with the matter of the conversation, and leads on from the answer given', async () => {
    expect((await ask('結婚休暇を取りたい')).answer?.entry.id).toBe('kekkon')
    const turn = await ask('期限は？')
    expect([turn.followUp, turn.wholeText]).toEqual([true, '結婚休暇を取りたい\n期限は？'])
    expect(turn.answer?.entry.id ?? turn.others[0]?.id).toBe('kekkon-kigen')
    expect((await opened.product.questionLog.find(turn.questionId))?.searchedAs).toContain('結婚休暇を取りたい')
  })

  test('means nothing without a conversation, or in another one', async () => {
    await ask('結婚休暇を取りたい')
    for (const conversationId of [null, 'c2']) expect((await ask('期限は？', conversationId)).followUp).toBe(false)
  })

  test('that names its matter after all is taken by itself: the talk has moved on', async () => {
    await ask('結婚休暇を取りたい')
    const turn = await ask('旅費の支払日は？')
    expect([turn.followUp, turn.answer?.entry.id]).toEqual([false, 'ryohi'])
  })
})

describe('a turn', () => {
  test('is shown again as it was, and after each reaction as it is', async () => {
    const { questionId } = await ask('結婚休暇を取りたい')
    const { conversation } = opened.product
    const shown = await conversation.show(questionId, {})
    expect(shown?.answer?.entry.id).toBe('kekkon')
    const other = shown?.others[0]?.id ?? ''
    const chosen = await conversation.react({ questionId, kind: 'chosen', entryId: other })
    expect(chosen?.answer).toMatchObject({ entry: { id: other }, chosen: true })
    const said = await conversation.react({
      questionId,
      kind: 'unresolved',
      entryId: 'kekkon',
      comment: ' 期限が知りたい ',
    })
    expect(said?.feedback).toBe('unresolved')
  })

  test('does not exist for an unknown question, and knows only its own candidates', async () => {
    const { conversation } = opened.product
    const { questionId } = await ask('結婚休暇を取りたい')
    expect(await conversation.show('gone', {})).toBeNull()
    expect(await conversation.react({ questionId: 'gone', kind: 'resolved', entryId: null })).toBeNull()
    expect(await conversation.react({ questionId, kind: 'chosen', entryId: 'gone' })).toBeNull()
  })

  test('belongs to the history of its conversation, oldest first', async () => {
    for (const text of ['結婚休暇を取りたい', '旅費の支払日']) await ask(text)
    await ask('宿泊費の上限', 'c2')
    const texts = (await opened.product.conversation.history(idOf('c1'))).map(turn => turn.text)
    expect(texts).toEqual(['結婚休暇を取りたい', '旅費の支払日'])
    expect(await opened.product.conversation.history(idOf('c3'))).toEqual([])
  })
})

test('a section that does not exist is refused, and so is an empty question', async () => {
  const { conversation } = opened.product
  const asking = (text: string, sectionCode?: string) => conversation.ask({ text, channel: 'web', sectionCode })
  await expect(asking('旅費', 'gone')).rejects.toMatchObject({ code: 'bad_input', data: { field: 'section' } })
  await expect(asking(' ')).rejects.toMatchObject({ code: 'bad_input', data: { field: 'question' } })
  expect(
    (await asking('結婚休暇を取りたい', KAIKEI.code)).others.every(({ section }) => section.code !== JINJI.code),
  ).toBe(true)
})
