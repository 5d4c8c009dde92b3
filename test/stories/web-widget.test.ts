// The widget over HTTP: who may have its script and frame its page, and that nothing else may be framed.

import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { fakeWebChat, openWebChat } from '../fakes/fake-web-chat.ts'
import { expectSecurityHeaders } from './expectations.ts'
import { openStory } from './open-story.ts'

const PORTAL = 'https://portal.shiomi.example'
const OTHER = 'http://kyoku.shiomi.example:8080'
const BUNDLE_BYTES_MAX = 30 * 1024

const openChat = (widgetOrigins: readonly string[]) => openWebChat(fakeWebChat({ widgetOrigins }).deps)

describe('the widget', () => {
  test('does not exist where no origin is named', async () => {
    await using chat = await openChat([])
    expect((await chat.get('/widget')).status).toBe(404)
    expect((await chat.get('/widget.js')).status).toBe(404)
  })

  test('is a page that exactly these origins may frame, under a policy that is otherwise that of every page', async () => {
    await using chat = await openChat([PORTAL, OTHER])
    const [widget, start] = [await chat.get('/widget'), await chat.get('/')]
    const [open, closed] = [widget, start].map(({ headers }) => headers.get('content-security-policy') ?? '')
    expect(open).toContain(`frame-ancestors ${PORTAL} ${OTHER}`)
    expect(open?.replace(`${PORTAL} ${OTHER}`, "'none'")).toBe(closed)
    expect(widget.headers.get('x-frame-options')).toBeNull()
    expect(start.headers.get('x-frame-options')).not.toBeNull()
    const page = await widget.text()
    expect(page).toContain('<base target="_blank">')
    expect(page).toMatch(/id="composer"/)
    expect(page).not.toMatch(/site-header|site-footer|<style|\sstyle=/)
  })

  test('opens no other page to frames, in the whole product, errors and refusals included', async () => {
    await using story = await openStory(undefined, { WIDGET_ORIGINS: PORTAL })
    const send = (path: string, init: RequestInit = {}) => fetch(story.url + path, { redirect: 'manual', ...init })
    const widget = await send('/widget')
    expect(widget.headers.get('content-security-policy')).toContain(`frame-ancestors ${PORTAL}`)
    expect(widget.headers.get('x-frame-options')).toBeNull()
    const body = new URLSearchParams({ question: '休みを取りたい' })
    const asked = await send('/ask', { method: 'POST', body, headers: { 'X-Fragment': 'turn' } })
    const questionId = /id="turn-([\w-]+)"/.exec(await asked.text())?.[1] ?? ''
    const paths = [
      '/',
      '/widget.js',
      '/admin',
      '/none',
      '/healthz',
      `/questions/${questionId}`,
      `/questions/${questionId}/ticket`,
      '/tickets/none',
    ]
    const others = [
      asked,
      await send('/ask', { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'cross-site' } }),
      await send('/widget', { method: 'POST', body }),
      ...(await Promise.all(paths.map(path => send(path)))),
    ]
    for (const response of others) expectSecurityHeaders(response)
  })

  test('takes questions from within its frame, and none from the site around it', async () => {
    await using chat = await openChat([PORTAL])
    const within = { 'Sec-Fetch-Site': 'same-origin', Referer: `${chat.url}/widget`, 'X-Fragment': 'turn' }
    expect((await chat.post('/ask', { question: '旅費' }, within)).status).toBe(200)
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: PORTAL }]) {
      expect((await chat.post('/ask', { question: '旅費' }, headers)).status).toBe(403)
    }
  })
})

describe('the script of the widget', () => {
  test('is given to sites on the list, and to those that keep their address to themselves', async () => {
    await using chat = await openChat([PORTAL])
    for (const headers of [{ Referer: `${PORTAL}/index.html` }, {}]) {
      const response = await chat.get('/widget.js', headers)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(response.headers.get('cache-control')).toBe('private, no-cache')
      expect(response.headers.get('vary')).toContain('Referer')
      expect(await response.text()).toContain(
        'const words = {"open":"全庁FAQに質問する","title":"全庁FAQ","close":"閉じる"}',
      )
    }
  })

  test.each(['https://evil.example/', `${PORTAL}.evil.example/`, 'http://portal.shiomi.example/', 'not an address'])(
    'is refused to others: %s',
    async Referer => {
      await using chat = await openChat([PORTAL])
      const response = await chat.get('/widget.js', { Referer })
      expect([response.status, await response.text()]).toEqual([403, ''])
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    },
  )

  test('needs nothing that a strict policy of the host refuses', () => {
    const text = readAsset('widget.js')
    expect(text).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|\.style\b|setAttribute\('style|eval\(|document\.cookie|Storage/,
    )
    expect(text).not.toMatch(/^import /m)
  })

  test('has no colour but those of the design tokens', async () => {
    await using chat = await openChat([])
    const tokens = await (await chat.get('/assets/tokens.css')).text()
    const colours = [...readAsset('widget.js').matchAll(/#[0-9a-f]{6}\b/g)].map(([colour]) => colour)
    expect(colours.length).toBeGreaterThan(10)
    expect(colours.filter(colour => !tokens.includes(colour))).toEqual([])
  })
})

describe('WIDGET_ORIGINS', () => {
  test('reads origins after commas', () => {
    expect(loadConfig({}).widgetOrigins).toEqual([])
    expect(loadConfig({ WIDGET_ORIGINS: ` ${PORTAL} ,${OTHER},` }).widgetOrigins).toEqual([PORTAL, OTHER])
  })

  test.each([
    '*',
    'https://*.shiomi.example',
    'portal.shiomi.example',
    `${PORTAL}/`,
    `${PORTAL}/faq`,
    'javascript:alert(1)',
    `${PORTAL}; script-src *`,
    "'none'",
  ])('refuses what is no origin: %s', WIDGET_ORIGINS => {
    expect(() => loadConfig({ WIDGET_ORIGINS })).toThrow(/WIDGET_ORIGINS/)
  })
})

describe('the scripts of the page and the widget', () => {
  test(`are no more than ${BUNDLE_BYTES_MAX} bytes together, compressed one by one as a proxy sends them`, () => {
    const names = readdirSync(new URL('../../bot/web/assets/', import.meta.url)).filter(name => name.endsWith('.js'))
    const sizes = names.map(name => [name, gzipSync(readAsset(name)).length] as const)
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    console.log(`gzipped: ${sizes.map(([name, size]) => `${name} ${size}`).join(', ')}; together ${total} bytes`)
    expect(names).toEqual(expect.arrayContaining(['chat.js', 'widget.js']))
    expect(total).toBeLessThanOrEqual(BUNDLE_BYTES_MAX)
  })
})

function readAsset(name: string): string {
  return readFileSync(new URL(`../../bot/web/assets/${name}`, import.meta.url), 'utf8')
}
