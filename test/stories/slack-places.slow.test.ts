// Where people meet the bot in Slack: channels, threads, the command, shortcuts, the home, the assistant; and nowhere else.
import { webApi } from '@slack/bolt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverNews } from '../../bot/slack/deliver-news.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { buttonsOf, type Person, type ShownMessage } from '../fakes/slack-workspace.ts'
import { openSlackStory, PUBLIC_URL, type SlackStory, wordsIn } from './open-slack-story.ts'

let story: SlackStory
beforeAll(async () => {
  story = await openSlackStory()
})
afterAll(() => story[Symbol.asyncDispose]())

const onlyFor = (person: Person) => (message: ShownMessage) => message.onlyFor === person.id
const toDirect = (person: Person) => (message: ShownMessage) => message.channel === person.direct
const inPublic = (channel: string) => (message: ShownMessage) => message.channel === channel && message.onlyFor === null

describe('a mention in a channel', () => {
  test('is answered to the asker alone, who may share it in the thread of the question', async () => {
    const asker = story.someone()
    const channel = story.someChannel()
    const asked = await asker.mention('休みを取りたい', { channel })
    const shown = await story.message(onlyFor(asker))
    expect(shown.channel).toBe(channel)
    expect(wordsIn(shown)).toContain('庶務事務システム')
    expect(wordsIn(shown)).toContain('あなただけに表示しています')
    expect(story.workspace.messages.filter(inPublic(channel))).toEqual([])

    await asker.click(shown, 'turn_share')
    const shared = await story.message(inPublic(channel))
    expect(shared.thread).toBe(asked)
    expect(wordsIn(shared)).toContain('さんが共有しました')
    expect(wordsIn(shared)).toContain('庶務事務システム')
    expect(buttonsOf(shared.blocks)).toEqual([])
    const after = await story.message(
      ({ ts, blocks }) => ts === shown.ts && wordsIn({ blocks }).includes('みんなに共有しました'),
    )
    expect(wordsIn(after)).not.toContain('turn_share')
  })

  test('in a thread is answered there, and what was asked before in it counts', async () => {
    const asker = story.someone()
    const channel = story.someChannel()
    const root = await asker.mention('出張の旅費はいつ支給されますか', { channel })
    await story.message(onlyFor(asker))
    await asker.mention('その手続きは？', { channel, thread: root })
    const next = await story.message(({ onlyFor: person, thread }) => person === asker.id && thread === root)
    expect(wordsIn(next)).toContain('前の質問に続くものとして調べました')
    // In another thread nothing was asked before.
    const other = story.someone()
    await other.mention('その手続きは？', { channel })
    expect(wordsIn(await story.message(onlyFor(other)))).not.toContain('前の質問に続くもの')
  })

  test('of nothing else is helped', async () => {
    const asker = story.someone()
    await asker.mention('　', { channel: story.someChannel() })
    expect((await story.message(onlyFor(asker))).text).toContain('全庁FAQの使い方')
  })

  test('where the person cannot be reached in the channel is answered directly', async () => {
    const asker = story.someone()
    story.workspace.refuse('chat.postEphemeral', ({ user }) => (user === asker.id ? 'user_not_in_channel' : null))
    await asker.mention('休みを取りたい', { channel: story.someChannel() })
    expect(wordsIn(await story.message(toDirect(asker)))).toContain('庶務事務システム')
  })

  test('leads to a ticket whose answer comes to the thread, and rings at the asker', async () => {
    const asker = story.someone()
    const officer = story.someone()
    const channel = story.someChannel()
    const root = await asker.mention('庁舎の屋上で打ち上げ花火をしたいときの許可', { channel })
    const shown = await story.message(onlyFor(asker))
    const actions = buttonsOf(shown.blocks).map(({ action_id: id }) => id)
    await asker.click(shown, actions.includes('turn_none_of_these') ? 'turn_none_of_these' : 'turn_ask_section')
    await asker.submit(await story.window(), { section: 'ryohi' })
    const told = await story.message(
      ({ onlyFor: person, text }) => person === asker.id && text.includes('を受け付けました'),
    )
    expect(told.channel).toBe(channel)
    const posted = await story.message(inPublic('C9'))
    await officer.click(posted, 'ticket_answer')
    await officer.submit(await story.window(), { answer: '許可していません。' })
    const answer = await story.message(inPublic(channel))
    expect(answer.thread).toBe(root)
    expect(wordsIn(answer)).toContain(`"user_id":"${asker.id}"`)
    expect(wordsIn(answer)).toContain('許可していません。')
    expect(wordsIn(answer)).not.toContain('/tickets/')
  })
})

describe('/faq', () => {
  test('answers to the person alone, also in channels that are closed to the app', async () => {
    const asker = story.someone()
    const channel = story.someChannel()
    story.workspace.refuse('chat.postMessage', args => (args['channel'] === channel ? 'not_in_channel' : null))
    expect(await asker.command('休みを取りたい', channel)).toEqual({})
    const shown = await story.message(onlyFor(asker))
    expect(wordsIn(shown)).toContain('庶務事務システム')
    await asker.click(shown, 'turn_share')
    const shared = await story.message(inPublic(channel))
    expect(wordsIn(shared)).toContain('さんが共有しました')
  })

  test('without a question tells how it is used', async () => {
    const reply = await story.someone().command('  ')
    expect(reply['response_type']).toBe('ephemeral')
    expect(String(reply['text'])).toContain('「/faq 年休の申請方法」のように')
  })

  test('with a question that is too long says so', async () => {
    const asker = story.someone()
    await asker.command('あ'.repeat(1_001))
    expect((await story.message(onlyFor(asker))).text).toBe(slackMessages.problems.tooLong)
  })

  test('shows candidates of which one is chosen in place', async () => {
    const asker = story.someone()
    await asker.command('届出')
    const shown = await story.message(onlyFor(asker))
    expect(buttonsOf(shown.blocks).map(({ action_id: id }) => id)).toContain('turn_choose')
    await asker.click(shown, 'turn_choose')
    const after = await story.message(
      ({ ts, blocks }) => ts === shown.ts && wordsIn({ blocks }).includes('候補から選んだFAQです'),
    )
    expect(after.onlyFor).toBe(asker.id)
    expect((await story.feedbackOf(asker)).map(({ kind }) => kind)).toEqual(['chosen'])
  })
})

describe('a turn that did not help', () => {
  async function unresolved() {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    const shown = await story.message(toDirect(asker))
    await asker.click(shown, 'turn_unresolved')
    return { asker, shown, view: await story.window() }
  }

  test('may be remarked upon without asking a section', async () => {
    const { asker, shown, view } = await unresolved()
    await asker.submit(view, { wish: 'tell', comment: '<!channel> 半日の場合が分かりません', question: '' })
    await story.message(message => toDirect(asker)(message) && message.text.includes('ご意見を記録しました'))
    await story.message(({ ts, text }) => ts === shown.ts && text.includes('お役に立てず'))
    expect(await story.feedbackOf(asker)).toEqual([
      { kind: 'unresolved', entryId: 'jinji-001', comment: '<!channel> 半日の場合が分かりません' },
    ])
  })

  test('counts as such when the window is closed', async () => {
    const { asker, view } = await unresolved()
    await asker.closeView(view)
    await expect
      .poll(() => story.feedbackOf(asker))
      .toEqual([{ kind: 'unresolved', entryId: 'jinji-001', comment: null }])
  })
})

describe('a message', () => {
  test('is looked up for the person who asks for it', async () => {
    const looker = story.someone()
    const channel = story.someChannel()
    await looker.shortcut(
      'faq_search',
      { ts: '1796007600.000100', user: 'U2', text: 'パスワードを忘れました' },
      channel,
    )
    const shown = await story.message(onlyFor(looker))
    expect(wordsIn(shown)).toContain('職員ポータルの「パスワード再設定」')
    await looker.click(shown, 'turn_share')
    expect((await story.message(inPublic(channel))).thread).toBe('1796007600.000100')
  })

  test('that answers another becomes a draft with both, once', async () => {
    const editor = story.someone()
    const channel = story.someChannel()
    const ts = story.workspace.post({ channel, user: 'U2', text: '名刺の注文はどこにしますか &amp; いつまで？' })
    const reply = story.workspace.post({
      channel,
      user: 'U3',
      text: '<https://shiomi.example/meishi|注文の画面>からです。',
      thread: ts,
    })
    const message = {
      ts: reply,
      thread_ts: ts,
      user: 'U3',
      text: '<https://shiomi.example/meishi|注文の画面>からです。',
    }
    await editor.shortcut('faq_register', message, channel)
    await story.window()
    await story.workspace.until(() => story.workspace.views.at(-1)?.view.callback_id !== undefined)
    const view = story.workspace.views.at(-1)
    if (view === undefined) throw new Error('no window')
    expect(JSON.stringify(view.view)).toContain('名刺の注文はどこにしますか & いつまで？')
    expect(JSON.stringify(view.view)).toContain('注文の画面からです。')
    expect(await editor.submit(view, { section: 'joho', basis: '物品取扱要領' })).toEqual({})
    const told = await story.message(({ text, onlyFor: person }) => person === editor.id && text.includes('下書き'))
    const id = `joho-s${reply.replace('.', '')}`
    expect(told.text).toContain(`FAQの下書き「${id}」を保存しました`)
    const [draft] = await story.product.registry.entriesById([id])
    expect([draft?.status, draft?.question, draft?.basis]).toEqual([
      'draft',
      '名刺の注文はどこにしますか & いつまで？',
      ['物品取扱要領'],
    ])
    await editor.submit(view, { section: 'joho', question: '別の言い方' })
    await story.message(({ text, onlyFor: person }) => person === editor.id && text.includes('すでに下書き'))
    expect((await story.product.registry.entriesById([id]))[0]?.question).toBe(
      '名刺の注文はどこにしますか & いつまで？',
    )
  })

  test('whose thread cannot be read is the question itself', async () => {
    const editor = story.someone()
    story.workspace.refuse('conversations.replies', () => 'missing_scope')
    await editor.shortcut('faq_register', {
      ts: '1796007601.000100',
      thread_ts: '1796007600.000100',
      text: '名札をなくした',
    })
    await story.window()
    await story.workspace.until(() => story.workspace.views.at(-1)?.view.callback_id !== undefined)
    expect(JSON.stringify(story.workspace.views.at(-1))).toContain('名札をなくした')
  })
})

describe('the home', () => {
  test('shows the person’s questions and tickets, what others look up, and the registration count', async () => {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    const shown = await story.message(toDirect(asker))
    await asker.click(shown, 'turn_unresolved')
    await asker.submit(await story.window(), { section: 'jinji' })
    await story.message(message => toDirect(asker)(message) && message.text.includes('を受け付けました'))
    await asker.openHome()
    await story.workspace.until(() => story.workspace.homes.has(asker.id))
    const home = story.workspace.homes.get(asker.id)
    const words = JSON.stringify(home)
    expect(words).toContain('休みを取りたい')
    expect(words).toMatch(/問い合わせ票 令和\d+年度第\d+号/u)
    expect(words).toContain('状態：受付')
    expect(words).toContain(`${PUBLIC_URL}/tickets/`)
    expect(words).toContain(`${PUBLIC_URL}/entries/jinji-001`)
    // Ten published and one archived were registered; a draft and one in review were not.
    expect(words).toContain('登録数（累計）：11件')
    expect(words).toContain('公開中：10件')
    expect(words).toMatch(/令和\d+年度の登録：/u)
  })

  test('opens an earlier answer to its asker, and to nobody else', async () => {
    const asker = story.someone()
    await asker.say('休みを取りたい')
    await story.message(toDirect(asker))
    await asker.openHome()
    await story.workspace.until(() => story.workspace.homes.has(asker.id))
    const home = story.workspace.homes.get(asker.id)
    if (home === undefined) throw new Error('no home')
    await asker.click(home, 'home_show_turn')
    const { view } = await story.window()
    expect(JSON.stringify(view)).toContain('庶務事務システム')
    expect(JSON.stringify(view)).not.toContain('"type":"button"')
    const other = story.someone()
    await other.click(home, 'home_show_turn')
    const told = await story.message(toDirect(other))
    expect(told.text).toBe(slackMessages.problems.gone)
  })
})

describe('the assistant', () => {
  const started = (person: Person, thread_ts: string) => ({
    type: 'assistant_thread_started',
    assistant_thread: { user_id: person.id, channel_id: person.direct, thread_ts, context: {} },
    event_ts: thread_ts,
  })

  test('greets with examples, and answers in its thread as the same conversation', async () => {
    const asker = story.someone()
    const thread = '1796007700.000100'
    await story.workspace.event(started(asker, thread))
    const greeting = await story.message(toDirect(asker))
    expect(greeting.thread).toBe(thread)
    await story.workspace.until(() =>
      story.workspace.calls.some(({ method }) => method === 'assistant.threads.setSuggestedPrompts'),
    )
    const prompts = story.workspace.calls.findLast(({ method }) => method === 'assistant.threads.setSuggestedPrompts')
    expect(prompts?.args['prompts']).toContain('旅費はいつ振り込まれますか')
    await asker.say('出張の旅費はいつ支給されますか', { thread_ts: thread })
    const first = await story.message(message => toDirect(asker)(message) && wordsIn(message).includes('公式の回答｜'))
    expect(first.thread).toBe(thread)
    await story.workspace.until(() =>
      story.workspace.calls.some(({ method }) => method === 'assistant.threads.setTitle'),
    )
    const title = story.workspace.calls.findLast(({ method }) => method === 'assistant.threads.setTitle')
    expect(title?.args['title']).toBe('出張の旅費はいつ支給されますか')
    await asker.say('その手続きは？', { thread_ts: thread })
    const next = await story.message(
      message => toDirect(asker)(message) && wordsIn(message).includes('前の質問に続くもの'),
    )
    expect(next.thread).toBe(thread)
  })

  test('is not needed: in a mere thread, where Slack refuses its titles, the answer comes all the same', async () => {
    const asker = story.someone()
    for (const method of ['assistant.threads.setTitle', 'assistant.threads.setStatus']) {
      story.workspace.refuse(method, () => 'missing_scope')
    }
    await asker.say('休みを取りたい', { thread_ts: '1796007800.000100' })
    expect((await story.message(toDirect(asker))).thread).toBe('1796007800.000100')
  })
})

describe('nobody else', () => {
  test('is answered: no bot, no edit, no notice, not the bot itself, no message that is not for it', async () => {
    const asker = story.someone()
    const channel = story.someChannel()
    const message = {
      type: 'message',
      channel_type: 'im',
      channel: asker.direct,
      user: asker.id,
      text: '休みを取りたい',
    }
    const before = story.workspace.messages.length
    const unheard = [
      { ...message, ts: '1.1', bot_id: 'B2' },
      { ...message, ts: '1.2', subtype: 'bot_message', user: undefined },
      { ...message, ts: '1.3', subtype: 'message_changed', message: { text: '休みを取りたい' } },
      { ...message, ts: '1.4', subtype: 'message_deleted' },
      { ...message, ts: '1.5', subtype: 'channel_join' },
      { ...message, ts: '1.6', edited: { user: asker.id, ts: '1.6' } },
      { ...message, ts: '1.7', user: 'UBOT' },
      { ...message, ts: '1.8', channel, channel_type: 'channel' },
      { ...message, ts: '1.9', channel, channel_type: 'channel', text: '<@UBOT> 休みを取りたい' },
      { ...message, ts: '1.10', channel: 'G1', channel_type: 'mpim' },
      { type: 'app_mention', channel: asker.direct, user: asker.id, text: '<@UBOT> 休みを取りたい', ts: '1.11' },
      { type: 'app_mention', channel, user: 'U2', bot_id: 'B2', text: '<@UBOT> 休みを取りたい', ts: '1.12' },
      { type: 'app_mention', channel, user: asker.id, edited: { ts: '1' }, text: '<@UBOT> 休みを取りたい', ts: '1.13' },
    ]
    for (const event of unheard) await story.workspace.event(event)
    // What follows is heard, and by then all the others were.
    await asker.say('<@UBOT> 休みを取りたい')
    await story.message(toDirect(asker))
    expect(story.workspace.messages.length).toBe(before + 1)
  })
})

describe('what was asked', () => {
  test('is never live in what is said back, whatever it spells', async () => {
    const asker = story.someone()
    await asker.mention('&lt;!channel&gt; <!here> <!everyone> <@U2> <#C2|総務> *太字* 休みを取りたい', {
      channel: story.someChannel(),
    })
    const shown = await story.message(onlyFor(asker))
    expect(shown.text).not.toMatch(/<[!@#]|@(?:here|channel|everyone)\b/u)
    expect(wordsIn(shown)).not.toContain('"type":"mrkdwn"')
    const key = story.product.desk.askerKeys('slack', `T1:${asker.id}`)
    const [asked] = await story.product.questionLog.ofAsker(key, 1)
    expect(asked?.text).not.toContain('<@')
  })

  test('of an entry that is withdrawn meanwhile says so', async () => {
    await story.product.registry.save(
      [
        {
          ...(await entry('joho-003')),
          id: 'joho-777',
          question: '会議室の大型モニターの返却の仕方',
          answer: '受付へ。',
        },
      ],
      { actor: 'story' },
    )
    await story.product.settleIndex()
    const asker = story.someone()
    await asker.command('大型モニターの返却の仕方')
    const shown = await story.message(onlyFor(asker))
    expect(wordsIn(shown)).toContain('joho-777')
    await story.product.registry.archive('joho-777', 'story')
    await asker.click(shown, 'turn_share')
    const told = await story.message(message => onlyFor(asker)(message) && message.ts !== shown.ts)
    expect(told.text).toBe(slackMessages.problems.withdrawn)
    await asker.click(shown, 'turn_resolved')
    const after = await story.message(({ ts, text }) => ts === shown.ts && text.includes('現在公開されていません'))
    expect(wordsIn(after)).not.toContain('受付へ。')
  })

  async function entry(id: string) {
    const [found] = await story.product.registry.entriesById([id])
    if (found === undefined) throw new Error(`no ${id}`)
    const { revision: _, ...content } = found
    return { ...content, registeredOn: null }
  }
})

describe('many at once', () => {
  test('are all answered, each once and each with their own answer', async () => {
    const people = Array.from({ length: 50 }, () => story.someone())
    const questions = ['休みを取りたい', 'パスワードを忘れました', '出張の旅費はいつ支給されますか']
    const answers = ['jinji-001', 'joho-002', 'ryohi-001']
    await Promise.all(people.map((person, index) => person.say(questions[index % 3] ?? '')))
    await story.workspace.until(() => people.every(person => story.workspace.messages.some(toDirect(person))))
    await story.product.desk.settleOutbox()
    for (const [index, person] of people.entries()) {
      const shown = story.workspace.messages.filter(toDirect(person))
      expect(shown).toHaveLength(1)
      expect(wordsIn(shown[0] ?? { blocks: [] })).toContain(`/entries/${answers[index % 3]}`)
    }
  })
})

describe('in trouble', () => {
  test('news that went out before a crash could note it do not go out again', async () => {
    const channel = story.someChannel()
    const { product } = story
    await product.desk.contacts.setContact('ryohi', 'slack', channel, 'story')
    const request = {
      question: 'どこに聞けばよいか',
      questionId: null,
      sectionCode: 'ryohi',
      asker: null,
      askerName: null,
    }
    const replyTo = { door: 'slack', place: 'D1', thread: null, user: 'U1' } as const
    const ticket = await product.desk.tickets.open({ ...request, replyTo }, 'slack')
    await product.desk.settleOutbox()
    expect(story.workspace.messages.filter(inPublic(channel))).toHaveLength(1)
    // As the outbox would hand it over after a crash: an hour old, and nowhere noted as posted.
    const createdAt = new Date(Date.now() - 3_600_000)
    const message = { id: 999, ticketId: ticket.id, door: 'slack', news: 'opened', attempts: 0, createdAt } as const
    const posts = { posts: async () => [], notePost: async () => {} }
    const { conversation, desk, registry, questionLog, kpi } = product
    const { tickets, contacts, askerKeys } = desk
    const settings = {
      publicUrl: PUBLIC_URL,
      summaries: null,
      fallbackChannel: null,
      threadDrafts: null,
      now: () => new Date(),
      log: () => {},
    }
    const deps = {
      conversation,
      registry,
      questionLog,
      kpi: kpi.atAGlance,
      tickets,
      contacts,
      askerKeys,
      posts,
      ...settings,
    }
    const client = new webApi.WebClient('xoxb-1-test', { slackApiUrl: story.workspace.url })
    await deliverNews(client, message, deps)
    await deliverNews(client, message, deps)
    expect(story.workspace.messages.filter(inPublic(channel))).toHaveLength(2)
  })

  test('a fault of ours is told with a number that the log knows', async () => {
    const failing = () => Promise.reject(new Error('disk on fire'))
    await using broken = await openSlackStory(undefined, { SLACK_TICKET_CHANNEL: '' }, product => ({
      ...product,
      conversation: { ...product.conversation, ask: failing },
    }))
    const asker = broken.someone()
    await asker.say('休みを取りたい')
    const told = await broken.message(toDirect(asker))
    const reference = /受付番号 (\w+)/u.exec(told.text)?.[1]
    expect(told.text).not.toContain('disk on fire')
    const logged = broken.events.find(({ event }) => event === 'slack_listener_failed')
    expect(logged?.data['reference']).toBe(reference)
    // A ticket of a section without any channel is kept, and the operator told.
    const { questionLog, desk } = broken.product
    expect(await questionLog.count()).toBe(0)
    const request = {
      question: 'どこに聞けばよいか',
      questionId: null,
      sectionCode: 'jinji',
      asker: null,
      askerName: null,
    }
    await desk.tickets.open({ ...request, replyTo: { door: 'slack', place: 'D1', thread: null, user: 'U1' } }, 'slack')
    await desk.settleOutbox()
    expect(await desk.outboxCounts()).toEqual({ waiting: 0, givenUp: 1 })
    expect(broken.events.map(({ event }) => event)).toContain('message_not_sent')
    expect((await desk.tickets.list({ limit: 1, offset: 0 })).total).toBe(1)
  })
})
