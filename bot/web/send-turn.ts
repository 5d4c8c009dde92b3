// Sends one turn as a fragment for the script, and knows what the drawing of turns needs of the house.
import type { Response } from 'express'
import type { Turn } from '../../src/core/conversation/turn.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import type { Chat } from './chat.ts'
import { sendFragment } from './respond.ts'
import { type TurnView, turnHtml } from './turn-view.ts'

export async function sendTurnFragment(
  response: Response,
  turn: Turn,
  { conversationId, chat }: { readonly conversationId: string | null; readonly chat: Chat },
): Promise<void> {
  return sendFragment(response, 'turn', turnHtml(turn, await viewOf(chat, conversationId)))
}

/** `conversationId` is null where a turn is shown by itself. */
export async function viewOf(chat: Chat, conversationId: string | null): Promise<TurnView> {
  const { compose, renderings } = chat
  const helps = (compose !== null || renderings !== null) && (await modelIsOn(chat))
  return {
    sections: await chat.sections(),
    conversationId,
    today: dateInJapan(chat.now()),
    summaries: compose !== null && helps,
    renderings: renderings !== null && helps,
  }
}

export async function offersRenderings(chat: Pick<Chat, 'composes' | 'renderings'>): Promise<boolean> {
  return chat.renderings !== null && (await modelIsOn(chat))
}

/** A model that administrators switched off is offered nowhere. */
async function modelIsOn({ composes }: Pick<Chat, 'composes'>): Promise<boolean> {
  return (await composes?.()) ?? true
}
