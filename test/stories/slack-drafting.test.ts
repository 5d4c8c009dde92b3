// 「FAQに登録する」 on a message, with a chat model: what was said in the thread comes drafted into the window, the person edits it, and
// what is saved as it came is known as a model's draft.
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isStillModels } from '../../src/core/drafting/still-models.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { openSlackStory, type SlackStory } from './open-slack-story.ts'
import { tokenAskers } from './token-askers.ts'

const DRAFT = {
  question: '名刺は、どこで注文しますか。',
  answer: '名刺は、注文の画面から申し込んでください。費用は500円です。',
  phrasings: ['名刺の注文', '名刺を作りたい'],
  negativePhrasings: [],
  tags: [],
}
const mock = new LLMock({ port: 0, host: '127.0.0.1' })
let story: SlackStory
beforeAll(async () => {
  await mock.start()
  story = await openSlackStory(undefined, { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'tiny' })
})
afterAll(async () => {
  await story[Symbol.asyncDispose]()
  await mock.stop()
})

async function register() {
  const editor = story.someone()
  const channel = story.someChannel()
  const { workspace } = story
  const ts = workspace.post({ channel, user: 'U2', text: '名刺の注文はどこにしますか。私は090-1234-5678です。' })
  const reply = workspace.post({ channel, user: 'U3', text: '注文の画面から申し込みます。', thread: ts })
  const from = workspace.views.length
  await editor.shortcut(
    'faq_register',
    { ts: reply, thread_ts: ts, user: 'U3', text: '注文の画面から申し込みます。' },
    channel,
  )
  await workspace.until(() => workspace.views.slice(from).some(({ view }) => view.callback_id !== undefined))
  const [first, ...later] = workspace.views.slice(from)
  const view = later.at(-1) ?? first
  if (view === undefined) throw new Error('expected a window')
  // As it was opened: the view is another one by now.
  const waiting = workspace.calls.findLast(({ method }) => method === 'views.open')?.args['view']
  return { editor, view, waiting, words: JSON.stringify(view.view), id: `joho-s${reply.replace('.', '')}` }
}

async function saved(id: string) {
  const [entry] = await story.product.registry.workingEntries([id])
  const draft = await story.product.writing.modelDrafts.ofEntry(id)
  if (entry === undefined) throw new Error('expected the entry')
  return { entry, draft, isModels: isStillModels(entry, draft) }
}

test('a thread comes drafted into the window, with what to check, and is saved as the person leaves it', async () => {
  mock.onMessage(/./u, { content: JSON.stringify(DRAFT) })
  const { editor, view, waiting, words, id } = await register()
  expect(waiting).toContain(slackMessages.modals.drafting)
  for (const part of [DRAFT.question, '名刺の注文', slackMessages.modals.drafted, '費用は500円です。'])
    expect(words).toContain(part)
  const sent = JSON.stringify(mock.getLastRequest()?.body)
  expect(sent).toContain('注文の画面から申し込みます。')
  expect(sent).not.toContain('090-1234')
  expect(await editor.submit(view, { section: 'joho' })).toEqual({})
  await story.message(({ text, onlyFor }) => onlyFor === editor.id && text.includes('下書き'))
  expect(await saved(id)).toMatchObject({
    isModels: true,
    entry: { status: 'draft', question: DRAFT.question, phrasings: DRAFT.phrasings },
    draft: { source: 'thread', askedBy: `slack:${editor.id}`, sectionCode: 'joho', model: 'tiny' },
  })
  expect(tokenAskers(story)).toEqual([story.product.desk.askerKeys('slack', `T1:${editor.id}`)])
})

test('what the person changes in the window is theirs', async () => {
  const { editor, view, id } = await register()
  expect(await editor.submit(view, { section: 'joho', answer: '総務課に申し込んでください。' })).toEqual({})
  await story.message(({ text, onlyFor }) => onlyFor === editor.id && text.includes('下書き'))
  expect(await saved(id)).toMatchObject({ isModels: false, entry: { answer: '総務課に申し込んでください。' } })
})

test('a draft that is longer than the window holds is not offered in part: the window has the words as they were said', async () => {
  mock.reset()
  const answer = '名刺は、注文の画面から申し込んでください。'.repeat(160)
  mock.onMessage(/./u, { content: JSON.stringify({ ...DRAFT, answer }) })
  const { editor, view, words, id } = await register()
  expect(words).toContain('注文の画面から申し込みます。')
  expect(words).toContain(slackMessages.modals.draftTooLong)
  expect(words).not.toContain(slackMessages.modals.drafted)
  expect(words).not.toContain('名刺を作りたい')
  expect(await editor.submit(view, { section: 'joho' })).toEqual({})
  await story.message(({ text, onlyFor }) => onlyFor === editor.id && text.includes('下書き'))
  expect(await saved(id)).toMatchObject({
    isModels: false,
    draft: null,
    entry: { answer: '注文の画面から申し込みます。' },
  })
})

test('without a model that answers, the window has the words as they were said', async () => {
  mock.reset()
  mock.onMessage(/./u, { error: { message: 'no', type: 'x' }, status: 401 })
  const { words } = await register()
  expect(words).toContain('名刺の注文はどこにしますか。')
  expect(words).toContain(slackMessages.modals.noDraft)
})

test('while administrators have switched the model off, no window says that anything is drafted', async () => {
  const { modelSwitch } = story.product.modelUse
  await modelSwitch.move(false, 'user:admin')
  const { waiting, words } = await register()
  expect(waiting).toContain(slackMessages.modals.loading)
  expect(waiting).not.toContain('AI')
  expect(words).toContain('名刺の注文はどこにしますか。')
  expect(words).not.toContain(slackMessages.modals.noDraft)
  await modelSwitch.move(true, 'user:admin')
})
