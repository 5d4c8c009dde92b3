// Everything that the Slack front end listens to. What is not here is not heard: the bot answers nobody who did not ask it.
import type { App } from '@slack/bolt'
import { listenToAskModal } from './ask-section.ts'
import type { FrontEndDeps } from './front-end.ts'
import { listenToAskers } from './listen-askers.ts'
import { listenToAssistant } from './listen-assistant.ts'
import { listenToHome } from './listen-home.ts'
import { listenToQuestions } from './listen-questions.ts'
import { listenToRegister } from './listen-register.ts'
import { listenToTickets } from './listen-tickets.ts'
import { listenToTurns } from './listen-turns.ts'

export function registerListeners(app: App, deps: FrontEndDeps): void {
  listenToAssistant(app, deps)
  listenToQuestions(app, deps)
  listenToTurns(app, deps)
  listenToAskModal(app, deps)
  listenToTickets(app, deps)
  listenToAskers(app, deps)
  listenToRegister(app, deps)
  listenToHome(app, deps)
}
