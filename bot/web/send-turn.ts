// Sends one turn: as a fragment for the script, or on a page of its own.
import type { Response } from 'express'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Chat } from './chat.ts'
import { questionPage } from './pages.ts'
import { sendFragment, sendPage } from './respond.ts'
import { turnHtml } from './turn-view.ts'

export async function sendTurn(
  response: Response,
  { turn, fragment }: { readonly turn: Turn; readonly fragment: boolean },
  chat: Chat,
): Promise<void> {
  const sections = await chat.sections()
  if (fragment) return sendFragment(response, 'turn', turnHtml(turn, sections))
  return sendPage(response, questionPage(turn, sections), chat.frame)
}
