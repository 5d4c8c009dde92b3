// Hostile text, hostile origins, and the static files of the web chat.
import { readFile } from 'node:fs/promises'
import express from 'express'
import { describe, expect, test } from 'vitest'
import { webChatRouter } from '../../bot/web/router.ts'
import { toText } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { fakeWebChat, openWebChat } from '../fakes/fake-web-chat.ts'
import { routesOfApp } from './routes-of-app.ts'

function openChat() {
  return openWebChat(fakeWebChat().deps)
}

describe('hostile text', () => {
  test.each([
    '<script>alert(1)</script>',
    '</textarea><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '&lt;script&gt;',
    '{{constructor.constructor("alert(1)")()}}',
  ])('a question stays text, in the conversation, the title and the form: %s', async text => {
    await using chat = await openChat()
    await chat.post('/ask', { question: text })
    const page = await (await chat.get('/questions/q1')).text()
    const refused = await (await chat.post('/ask', { question: text.padEnd(1_001, '長') })).text()
    for (const markup of [page, refused]) {
      expect(markup.match(/<script/g)).toHaveLength(1) // ours
      expect(markup.match(/<img/g)).toHaveLength(1) // the icon of the header
    }
    expect(page).toContain(escaped(text))
    expect(refused).toContain(`>\n${escaped(text)}長`)
  })

  test('an entry cannot bring markup, script, images or links beyond http, https and mail', async () => {
    await using chat = await openChat()
    await chat.post('/ask', { question: '攻撃' })
    for (const path of ['/questions/q1', '/entries/hostile-001']) {
      const page = await (await chat.get(path)).text()
      expect(page.replace(/<script type="module" src="\/assets\/chat\.js\?v=[0-9a-f]+">/, '')).not.toMatch(
        /<script|<svg onload|<b>/,
      )
      expect(page.match(/<img/g)).toHaveLength(1)
      expect(page).not.toMatch(/href="(?:javascript|data|\/relative)/)
      expect(page).toContain('<a href="https://example.test/ok">安全なリンク</a>')
      expect(page).toContain('<a href="mailto:faq@example.test">手紙</a>')
    }
  })
})

describe('Markdown of an answer', () => {
  const render = (source: string) => toText(renderMarkdown(source, 4))

  test('a line after a list is a paragraph of its own', async () => {
    expect(await render('- 一\n- 二\n続きの文')).toBe('<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n<p>続きの文</p>\n')
    expect(await render('1. 一\n   一の続き\n2. 二\n後')).toMatch(/一<br>\n一の続き<\/li>[\s\S]*<\/ol>\n<p>後<\/p>/)
  })

  test('line breaks stay', async () => {
    expect(await render('一行目\n二行目')).toBe('<p>一行目<br>\n二行目</p>\n')
  })

  test('headings take the level below the entry’s', async () => {
    expect(await render('# 大\n\n### 小')).toBe('<h4>大</h4>\n<h4>小</h4>\n')
  })

  test('tables scroll by keyboard and align by class', async () => {
    const table = await render('|a|b|\n|---|--:|\n|1|2|')
    expect(table).toMatch(/^<div class="table-scroll" role="group" aria-label="表" tabindex="0"><table>/)
    expect(table).toContain('<td class="align-right">2</td>')
    expect(table).not.toContain('style=')
  })
})

/** Every route that writes, for a question and a ticket that exist. */
const WRITES = [
  '/ask',
  '/questions/q1/choose',
  '/questions/q1/feedback',
  '/questions/q1/ticket',
  '/tickets/t1/resolved',
  '/tickets/t1/reopen',
  '/tickets/t1/withdraw',
  '/entries/ryohi-002/in/en',
]

describe('writes from elsewhere', () => {
  const OWN = 'http://127.0.0.1'
  test.each<[string, Record<string, string>]>([
    ['another origin', { Origin: 'https://evil.example' }],
    ['the same host on another port', { Origin: 'http://127.0.0.1:1' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['a cross-site request', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbouring subdomain', { 'Sec-Fetch-Site': 'same-site' }],
  ])('are refused with 403: %s', async (_name, headers) => {
    const fake = fakeWebChat()
    await using chat = await openWebChat(fake.deps)
    await chat.post('/ask', { question: '旅費' })
    const ticket = { question: '問い合わせ', section: 'jinji' }
    await chat.post('/questions/q1/ticket', ticket)
    await fake.act('t1', { kind: 'answered', text: '回答' })
    const fields = { ...ticket, kind: 'resolved', entry: 'ryohi-002', reason: '理由' }
    for (const path of WRITES) {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
        const response = await chat.post(path, fields, { ...headers, 'Content-Type': type })
        expect([path, response.status]).toEqual([path, 403])
        expect(await response.text()).toContain('受け付けませんでした')
      }
    }
    expect(fake.asked).toHaveLength(1)
    expect(fake.feedback).toEqual([])
    expect(await fake.deps.tickets.find('t1')).toMatchObject({ version: 2 })
  })

  test('the list above holds every route that writes', () => {
    const app = express().use(webChatRouter(fakeWebChat({ widgetOrigins: ['https://portal.example'] }).deps))
    const posts = routesOfApp(app).filter(({ method }) => method === 'post')
    const named = WRITES.map(path =>
      path.replace(/\/(?:[qt]1|ryohi-002)/u, '/{id}').replace(/\/in\/en$/u, '/in/{language}'),
    )
    expect(posts.map(({ path }) => path).toSorted()).toEqual(named.toSorted())
    const methods = new Set(routesOfApp(app).map(({ method }) => method))
    expect(methods).toEqual(new Set(['get', 'post']))
  })

  test('reading changes nothing: a link to an address that writes is no write', async () => {
    const fake = fakeWebChat()
    await using chat = await openWebChat(fake.deps)
    await chat.post('/ask', { question: '旅費' })
    for (const path of WRITES) await chat.get(`${path}?question=a&section=jinji&kind=resolved&entry=ryohi-002&reason=a`)
    expect([fake.asked.length, fake.feedback, await fake.deps.tickets.find('t1')]).toEqual([1, [], null])
  })

  test('our own pages, and clients that are no browser, may write', async () => {
    await using chat = await openChat()
    const port = new URL(chat.url).port
    expect((await chat.post('/ask', { question: '旅費' }, { Origin: `${OWN}:${port}` })).status).toBe(303)
    expect((await chat.post('/ask', { question: '旅費' }, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303)
    expect((await chat.post('/ask', { question: '旅費' })).status).toBe(303)
  })

  test('links from elsewhere may be followed', async () => {
    await using chat = await openChat()
    expect((await chat.get('/', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200)
  })
})

describe('static files', () => {
  test('every file that a page names is there, for good under its hash', async () => {
    await using chat = await openChat()
    const page = await (await chat.get('/')).text()
    const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(match => match[1] ?? '')
    expect(paths.length).toBeGreaterThanOrEqual(5)
    for (const path of paths) {
      const response = await chat.get(path)
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
  })

  test('without the current hash a file is asked for again, and answered with 304', async () => {
    await using chat = await openChat()
    const first = await chat.get('/assets/style.css?v=old')
    expect(first.headers.get('cache-control')).toBe('no-cache')
    expect(first.headers.get('content-type')).toBe('text/css; charset=utf-8')
    // Without max-age=0, what a browser sends, fetch would add no-cache, which asks for the whole file.
    const revalidation = { 'If-None-Match': first.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' }
    const again = await chat.get('/assets/style.css?v=old', revalidation)
    expect(again.status).toBe(304)
  })

  test('the tokens are those of the Digital Agency, and every colour of ours comes from them', async () => {
    await using chat = await openChat()
    const tokens = await (await chat.get('/assets/tokens.css')).text()
    expect(tokens).toContain('--color-primitive-blue-900: #0017c1')
    const named = new Set([...tokens.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name))
    const palette = await readFile(new URL('../../src/pages/assets/palette.css', import.meta.url), 'utf8')
    for (const [, name] of palette.matchAll(/^\s+(--[a-z-]+):/gm)) named.add(name)
    const pages = ['composer', 'turn', 'ticket'].map(name => `bot/web/assets/${name}`)
    const house = ['palette', 'style', 'notice', 'entry', 'media'].map(name => `src/pages/assets/${name}`)
    for (const name of [...house, ...pages, 'admin/assets/status']) {
      const css = await readFile(new URL(`../../${name}.css`, import.meta.url), 'utf8')
      expect(css).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i)
      if (!name.endsWith('palette')) expect(css).not.toMatch(/var\(--color-/) // or it would stay as it is in the dark
      const used = [...css.matchAll(/var\((--(?!notice)[a-z0-9-]+)\)/g)].map(([, property]) => property)
      expect(used.filter(property => !named.has(property))).toEqual([])
    }
  })

  test('nothing else is served', async () => {
    await using chat = await openChat()
    for (const path of ['/assets/', '/assets/none.css', '/assets/..%2Frouter.ts', '/assets/__proto__']) {
      expect((await chat.get(path)).status).toBe(404)
    }
  })
})

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}
