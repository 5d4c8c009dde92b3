// 「FAQに登録する」 on a message: what was asked and answered in a thread becomes a draft entry, which a section checks before
// it is published.
import type { App, MessageShortcut, types, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import type { ToCheck } from '../../src/core/drafting/check-draft-answer.ts'
import type { SourceText } from '../../src/core/drafting/prompts.ts'
import { isFault } from '../../src/core/errors.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { VIEWS } from './action-names.ts'
import { context, section } from './blocks/plain.ts'
import { checkDraft, draftModal, fitsDraftModal, readDraft } from './draft-modal.ts'
import { actorOf, type FrontEndDeps } from './front-end.ts'
import { noticeModal, text } from './modals.ts'
import { SHORTCUTS } from './names.ts'
import { noticeMessage } from './notices.ts'
import { onSubmit, type Submission } from './submissions.ts'
import { type Client, tellPrivately } from './talk.ts'
import { describeError } from './transport/failure.ts'
import { readText } from './transport/neutralise.ts'
import { askerOf } from './where.ts'

/** `d`: the draft of a model that was in the window. */
const fromSchema = z.object({ c: z.string(), m: z.string(), d: z.string().optional() })
type DraftFrom = z.infer<typeof fromSchema>

export function listenToRegister(app: App, deps: FrontEndDeps): void {
  app.shortcut({ callback_id: SHORTCUTS.register, type: 'message_action' }, async ({ ack, shortcut, client }) => {
    await ack()
    await openDraft(client, shortcut, deps)
  })
  const handling = { schema: fromSchema, check: checkDraft, work: saveDraft }
  app.view<ViewSubmitAction>(VIEWS.messageDraft, onSubmit(handling, deps))
}

/** A window opens within three seconds or not at all, and a thread may take longer to read: so it opens empty first. */
async function openDraft(client: Client, shortcut: MessageShortcut, deps: FrontEndDeps): Promise<void> {
  const { trigger_id, channel, message } = shortcut
  const waiting = (await deps.threadDrafts?.isOn()) === true ? text.drafting : text.loading
  const opened = await client.views.open({ trigger_id, view: noticeModal(text.register, waiting) })
  const viewId = opened.view?.id
  if (viewId === undefined) return
  const [said, all] = await Promise.all([readThread(client, shortcut, deps), deps.registry.sections()])
  if (all.length === 0) {
    const view = noticeModal(text.register, slackMessages.problems.noSections)
    await client.views.update({ view_id: viewId, view })
    return
  }
  const { draftId, ...content } = await draftedWords(said, shortcut, deps)
  const metadata: DraftFrom = { c: channel.id, m: message.ts, ...(draftId !== null && { d: draftId }) }
  const frame = { callback: VIEWS.messageDraft, metadata, suggested: [], all, keepsLongAnswer: false }
  const view = draftModal({ ...frame, ...content })
  await client.views.update({ view_id: viewId, view })
}

interface Said {
  readonly question: string
  readonly answer: string
  /** All that was said, for a model. */
  readonly texts: readonly SourceText[]
}

const threadSchema = z.array(
  z.object({
    ts: z.string(),
    user: z.string().optional(),
    text: z.string().default(''),
    bot_id: z.string().optional(),
  }),
)

/** Replies looked at: a question is answered within them, or the editor copies what they mean. */
const REPLIES_MAX = 50

/**
 * A reply answers what began its thread; a message with replies is answered by the last person who is not its author. Where
 * the thread cannot be read, the message is the question.
 */
async function readThread(client: Client, { channel, message }: MessageShortcut, deps: FrontEndDeps): Promise<Said> {
  const words = readText(message.text ?? '')
  const alone: Said = { question: words, answer: '', texts: [{ kind: 'message', text: words }] }
  const root = typeof message['thread_ts'] === 'string' ? message['thread_ts'] : null
  if (root === null) return alone
  try {
    const { messages } = await client.conversations.replies({ channel: channel.id, ts: root, limit: REPLIES_MAX })
    const people = threadSchema.parse(messages ?? []).filter(({ bot_id: botId }) => botId === undefined)
    const first = people.find(({ ts }) => ts === root)
    if (first === undefined) return alone
    const isReply = message.ts !== root
    const reply = isReply ? { text: message.text ?? '' } : people.findLast(({ user }) => user !== first.user)
    return { question: readText(first.text), answer: readText(reply?.text ?? ''), texts: textsOf(people) }
  } catch (error) {
    deps.log('slack_thread_not_read', { error: describeError(error) })
    return alone
  }
}

/** What began the thread is asked, what others and its author said after is said; of a long thread the end counts. */
function textsOf(people: z.infer<typeof threadSchema>): readonly SourceText[] {
  const [first, ...replies] = people.map(({ text: said }) => readText(said))
  const kept = replies.filter(said => said.trim() !== '').slice(-REPLIES_TOLD_MAX)
  const kind = kept.length === 0 ? 'message' : 'question'
  return [{ kind, text: first ?? '' }, ...kept.map(said => ({ kind: 'message', text: said }) as const)]
}

/** As many as a draft is made of, but for the first message. */
const REPLIES_TOLD_MAX = 19

interface DraftedWords {
  readonly question: string
  readonly answer: string
  readonly phrasings: readonly string[]
  readonly lead: readonly types.KnownBlock[]
  readonly draftId: string | null
}

/** What a model made of the thread, where one is set up and made something; else the words as they were said. */
async function draftedWords(
  { question, answer, texts }: Said,
  { channel, message, user, team }: MessageShortcut,
  { threadDrafts, askerKeys }: FrontEndDeps,
): Promise<DraftedWords> {
  const plain = { question, answer, phrasings: [], lead: [], draftId: null }
  if (threadDrafts === null) return plain
  const threadId = `${channel.id}-${message.ts}`
  const asker = askerOf(team?.id ?? user.team_id ?? '', user.id, askerKeys)
  const made = await threadDrafts.draft({ texts, threadId, by: actorOf(user.id), asker })
  if (made.kind === 'failed') return made.why === 'switched_off' ? plain : { ...plain, lead: [context([text.noDraft])] }
  const { draft, draftId } = made
  // Cut, it would be saved as words of the person, half an answer without a mark.
  if (!fitsDraftModal(draft)) return { ...plain, lead: [context([text.draftTooLong])] }
  const lead = [section(text.drafted), ...(draft.toCheck.length === 0 ? [] : [section(toCheckWords(draft.toCheck))])]
  return { question: draft.question, answer: draft.answer, phrasings: draft.phrasings, lead, draftId }
}

function toCheckWords(toCheck: readonly ToCheck[]): string {
  const { review, reasons } = draftingTexts
  const lines = toCheck.map(({ statement, why }) => `・「${statement}」：${reasons[why]}`)
  return [`${review.checkHeading}：${review.checkLead}`, ...lines].join('\n')
}

async function saveDraft({ view, metadata, user, client }: Submission<DraftFrom>, deps: FrontEndDeps) {
  const draft = await draftOf(view, metadata, deps)
  // Before the entry: whatever ends in between, no entry of a model stands unmarked.
  if (metadata.d !== undefined) {
    await deps.threadDrafts?.assign(metadata.d, { entryId: draft.id, sectionCode: draft.section.code })
  }
  const there = await saveNew(draft, user, deps)
  const words = there ? slackMessages.thanks.draftThere(draft.id) : slackMessages.thanks.drafted(draft.id)
  return () => tellPrivately(client, { channel: metadata.c, thread: null, user }, noticeMessage(words))
}

/** The id names the message, so that one message makes one draft, whoever registers it again. */
async function draftOf(view: ViewOutput, { m }: DraftFrom, { registry }: FrontEndDeps): Promise<EntryInput> {
  const content = readDraft(view, { answer: '', sections: await registry.sections() })
  const id = `${content.section.code}-s${m.replace(/\D/gu, '')}`
  return { id, status: 'draft', registeredOn: null, revisedOn: null, ...content }
}

/** True where the draft was there already: it is left as it is. */
async function saveNew(draft: EntryInput, user: string, { registry }: FrontEndDeps): Promise<boolean> {
  try {
    await registry.save([draft], { actor: actorOf(user), seen: new Map([[draft.id, 0]]) })
    return false
  } catch (error) {
    if (isFault(error, 'conflict')) return true
    throw error
  }
}
