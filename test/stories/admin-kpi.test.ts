// The dashboard through the real application: its figures, the lists behind them, two periods, and the feed of changes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInJapan, fiscalYearOf, formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { kpiTexts } from '../../src/core/messages/ja/admin/kpi.ts'
import { openStory, type Story } from './open-story.ts'
import { signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }
const RYOHI = { code: 'ryohi', name: '旅費センター' }
const TODAY = dateInJapan(new Date())
const YEAR = fiscalYearOf(TODAY)

/** 30 entries of 人事課 and 10 of 旅費センター: 12 of last year, the others of the last days. */
const ENTRIES = Array.from({ length: 40 }, (_, index) => {
  const registeredOn = index < 12 ? `${YEAR - 1}-06-${String(index + 1).padStart(2, '0')}` : TODAY
  const content = { question: `質問その${index}`, answer: '回答', registeredOn, revisedOn: registeredOn }
  return entryInput(`e${String(index).padStart(2, '0')}`, index < 30 ? JINJI : RYOHI, content)
})

describe('the dashboard', () => {
  let story: Story
  let cookie = ''
  beforeAll(async () => {
    story = await openStory(ENTRIES)
    ;({ cookie } = await signInAs(story, { grants: [{ role: 'manager', sectionCode: null }] }))
  })
  afterAll(() => story[Symbol.asyncDispose]())

  const get = (path: string) => fetch(story.url + path, { headers: { Cookie: cookie } })
  const page = async (path: string) => (await get(path)).text()

  test('shows the count of today and of the year, and the same as the registry counts', async () => {
    const text = await page('/admin/kpi')
    expect(text).toContain(formatFiscalYear(YEAR))
    expect(text).toMatch(/headline-figure"><span>登録数（累計）<\/span><a [^>]+>40件</u)
    const { registered, registeredThisFiscalYear } = await story.product.registry.counts()
    expect([registered, registeredThisFiscalYear]).toEqual([40, 28])
    expect(text).toMatch(/年度内の登録数<\/dt><dd><a [^>]+>28件/u)
    expect(text).toContain(kpiTexts.noTarget)
  })

  test('says how far the target is, and how fast registrations have to come', async () => {
    const { plan } = story.product.kpi
    const indicator = (await plan.indicators()).find(({ live }) => live === 'registrations')
    const seen = { text: '', note: '' }
    const place = { indicatorId: indicator?.id ?? '', fiscalYear: YEAR, side: 'target' } as const
    const target = { ...place, text: '100', number: 100, note: '', seen }
    await plan.setValues([target], 'story')
    const text = await page('/admin/kpi')
    expect(text).toContain('達成率 40%')
    expect(text).toContain(kpiTexts.missing(60))
    await plan.setValues([{ ...target, text: '', number: null, seen: target }], 'story')
  })

  test('shows a year that is over as it was at its end', async () => {
    const text = await page(`/admin/kpi?year=${YEAR - 1}`)
    expect(text).toMatch(/headline-figure"><span>登録数（累計）<\/span><a [^>]+>12件</u)
    expect(text).not.toContain('live.js')
    for (const year of [String(YEAR + 1), '1', 'x']) expect((await get(`/admin/kpi?year=${year}`)).status).toBe(400)
  })

  test('leads every count of registrations to the entries that make it up', async () => {
    const text = await page('/admin/kpi')
    const links = [...text.matchAll(/<a href="(\/admin\/kpi\/registrations\?[^"]+)">([\d,]+)(?:件)?<\/a>/gu)]
    expect(links.length).toBeGreaterThan(6)
    for (const [, href = '', count = ''] of links) {
      const list = await page(href.replaceAll('&amp;', '&'))
      expect([
        href,
        list.includes(`${count}件あります`) || (count === '0' && list.includes(kpiTexts.list.none)),
      ]).toEqual([href, true])
    }
  })

  test('shows an entry of restricted sections in lists as counted and not to be read', async () => {
    await story.product.registry.save(
      [
        entryInput('secret', RYOHI, {
          question: '内緒の質問',
          answer: 'x',
          visibleTo: ['ryohi'],
          registeredOn: '2020-05-01',
          revisedOn: '2020-05-01',
        }),
      ],
      { actor: 'story' },
    )
    const list = await page('/admin/kpi/registrations?from=2020-01-01&before=2021-01-01')
    expect(list).toContain('1件あります')
    expect(list).not.toContain('内緒')
    const insider = await signInAs(story, { sectionCode: 'ryohi', grants: [{ role: 'editor', sectionCode: 'ryohi' }] })
    const inside = await fetch(`${story.url}/admin/kpi/registrations?from=2020-01-01&before=2021-01-01`, {
      headers: { Cookie: insider.cookie },
    })
    expect(await inside.text()).toContain('内緒の質問')
  })

  test('leads the counts of questions to the questions, without who asked and without what names a person', async () => {
    const { product } = story
    await product.ask({ text: '質問その3を教えて。電話は090-1234-5678です', channel: 'web', asker: 'secret-asker' })
    await product.ask({ text: '宇宙人と話したい', channel: 'web' })
    const [{ href } = { href: '' }] = [
      ...(await page('/admin/kpi')).matchAll(/<dt>質問数<\/dt><dd><a href="(?<href>[^"]+)">2件/gu),
    ].map(match => ({ href: match.groups?.['href'] ?? '' }))
    const list = await page(href.replaceAll('&amp;', '&'))
    expect(list).toContain('2件あります')
    expect(list).toContain('宇宙人と話したい')
    expect(list).not.toMatch(/090-1234|secret-asker/u)
    const of = async (kind: string) => page(href.replaceAll('&amp;', '&').replace(/of=\w+/u, `of=${kind}`))
    const { answered, candidates, unanswered } = await product.kpi.figures.questions({
      from: `${YEAR}-04-01`,
      before: `${YEAR + 1}-04-01`,
    })
    for (const [kind, count] of Object.entries({ answered, candidates, unanswered, resolved: 0 })) {
      expect([kind, (await of(kind)).includes(`${count}件あります`) || count === 0]).toEqual([kind, true])
    }
  })

  test('compares two periods, and says where one cannot be read', async () => {
    const [lastYear, thisYear] = [
      `a_from=${YEAR - 1}-04-01&a_until=${YEAR}-03-31`,
      `b_from=${YEAR}-04-01&b_until=${TODAY}`,
    ]
    const text = await page(`/admin/kpi/compare?${lastYear}&${thisYear}`)
    expect(text).toMatch(
      /登録したFAQ<\/th><td class="number"><a [^>]+>12件<\/a><\/td>\s*<td class="number"><a [^>]+>28件<\/a><\/td>\s*<td class="number">\+16件/u,
    )
    const refused = await get(`/admin/kpi/compare?a_from=2026-02-30&a_until=2026-03-01&${thisYear}`)
    expect([refused.status, (await refused.text()).includes(kpiTexts.compare.bad)]).toEqual([400, true])
  })

  test('tells an open page of a publication, and nothing else', async () => {
    const controller = new AbortController()
    const response = await fetch(`${story.url}/admin/kpi/events`, {
      headers: { Cookie: cookie },
      signal: controller.signal,
    })
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const until = async (words: string) => {
      while (!heard.includes(words)) heard += (await reader.read()).value ?? ''
    }
    await until('event: ready')
    await story.product.registry.save(
      [entryInput('live-1', JINJI, { question: '新しい質問', answer: '回答', registeredOn: null })],
      {
        actor: 'story',
      },
    )
    await until('event: change')
    expect(heard).not.toContain('新しい質問')
    controller.abort()
  })

  test('is for those who read figures', async () => {
    const staff = await signInAs(story, { grants: [{ role: 'staff', sectionCode: null }] })
    for (const path of ['/admin/kpi', '/admin/kpi/events', '/admin/kpi/registrations', '/admin/kpi/compare']) {
      expect((await fetch(story.url + path, { headers: { Cookie: staff.cookie } })).status).toBe(403)
      expect((await fetch(story.url + path, { redirect: 'manual' })).status).toBe(303)
    }
  })

  test('reads a day as it was, whatever came later', async () => {
    const { figures } = story.product.kpi
    expect((await figures.asOf(addDays(TODAY, -1))).registered).toBe(13)
  })
})
