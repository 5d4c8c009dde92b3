// The doors through which a person meets what a chat model does: the API, the page with its conversation and summary, Slack.
import { expect } from 'vitest'
import type { SlackStory } from './open-slack-story.ts'
import { wordsIn } from './open-slack-story.ts'
import { postForm } from './sign-in.ts'

interface At {
  readonly url: string
}

/** The answer of the API, without what differs from call to call. */
export async function askApi({ url }: At, question: string): Promise<unknown> {
  const options = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question }),
  }
  const response = await fetch(`${url}/api/v1/ask`, options)
  expect(response.status).toBe(200)
  return { ...((await response.json()) as object), questionId: '', tookMs: 0 }
}

export interface AskedOnPage {
  readonly conversation: string
  readonly questionId: string
  /** The page of the conversation. */
  readonly page: string
}

export async function askOnPage(
  { url }: At,
  question: string,
  { conversation = '', cookie }: { readonly conversation?: string; readonly cookie?: string } = {},
): Promise<AskedOnPage> {
  const fields = { question, conversation }
  const asked = await postForm(`${url}/ask`, { fields, ...(cookie !== undefined && { cookie }) })
  const location = asked.headers.get('location') ?? ''
  const [path = '', turn = ''] = location.split('#')
  const headers = cookie === undefined ? {} : { Cookie: cookie }
  const page = await (await fetch(url + path, { headers })).text()
  return { conversation: path.split('/').at(-1) ?? '', questionId: turn.replace('turn-', ''), page }
}

/** The last turn of a page, without what tells one question from another, and without the offer of a summary. */
export function lastReply(page: string): string {
  const turns = page.split('<article class="turn"')
  return (
    (turns.at(-1) ?? '')
      .split('</article>')[0]
      ?.replace(/<div class="summary"[\s\S]*?<\/div>/gu, '')
      // Ways to other words stand beside the answer only where a model is; the answer is the same.
      .replace(/<div class="rendering-links"[\s\S]*?<\/div>/gu, '')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'ID')
      .replace(/name="conversation" value="[^"]*"/gu, '')
      .replace(/\s+/gu, ' ') ?? ''
  )
}

/** The summary of a question: its page, for who has no script. */
export async function sumUp({ url }: At, questionId: string, cookie?: string): Promise<string> {
  const headers = { Accept: 'text/html', ...(cookie !== undefined && { Cookie: cookie }) }
  const page = await (await fetch(`${url}/questions/${questionId}/summary`, { headers })).text()
  return page
}

/** As the page's script reads it: names and HTML of the events. */
export async function streamSummary({ url }: At, questionId: string): Promise<readonly (readonly [string, string])[]> {
  const response = await fetch(`${url}/questions/${questionId}/summary`, { headers: { Accept: 'text/event-stream' } })
  return [...(await response.text()).matchAll(/event: (\w+)\ndata: (.*)\n\n/gu)].map(([, name = '', data = '']) => {
    return [name, JSON.parse(data) as string] as const
  })
}

/** Says it in a direct channel of somebody new; gives what is shown, without ids of the question. */
export async function sayInSlack(story: SlackStory, text: string) {
  const asker = story.someone()
  await asker.say(text)
  const shown = await story.message(({ channel }) => channel === asker.direct)
  return { asker, shown, words: wordsIn(shown).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'ID') }
}

/** How long something took, in milliseconds, with what came of it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const startedAt = performance.now()
  const value = await work()
  return { ms: performance.now() - startedAt, value }
}
