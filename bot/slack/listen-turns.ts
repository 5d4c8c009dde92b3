// The buttons of a turn: choosing a candidate, sharing the answer, and saying whether it helped.
import type { App, BlockButtonAction } from '@slack/bolt'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ACTIONS, readTurnRef, type TurnRef } from './action-names.ts'
import { openAskModal } from './ask-section.ts'
import { type Click, onClick, replaceMessage, tellClicker } from './clicks.ts'
import type { FrontEndDeps } from './front-end.ts'
import { noticeMessage } from './notices.ts'
import { sendSummary } from './summary.ts'
import { isClosedPlace, post } from './talk.ts'
import { answerMetadata, deliveryOf } from './transport/delivery-context.ts'
import { sharedMessage, turnMessage } from './turn-message.ts'

const { problems } = slackMessages

export function listenToTurns(app: App, deps: FrontEndDeps): void {
  app.action<BlockButtonAction>(ACTIONS.choose, onTurn(choose, deps))
  app.action<BlockButtonAction>(ACTIONS.resolved, onTurn(sayResolved, deps))
  app.action<BlockButtonAction>(ACTIONS.unresolved, onTurn(openWith('unresolved'), deps))
  app.action<BlockButtonAction>(ACTIONS.noneOfThese, onTurn(openWith('none_of_these'), deps))
  app.action<BlockButtonAction>(ACTIONS.askSection, onTurn(openWith(null), deps))
  app.action<BlockButtonAction>(ACTIONS.share, onTurn(share, deps))
  app.action<BlockButtonAction>(
    ACTIONS.summary,
    onTurn(({ click, ref }, its) => sendSummary(click, ref, its), deps),
  )
}

interface TurnClick {
  readonly click: Click
  readonly ref: TurnRef
  /** The same however often Slack sends the click. */
  readonly key: string
}

function onTurn(work: (turnClick: TurnClick, deps: FrontEndDeps) => Promise<void>, deps: FrontEndDeps) {
  return async (args: Parameters<ReturnType<typeof onClick>>[0] & { readonly context: object }) => {
    const run = onClick(async click => {
      const ref = readTurnRef(click.value)
      if (ref === null) return tellClicker(click, noticeMessage(problems.gone))
      await work({ click, ref, key: deliveryOf({ ...args.context }).key }, deps)
    }, deps)
    await run(args)
  }
}

async function choose({ click, ref }: TurnClick, deps: FrontEndDeps): Promise<void> {
  const { questionId, entryId, where } = ref
  const turn = await deps.conversation.react({ questionId, kind: 'chosen', entryId })
  if (turn === null) return tellClicker(click, noticeMessage(problems.gone))
  const summaries = (await deps.summaries?.isOn()) ?? false
  await replaceMessage(click, turnMessage(turn, { publicUrl: deps.publicUrl, where, summaries }))
}

async function sayResolved({ click, ref }: TurnClick, deps: FrontEndDeps): Promise<void> {
  const { questionId, entryId, where } = ref
  const turn = await deps.conversation.react({ questionId, kind: 'resolved', entryId })
  if (turn === null) return tellClicker(click, noticeMessage(problems.gone))
  await replaceMessage(click, turnMessage(turn, { publicUrl: deps.publicUrl, where }))
}

/** What is said of the turn is recorded when the window is sent, or closed. */
function openWith(feedback: 'unresolved' | 'none_of_these' | null) {
  return ({ click, ref }: TurnClick, deps: FrontEndDeps) => openAskModal(click, { ref, feedback }, deps)
}

/** Into the thread of the question; where the channel is closed to us, by the address that the click came with. */
async function share({ click, ref, key }: TurnClick, deps: FrontEndDeps): Promise<void> {
  const { questionId, entryId, where } = ref
  const turn = entryId === null ? null : await deps.conversation.show(questionId, { entryId })
  if (turn === null) return tellClicker(click, noticeMessage(problems.gone))
  if (turn.answer === null) return tellClicker(click, noticeMessage(problems.withdrawn))
  const message = sharedMessage(turn.answer, click.user, deps.publicUrl)
  const channel = click.channel ?? click.user
  try {
    await post(click.client, { channel, thread: where.thread }, { message, metadata: answerMetadata(key) })
  } catch (error) {
    if (!isClosedPlace(error)) throw error
    await shareByAddress(click, { message, thread: where.thread })
  }
  await replaceMessage(click, turnMessage(turn, { publicUrl: deps.publicUrl, where, shared: true }))
}

async function shareByAddress(
  click: Click,
  { message, thread }: { readonly message: ReturnType<typeof sharedMessage>; readonly thread: string | null },
): Promise<void> {
  const inThread = thread === null ? {} : { thread_ts: thread }
  await click.respond({ response_type: 'in_channel', replace_original: false, ...message, ...inThread })
}
