// Hundreds of texts that would be markup if they could, written by every way into an entry and shown by the list, the form, the
// preview, the page of two changes and the official page, in Chromium with the security policy switched off.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { HOSTILE_MARKUP } from '../fakes/hostile-markup.ts'
import { latin } from '../fakes/sample-files.ts'
import { newSession, postForm, signInAs } from '../stories/sign-in.ts'
import { entryInput } from '../stories/story-entries.ts'
import { openBrowserAdmin } from './open-admin.ts'

/** As many tags and grounds as an entry may have. */
const PER_PAGE = 30
const JINJI = { code: 'jinji', name: '人事課' }

/** Nothing ran, nothing was loaded from elsewhere, no link leads where a link must not. */
async function expectHarmless(page: Page, where: string): Promise<void> {
  await page.evaluate('new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))')
  expect([where, await page.evaluate('window.__ran')]).toEqual([where, undefined])
  const strange = `[...document.querySelectorAll('main :is(script, img, iframe, object, embed, svg:not(.notice-icon), style, meta, form[action^="java"], [onerror], [onload], [onfocus], [onmouseover]), a[href^="javascript" i], a[href^="data" i]')].map(e => e.outerHTML)`
  expect([where, await page.evaluate(strange)]).toEqual([where, []])
}

test('no text of an editor becomes markup on any page of theirs, or of staff', { timeout: 600_000 }, async () => {
  expect(HOSTILE_MARKUP.length).toBeGreaterThanOrEqual(300)
  await using admin = await openBrowserAdmin([entryInput('jinji-001', JINJI, { question: '問', answer: '答' })])
  const { story, browser } = admin
  const { account, cookie } = await signInAs(story, {
    name: '<img src=x onerror=top.__ran=1>',
    grants: [{ role: 'administrator', sectionCode: null }],
  })
  const context = await browser.newContext({ bypassCSP: true, locale: 'ja-JP' })
  const [name = '', value = ''] = (await newSession(story, account)).split('=')
  await context.addCookies([{ name, value, url: story.url }])
  const page = await context.newPage()
  page.on('dialog', dialog => void dialog.accept())
  const elsewhere: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(story.url)) elsewhere.push(request.url())
  })
  await page.goto(`${story.url}/none`)
  await page.setContent('<img src=x onerror=top.__ran=1>')
  await page.waitForFunction('window.__ran === 1') // the trap is one: with markup it would spring
  await page.goto(`${story.url}/none`)
  const open = async (path: string) => {
    expect([path, (await page.goto(story.url + path))?.status()]).toEqual([path, 200])
    await expectHarmless(page, path)
  }
  /** As the browser would show it; our own scripts, which are no part of the texts, left out. */
  const show = async (response: Response, status: number) => {
    expect(response.status).toBe(status)
    await page.setContent((await response.text()).replace(/<script type="module" src="\/[^"]*"><\/script>/gu, ''))
    expect(await page.locator('main h1').count()).toBe(1)
    await expectHarmless(page, String(status))
  }
  const { registry, editing } = story.product
  for (let from = 0; from < HOSTILE_MARKUP.length; from += PER_PAGE) {
    const texts = HOSTILE_MARKUP.slice(from, from + PER_PAGE)
    const [first = ''] = texts
    const line = (text: string) => text.replaceAll('\n', ' ').slice(0, 49)
    const content = {
      question: texts.map(line).join(' ').slice(0, 490),
      answer: texts.join('\n\n'),
      phrasings: texts,
      negativePhrasings: texts,
      basis: texts.map(text => text.replaceAll('\n', ' ')),
      tags: texts.map(line),
    }
    const id = `hostile-${from}`
    const fields = {
      ...content,
      section: 'jinji',
      seen: '0',
      restricted: '0',
      key: first,
      note: first,
      validFrom: first,
    }
    const sent = Object.entries(fields).flatMap(([field, text]): [string, string][] =>
      Array.isArray(text)
        ? field === 'tags'
          ? text.map(tag => [field, tag])
          : [[field, text.join('\n')]]
        : [[field, text]],
    )
    const post = (path: string) => postForm(`${story.url}/admin/entries/${id}/${path}`, { cookie, fields: sent })
    await show(await post('save'), 422)
    await show(await post('preview'), 200)
    const input: EntryInput = {
      ...entryInput(id, JINJI, content),
      section: { code: 'jinji', name: first.slice(0, 100) },
    }
    await registry.save([input], { actor: first, note: first })
    const bytes = latin(`text ${from}`)
    const file = await editing.attachmentFiles.keep(bytes)
    await editing.attachments.add({ entryId: id, name: first, mediaType: first, file }, first)
    await editing.autosaves.keep(account.id, {
      entryId: id,
      seenRevision: 1,
      fields: { question: first },
      savedAt: new Date(),
    })
    await registry.save([{ ...input, status: 'draft', answer: texts.toReversed().join('\n\n') }], {
      actor: first,
      note: first,
    })
    await open(`/admin/entries/${id}/edit`)
    await open(`/admin/entries/${id}/edit?restore=1`)
    await open(`/entries/${id}`)
    await open(
      `/admin/entries?q=${encodeURIComponent(first)}&tag=${encodeURIComponent(first)}&section=${encodeURIComponent(first)}`,
    )
    const stale = sent.filter(([field]) => field !== 'validFrom')
    await show(await postForm(`${story.url}/admin/entries/${id}/save`, { cookie, fields: stale }), 409)
    await editing.autosaves.drop(account.id, id)
  }
  // Each by itself as a question, in the list.
  const alone = HOSTILE_MARKUP.map((text, i) =>
    entryInput(`alone-${i}`, JINJI, { question: text, answer: '答', status: 'draft' }),
  )
  await registry.save(alone, { actor: 'story' })
  for (let shown = 1; shown <= Math.ceil(HOSTILE_MARKUP.length / 50); shown += 1)
    await open(`/admin/entries?page=${shown}`)
  // By the script: what is typed comes back as pieces of the page.
  await page.goto(`${story.url}/admin/entries/jinji-001/edit`)
  await page.locator('#field-answer').fill(HOSTILE_MARKUP.join('\n\n').slice(0, 19_000))
  await page.locator('#preview .prose').getByText('evil.test').first().waitFor()
  await expectHarmless(page, 'preview by the script')
  expect(elsewhere).toEqual([])
  await context.close()
})
