// Sends one turn, freshly read from the registry: as a fragment for the script, or on a page of its own.
import type { Response } from 'express'
import type { Chat } from './chat.ts'
import { questionPage } from './pages.ts'
import { sendFragment, sendPage } from './respond.ts'
import { type AskedQuestion, type TurnState, turnOf } from './turn.ts'
import { turnHtml } from './turn-view.ts'

export interface TurnToSend {
  readonly asked: AskedQuestion
  readonly state: TurnState
  readonly fragment: boolean
}

export async function sendTurn(response: Response, { asked, state, fragment }: TurnToSend, chat: Chat): Promise<void> {
  const [entries, sections] = await Promise.all([
    chat.entriesById(asked.candidates.map(({ entryId }) => entryId)),
    chat.sections(),
  ])
  const turn = turnOf(asked, state, { entries, sections })
  if (fragment) return sendFragment(response, 'turn', turnHtml(turn, sections))
  return sendPage(response, questionPage(turn, sections), chat.frame)
}
