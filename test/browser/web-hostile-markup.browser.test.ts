// Hundreds of texts that would be markup if they could, through every way in and onto every page that shows them, in
// Chromium with the security policy switched off: the escaping alone must hold.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserChat, openBrowserChat } from './open-web-chat.ts'

const RUN = 'top.__ran=1'

/** Each runs by itself where it becomes markup. */
const VECTORS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src=data:,${RUN}></script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"/`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<math><mtext></p><img src=x onerror=${RUN}></math>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}></select>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}>`,
  `<body onload=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<style>@keyframes x{}</style><b style="animation:x 1s" onanimationstart=${RUN}>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `[x](javascript:${RUN})`,
  `![x](javascript:${RUN})`,
  `[x](data:text/html,<script>${RUN}</script>)`,
  `<javascript:${RUN}>`,
  `[x]: javascript:${RUN}\n\n[x]`,
  `\`\`\`<img src=x onerror=${RUN}>\n<img src=x onerror=${RUN}>`,
]

/** Ways out of the place that a text stands in. */
const WRAPPERS: readonly ((vector: string) => string)[] = [
  vector => vector,
  vector => `"><${vector.slice(1)}`,
  vector => `'>${vector}`,
  vector => `</textarea>${vector}`,
  vector => `</title>${vector}`,
  vector => `</option></select>${vector}`,
  vector => `--></script>${vector}`,
  vector => `\u3000]]>${vector}`,
  vector => vector.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  vector => vector.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  vector => vector.replaceAll('<', '\\u003c'),
  vector => `|a|\n|---|\n|${vector.replaceAll('\n', ' ')}|`,
]

const TEXTS = WRAPPERS.flatMap(wrap => VECTORS.map(wrap))

let chat: BrowserChat
beforeAll(async () => {
  chat = await openBrowserChat({ mailWorks: true })
})
afterAll(() => chat[Symbol.asyncDispose]())

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(chat.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })

/** Nothing ran, nothing was loaded from elsewhere, no link leads where a link must not. */
async function expectHarmless(page: Page): Promise<void> {
  await page.evaluate('new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))')
  expect(await page.evaluate('window.__ran')).toBeUndefined()
  const strange = `[...document.querySelectorAll('main :is(script, img, iframe, object, embed, svg:not(.notice-icon), style, meta, form[action^="java"], [onerror], [onload], [onfocus]), a[href^="javascript" i], a[href^="data" i]')].map(e => e.outerHTML)`
  expect(await page.evaluate(strange)).toEqual([])
}

test('no text of anybody becomes markup on any page', async () => {
  expect(TEXTS.length).toBeGreaterThanOrEqual(300)
  const context = await chat.browser.newContext({ bypassCSP: true, locale: 'ja-JP' })
  const page = await context.newPage()
  const elsewhere: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(chat.url)) elsewhere.push(request.url())
  })
  await page.goto(`${chat.url}/none`)
  await page.setContent(VECTORS[2] ?? '')
  await page.waitForFunction('window.__ran === 1') // the trap is one: with markup it would spring
  const open = async (path: string) => {
    await page.goto(chat.url + path)
    await expectHarmless(page)
  }

  const perConversation = 30
  for (let from = 0; from < TEXTS.length; from += perConversation) {
    let conversation = ''
    for (const question of TEXTS.slice(from, from + perConversation)) {
      const { headers } = await post('/ask', { question, conversation }, { 'X-Fragment': 'turn' })
      conversation = headers.get('x-conversation') ?? ''
    }
    await open(`/conversations/${conversation}`)
    expect(await page.locator('.turn').count()).toBe(perConversation)
  }

  // By the script: as a fragment, and as a refused form.
  await page.goto(`${chat.url}/`)
  await page.locator('#question').fill(VECTORS.join('\n').slice(0, 990))
  await page.locator('#question').press('Enter')
  await page.locator('.turn').waitFor()
  await expectHarmless(page)
  await page.locator('#question').fill(TEXTS.join('\n'))
  await page.locator('#question').press('Enter')
  await page.getByText('1,000字以内で入力してください（').waitFor()
  await expectHarmless(page)

  for (let from = 0; from < TEXTS.length; from += 12) {
    const texts = TEXTS.slice(from, from + 12)
    const [first = ''] = texts
    const questionId = `q${from + 1}`
    await open(`/questions/${questionId}/ticket`)
    const fields = { question: texts.join('\n').slice(0, 1_000), section: 'jinji', name: first.slice(0, 100) }
    const refused = await post(`/questions/${questionId}/ticket`, { ...fields, address: first })
    expect(refused.status).toBe(422)
    await page.setContent(await refused.text())
    await expectHarmless(page)
    const path = (await post(`/questions/${questionId}/ticket`, fields)).headers.get('location') ?? ''
    const id = path.split('/').at(-1) ?? ''
    await chat.fake.act(id, { kind: 'assigned', section: { code: 'kaikei', name: first }, reason: first })
    await chat.fake.act(id, { kind: 'answered', text: texts.join('\n\n') })
    await post(`${path}/reopen`, { reason: first })
    await chat.fake.act(id, { kind: 'closed', reason: texts.at(-1) ?? '' })
    await open(path)
  }
  expect(elsewhere).toEqual([])
  await context.close()
})
