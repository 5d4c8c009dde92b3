// The parts of 「質問から学ぶ」 as links above each of its pages, the current one marked.
import { html } from 'hono/html'
import { learningTexts as texts } from '../src/core/messages/ja/admin/learning.ts'
import type { Html } from '../src/pages/html.ts'

/** The place in the navigation that all of them belong to. */
export const LEARNING_PLACE = '/admin/learning'

const TABS = {
  questions: LEARNING_PLACE,
  suggestions: `${LEARNING_PLACE}/suggestions`,
  resolution: `${LEARNING_PLACE}/resolution`,
} as const

export type LearningTab = keyof typeof TABS

const ORDER = ['questions', 'suggestions', 'resolution'] as const satisfies readonly LearningTab[]

export function learningTabs(current: LearningTab): Html {
  return html`<nav class="learning-tabs" aria-label="${texts.tabsLabel}"><ul>${ORDER.map(
    tab => html`<li><a href="${TABS[tab]}"${tab === current && html` aria-current="page"`}>${texts.tabs[tab]}</a></li>`,
  )}</ul></nav>`
}
