// The whole loop in Slack: asked, nothing found, handed to the section, answered, told, drafted, published, told again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person, ShownMessage } from '../fakes/slack-workspace.ts'
import { openSlackStory, PUBLIC_URL, type SlackStory, wordsIn } from './open-slack-story.ts'

// One product for all: opening one takes seconds. Each test has people and channels of its own.
let story: SlackStory
beforeAll(async () => {
  story = await openSlackStory()
})
afterAll(() => story[Symbol.asyncDispose]())

const QUESTION = '庁舎の屋上で打ち上げ花火をしたいときの許可'

async function publish(entryId: string): Promise<void> {
  const [draft] = await story.product.registry.entriesById([entryId])
  if (draft === undefined) throw new Error('no draft')
  const { revision: _, ...content } = draft
  await story.product.registry.save([{ ...content, status: 'published' }], { actor: 'editor' })
  await story.product.desk.settleOutbox()
}

describe('a question in a direct message', () => {
  test('is answered with the official words, who answers for them, and since when', async () => {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    const shown = await story.message(({ channel }) => channel === asker.direct)
    const words = wordsIn(shown)
    expect(words).toContain('年次有給休暇を取得するときは、どのような手続きが必要ですか。')
    expect(words).toContain('前日までに、庶務事務システムの「休暇申請」から申請してください。')
    expect(words).toContain('日付を選ぶ')
    expect(words).toContain('担当課：人事課')
    expect(words).toContain('改定日：令和8年4月1日（2026年4月1日）')
    expect(words).toContain('職員の勤務時間、休暇等に関する条例第12条')
    expect(words).toContain(`${PUBLIC_URL}/entries/jinji-001`)
    expect(shown.text).toContain('前日までに、庶務事務システムの「休暇申請」から申請してください。')
    expect(shown.onlyFor).toBeNull()
  })

  test('is logged as Slack’s, under hashes that name neither person nor channel', async () => {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    await story.message(({ channel }) => channel === asker.direct)
    const key = story.product.desk.askerKeys('slack', `T1:${asker.id}`)
    const [asked] = await story.product.questionLog.ofAsker(key, 1)
    expect(asked?.channel).toBe('slack')
    expect(asked?.text).toBe('休みを取りたい')
    expect(JSON.stringify([asked?.asker, asked?.conversationId])).not.toMatch(new RegExp(`${asker.id}|T1`, 'u'))
  })

  test('said to have helped is thanked for in its place', async () => {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    const shown = await story.message(({ channel }) => channel === asker.direct)
    await asker.click(shown, 'turn_resolved')
    const after = await story.message(
      ({ ts, blocks }) => ts === shown.ts && wordsIn({ blocks }).includes('解決したことを記録しました'),
    )
    expect(wordsIn(after)).not.toContain('turn_unresolved')
  })
})

test('ask → none of these → ticket → section answers → asker told → draft → published → asker told', async () => {
  const { product, workspace } = story
  const home = story.someChannel()
  await product.desk.contacts.setContact('jinji', 'slack', home, 'story')
  const asker = story.someone()
  const officer = story.someone()

  // Nothing fits.
  await asker.say(QUESTION)
  const turn = await story.message(({ channel }) => channel === asker.direct)
  const action = wordsIn(turn).includes('turn_none_of_these') ? 'turn_none_of_these' : 'turn_ask_section'
  await asker.click(turn, action)
  const asking = await story.window()
  expect(JSON.stringify(asking.view.blocks)).toContain(QUESTION)

  // A ticket for the section, which sees who asks.
  expect(await asker.submit(asking, { section: 'jinji' })).toEqual({})
  const told = await story.message(({ channel, text }) => channel === asker.direct && text.includes('を受け付けました'))
  expect(told.text).toMatch(/令和\d+年度第\d+号/u)
  expect(told.text).toContain('人事課')
  expect(wordsIn(told)).toContain(`${PUBLIC_URL}/tickets/`)
  const posted = await story.message(({ channel }) => channel === home)
  expect(wordsIn(posted)).toContain('新しい問い合わせが届きました')
  expect(wordsIn(posted)).toContain(`"user_id":"${asker.id}"`)

  // The section takes it on, and answers.
  await officer.click(posted, 'ticket_accept')
  const accepted = await story.message(
    ({ channel, blocks }) => channel === home && wordsIn({ blocks }).includes('対応中'),
  )
  expect(accepted.ts).toBe(posted.ts)
  expect(wordsIn(accepted)).not.toContain('ticket_accept')
  expect(wordsIn(accepted)).toContain(`"user_id":"${officer.id}"`)
  await officer.click(accepted, 'ticket_answer')
  const answering = await story.window()
  expect(await officer.submit(answering, { answer: '屋上での**火気**の使用は、許可していません。' })).toEqual({})
  const answer = await story.message(
    ({ channel, text }) => channel === asker.direct && text.includes('担当課が回答しました'),
  )
  expect(wordsIn(answer)).toContain('人事課からの回答')
  expect(wordsIn(answer)).toContain('"text":"火気","style":{"bold":true}')
  const done = await story.message(
    ({ channel, blocks }) => channel === home && wordsIn({ blocks }).includes('回答済み'),
  )

  // The answer becomes a draft with everything filled in.
  await officer.click(done, 'ticket_register')
  const drafting = await story.window()
  const filled = JSON.stringify(drafting.view.blocks)
  expect(filled).toContain(QUESTION)
  expect(filled).toContain('屋上での**火気**の使用は、許可していません。')
  expect(
    await officer.submit(drafting, {
      question: '庁舎の屋上で花火はできますか。',
      phrasings: '屋上　花火\n打ち上げ花火の許可',
    }),
  ).toEqual({})
  const drafted = await story.message(({ onlyFor, text }) => onlyFor === officer.id && text.includes('下書き'))
  const entryId = /「([^」]+)」/u.exec(drafted.text)?.[1] ?? ''
  const [draft] = await product.registry.entriesById([entryId])
  expect(draft?.status).toBe('draft')
  expect(draft?.section.code).toBe('jinji')
  expect(draft?.phrasings).toEqual(['屋上　花火', '打ち上げ花火の許可', QUESTION])

  // Published, the asker hears of it, and the section's post shows it.
  await publish(entryId)
  const registered = await story.message(
    ({ channel, text }) => channel === asker.direct && text.includes('FAQに登録されました'),
  )
  expect(wordsIn(registered)).toContain(`${PUBLIC_URL}/entries/${entryId}`)
  const final = await story.message(
    ({ channel, blocks }) => channel === home && wordsIn({ blocks }).includes('FAQに登録済み'),
  )
  expect(wordsIn(final)).not.toContain('"type":"button"')
  expect(workspace.messages.filter(({ channel, onlyFor }) => channel === home && onlyFor === null)).toHaveLength(1)
})

/** Asks what nobody can answer, and hands it to 人事課, whose channel is new. */
async function openTicket(typed: Readonly<Record<string, unknown>> = {}) {
  const asker = story.someone()
  const channel = story.someChannel()
  await story.product.desk.contacts.setContact('jinji', 'slack', channel, 'story')
  await openAsking(asker)
  await asker.submit(await story.window(), { section: 'jinji', ...typed })
  await story.message(({ channel: place, text }) => place === asker.direct && text.includes('を受け付けました'))
  await story.product.desk.settleOutbox()
  const posted = await story.message(message => message.channel === channel)
  return { asker, officer: story.someone(), channel, posted }
}

async function openAsking(asker: Person): Promise<void> {
  await asker.say(QUESTION)
  const turn = await story.message(({ channel }) => channel === asker.direct)
  await asker.click(turn, wordsIn(turn).includes('turn_none_of_these') ? 'turn_none_of_these' : 'turn_ask_section')
}

const toAsker = (asker: Person, words: string) => (message: ShownMessage) =>
  message.channel === asker.direct && message.text.includes(words)

const ticketOf = async ({ id }: Person) => {
  const { tickets } = await story.product.desk.tickets.list({ limit: 100, offset: 0 })
  return tickets.find(({ replyTo }) => replyTo.door === 'slack' && replyTo.user === id)
}

describe('a ticket', () => {
  test('of a section without a channel stands in the common one', async () => {
    const asker = story.someone()
    await openAsking(asker)
    await asker.submit(await story.window(), { section: 'ryohi' })
    const posted = await story.message(({ channel }) => channel === 'C9')
    expect(wordsIn(posted)).toContain('担当課：旅費センター')
  })

  test('asked without a name shows none, and is answered in a direct message', async () => {
    const { asker, officer, posted } = await openTicket({ anonymous: true })
    expect(wordsIn(posted)).toContain('匿名')
    expect(wordsIn(posted)).not.toContain(asker.id)
    await officer.click(posted, 'ticket_answer')
    await officer.submit(await story.window(), { answer: 'できません。' })
    await story.message(toAsker(asker, '担当課が回答しました'))
    const ticket = await ticketOf(asker)
    const events = await story.product.desk.tickets.events(ticket?.id ?? '')
    expect([ticket?.asker, ticket?.askerName, events[0]?.actor]).toEqual([null, null, 'slack'])
  })

  test('moves to another section with the reason, and its old post offers nothing any more', async () => {
    const { officer, posted } = await openTicket()
    const next = story.someChannel()
    await story.product.desk.contacts.setContact('joho', 'slack', next, 'story')
    await officer.click(posted, 'ticket_assign')
    await officer.submit(await story.window(), { section: 'joho', reason: '設備の担当です' })
    const moved = await story.message(({ channel }) => channel === next)
    expect(wordsIn(moved)).toContain('「人事課」から移りました。理由：設備の担当です')
    expect(wordsIn(moved)).toContain('問い合わせの担当が変わりました')
    const old = await story.message(({ ts, blocks }) => ts === posted.ts && wordsIn({ blocks }).includes('情報政策課'))
    expect(wordsIn(old)).not.toContain('"type":"button"')
  })

  test('reopened by its asker rings again where it stands, and can be answered again', async () => {
    const { asker, officer, channel, posted } = await openTicket()
    await officer.click(posted, 'ticket_answer')
    await officer.submit(await story.window(), { answer: 'できません。' })
    const answer = await story.message(toAsker(asker, '担当課が回答しました'))
    await officer.click(answer, 'ticket_reopen')
    await story.message(toAsker(asker, '本人だけができます'))
    await asker.click(answer, 'ticket_reopen')
    await asker.submit(await story.window(), { reason: '代わりの場所が知りたい' })
    const note = await story.message(message => message.channel === channel && message.thread === posted.ts)
    expect(note.text).toContain('再度の問い合わせ')
    const again = await story.message(
      ({ ts, blocks }) => ts === posted.ts && wordsIn({ blocks }).includes('代わりの場所が知りたい'),
    )
    expect(wordsIn(again)).toContain('ticket_answer')
    const quiet = await story.message(
      ({ ts, blocks }) => ts === answer.ts && !wordsIn({ blocks }).includes('ticket_reopen'),
    )
    expect(wordsIn(quiet)).toContain('できません。')
  })

  test('taken back by its asker, and by nobody else, tells the section that no answer is needed', async () => {
    const { asker, officer, channel, posted } = await openTicket()
    const confirmed = await story.message(toAsker(asker, 'を受け付けました'))
    await officer.click(confirmed, 'ticket_withdraw')
    await story.message(toAsker(asker, '本人だけができます'))
    await asker.click(confirmed, 'ticket_withdraw')
    await story.message(toAsker(asker, 'を取り下げました'))
    await story.product.desk.settleOutbox()
    const note = await story.message(message => message.channel === channel && message.thread === posted.ts)
    expect(note.text).toContain('取り下げられました')
    const ended = await story.message(({ ts, blocks }) => ts === posted.ts && wordsIn({ blocks }).includes('終了'))
    expect(wordsIn(ended)).not.toContain('"type":"button"')
    expect((await ticketOf(asker))?.state).toBe('closed')
  })

  test('whose answer helped is thanked for, and the question counts as resolved', async () => {
    const { asker, officer, posted } = await openTicket()
    await officer.click(posted, 'ticket_answer')
    await officer.submit(await story.window(), { answer: 'できません。' })
    const answer = await story.message(toAsker(asker, '担当課が回答しました'))
    await asker.click(answer, 'ticket_resolved')
    const after = await story.message(({ ts, text }) => ts === answer.ts && text.includes('解決したことを記録しました'))
    expect(wordsIn(after)).toContain('できません。')
    expect(wordsIn(after)).not.toContain('"type":"button"')
  })

  test('closed with a reason tells it to the asker', async () => {
    const { asker, officer, posted } = await openTicket()
    await officer.click(posted, 'ticket_close')
    await officer.submit(await story.window(), { reason: '電話で回答しました' })
    const told = await story.message(toAsker(asker, '対応を終了しました'))
    expect(told.text).toContain('理由：電話で回答しました')
  })

  test('answered by two at once keeps the first answer, and the second person keeps their words', async () => {
    const { asker, officer, posted } = await openTicket()
    const colleague = story.someone()
    await officer.click(posted, 'ticket_answer')
    const first = await story.window()
    await colleague.click(posted, 'ticket_answer')
    const second = await story.window()
    expect(await officer.submit(first, { answer: 'できません。' })).toEqual({})
    const refused = await colleague.submit(second, { answer: 'できます。' })
    expect(refused['response_action']).toBe('errors')
    expect(JSON.stringify(refused['errors'])).toContain('他の人が先に操作しています')
    expect((await ticketOf(asker))?.answer?.text).toBe('できません。')
  })

  test('that cannot be answered any more says so at once, and opens no window', async () => {
    const { asker, officer, posted } = await openTicket()
    await officer.click(posted, 'ticket_close')
    await officer.submit(await story.window())
    await story.message(toAsker(asker, '対応を終了しました'))
    const windows = story.workspace.views.length
    await officer.click(posted, 'ticket_answer')
    const told = await story.message(({ onlyFor }) => onlyFor === officer.id)
    expect(told.text).toContain('現在「終了」のため')
    expect(story.workspace.views).toHaveLength(windows)
  })

  test('with a text that is blank or too long is not opened; the window says what is wrong', async () => {
    const asker = story.someone()
    await openAsking(asker)
    const asking = await story.window()
    const blank = await asker.submit(asking, { section: 'jinji', question: '　 ' })
    expect(blank).toEqual({
      response_action: 'errors',
      errors: { question: '「問い合わせの内容」を入力してください。' },
    })
    const long = await asker.submit(asking, { section: 'jinji', question: 'あ'.repeat(1_001) })
    expect(JSON.stringify(long)).toContain('1,000字以内で入力してください（現在1,001字）')
    expect(await ticketOf(asker)).toBeUndefined()
  })
})
