// The plan through the real application: the table as the prefecture prints it, its values typed in by the section in charge,
// its indicators, and what computed figures rest on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Grant } from '../../src/core/access/account.ts'
import { dateInJapan, fiscalYearOf, formatFiscalYear, formatFiscalYearInEra } from '../../src/core/fiscal-year.ts'
import { SIDES } from '../../src/core/kpi/plan.ts'
import { indicatorTexts, planTexts, valueTexts } from '../../src/core/messages/ja/admin/plan.ts'
import { baseTexts } from '../../src/core/messages/ja/admin/plan-base.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

const FAQ_COUNT = 'AI活用全庁FAQシステム登録数（累計）'
const THIS_YEAR = fiscalYearOf(dateInJapan(new Date()))

let story: Story
let manager = ''
/** An editor of 人事課 alone. */
let jinji = ''
beforeAll(async () => {
  story = await openStory()
  manager = await cookieOf('tokei', [{ role: 'manager', sectionCode: null }], '統計 一郎')
  jinji = await cookieOf('jinji-e', [{ role: 'editor', sectionCode: 'jinji' }], '人事 二郎')
})
afterAll(() => story[Symbol.asyncDispose]())

async function cookieOf(login: string, grants: readonly Grant[], name = '汐見 花子'): Promise<string> {
  return (await signInAs(story, { login, grants, name })).cookie
}

const get = (path: string, cookie = manager) =>
  fetch(`${story.url}/admin/plan${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
const page = async (path: string, cookie = manager) => (await get(path, cookie)).text()
const post = (path: string, fields: Readonly<Record<string, string>>, cookie = manager) =>
  postForm(`${story.url}/admin/plan${path}`, { cookie, fields })

async function indicatorNamed(name: string) {
  const found = (await story.product.kpi.plan.indicators()).find(indicator => indicator.name === name)
  if (found === undefined) throw new Error(`expected an indicator ${name}`)
  return found
}

/** The texts of the cells of an indicator's block, row by row. */
function blockOf(text: string, id: string): readonly (readonly string[])[] {
  const block = text.split(`<tbody id="i-${id}">`)[1]?.split('</tbody>')[0] ?? ''
  return [...block.matchAll(/<tr>(.*?)<\/tr>/gsu)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gsu)].map(([, cell = '']) =>
      cell
        .replaceAll(/<span class="(?:visually-hidden|plan-links plan-screen)">.*?<\/span>/gsu, '')
        .replaceAll(/<[^>]+>/gu, '')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    ),
  )
}

function cellFields(
  place: { readonly id: string; readonly year: number; readonly side?: 'target' | 'actual' },
  typed: { readonly text: string; readonly note?: string },
  seen: { readonly text?: string; readonly note?: string } = {},
): Readonly<Record<string, string>> {
  const key = `${place.side ?? 'actual'}-${place.year}-${place.id}`
  return {
    [`${key}-text`]: typed.text,
    [`${key}-note`]: typed.note ?? '',
    [`${key}-seen-text`]: seen.text ?? '',
    [`${key}-seen-note`]: seen.note ?? '',
  }
}

describe('the table of the plan', () => {
  test('renders the FAQ row exactly as the prefecture published it', async () => {
    const text = await page('')
    const { id } = await indicatorNamed(FAQ_COUNT)
    const [targets = [], actuals = []] = blockOf(text, id)
    expect(targets.slice(0, 8)).toEqual([
      `${FAQ_COUNT}（件）`,
      '監察評価課県庁ふれあい室',
      '目標',
      '―',
      '2,000',
      '3,000',
      '4,000',
      '5,000',
    ])
    expect(actuals.slice(0, 5)).toEqual(['実績', '1,800', '4,824 達成', '5,523 達成', '5,663（見込） 達成'])
    const heads = [...text.matchAll(/<th scope="col">(令和\d+年度)<\/th>/gu)].map(match => match[1])
    const years = Array.from({ length: THIS_YEAR + 2 - 2020 }, (_, index) => formatFiscalYearInEra(2020 + index))
    expect(heads).toEqual(years)
  })

  test('shows words as they are, and judges only numbers', async () => {
    const text = await page('')
    const cells = async (name: string) => blockOf(text, (await indicatorNamed(name)).id)
    const [telework = [], done = []] = await cells('テレワーク利用環境の充実')
    expect([telework.slice(4, 8), done.slice(2, 6)]).toEqual([
      ['運用', 'PDCA', 'PDCA', 'PDCA'],
      ['運用', '運用', '運用', '―'],
    ])
    const [, cloud = []] = await cells('自治体クラウド導入市町村数（累計）')
    expect(cloud.slice(1, 5)).toEqual(['17', '20 達成', '20 未達', '20 未達'])
    const [, visits = []] = await cells('遠隔立入調査数')
    expect(visits.slice(2, 4)).toEqual(['7 達成', '事業終了'])
  })

  test('computes what nobody typed, marks it, says how and when, and leads to what makes it up', async () => {
    const text = await page('')
    const { registered } = await story.product.kpi.figures.asOf('2099-12-31')
    const { id } = await indicatorNamed(FAQ_COUNT)
    expect(blockOf(text, id)[1]?.[1 + THIS_YEAR - 2020]).toBe(`${registered} 自動`)
    expect(text).toContain(`<a class="plan-value" href="/admin/kpi?year=${THIS_YEAR}">${registered}`)
    expect(text).toMatch(/「自動」は、.+今年度は令和\d+年\d+月\d+日 \d\d:\d\d時点の値/u)
  })

  test('is open to whoever may see figures, and offers to change only what each may change', async () => {
    const staff = await cookieOf('shokuin', [{ role: 'staff', sectionCode: null }])
    expect((await get('', staff)).status).toBe(403)
    expect(await page('', jinji)).not.toContain('/edit"')
    expect(await page('')).toContain('/edit"')
  })
})

describe('values', () => {
  test('are typed in as numbers or words, full width or not, and stand in the table and its history', async () => {
    const { id } = await indicatorNamed('RPAシナリオ数（累計）')
    const fields = {
      ...cellFields({ id, year: THIS_YEAR, side: 'target' }, { text: '１２００' }),
      ...cellFields({ id, year: THIS_YEAR }, { text: '試行中', note: '10月末' }),
      ...cellFields({ id, year: 2021 }, { text: '72' }, { text: '72' }),
    }
    const saved = await post(`/${id}/edit`, fields)
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/admin/plan?done=values#i-${id}`])
    const [targets = [], actuals = []] = blockOf(await page('?done=values'), id)
    expect([targets[3 + THIS_YEAR - 2020], actuals[1 + THIS_YEAR - 2020]]).toEqual(['1,200', '試行中（10月末）'])
    const history = await page(`/${id}/history?year=${THIS_YEAR}&side=actual`)
    expect(history).toContain('<td>試行中</td><td>10月末</td><td>統計 一郎</td>')
    expect(history).not.toContain('1,200')
    expect(await page(`/${id}/history`)).toContain(valueTexts.planFile)
    expect(
      (await post(`/${id}/edit`, cellFields({ id, year: 2021 }, { text: '72' }, { text: '72' }))).headers.get(
        'location',
      ),
    ).toBe(`/admin/plan?done=unchanged#i-${id}`)
  })

  test('that cannot be taken are told at their field, and what was typed stays', async () => {
    const { id, values } = await indicatorNamed('公文書の電子化率')
    const fields = {
      ...cellFields({ id, year: 2030, side: 'target' }, { text: '', note: '<b>見込</b>' }),
      ...cellFields({ id, year: 2031, side: 'target' }, { text: 'あ'.repeat(101) }),
      ...cellFields({ id, year: 2032, side: 'target' }, { text: '99%' }),
    }
    const refused = await post(`/${id}/edit`, fields)
    const text = await refused.text()
    expect(refused.status).toBe(422)
    expect(text).toContain(
      `<a href="#target-2030-${id}-text">${valueTexts.field(2030, 'target', '値')}: ${valueTexts.problems.note_alone}</a>`,
    )
    expect(text).toContain(`id="target-2031-${id}-text-problem">${valueTexts.problems.value_too_long}`)
    expect(text).toContain('value="&lt;b&gt;見込&lt;/b&gt;"')
    expect(text).toContain('value="99%"')
    expect((await indicatorNamed('公文書の電子化率')).values).toEqual(values)
  })

  test('of years not yet in the plan get a row without losing what was typed', async () => {
    const { id } = await indicatorNamed('公文書の電子化率')
    const typed = cellFields({ id, year: THIS_YEAR }, { text: '98%' })
    const added = await post(`/${id}/edit`, { ...typed, do: 'add-year', addYear: String(THIS_YEAR + 3) })
    const text = await added.text()
    expect(added.status).toBe(200)
    expect(text).toContain('value="98%"')
    expect(text).toContain(`name="target-${THIS_YEAR + 3}-${id}-text" value=""`)
  })

  test('that somebody else changed meanwhile are shown beside what was typed, which wins when it is saved once more', async () => {
    const { id } = await indicatorNamed('県職員向けデジタル研修受講者数')
    const place = { id, year: 2023 }
    const opened = { text: '810' }
    await post(`/${id}/edit`, cellFields(place, { text: '815' }, opened))
    const late = await post(`/${id}/edit`, {
      ...cellFields(place, { text: '820', note: '確定' }, opened),
      ...cellFields({ id, year: 2021 }, { text: '784' }, { text: '784' }),
    })
    const text = await late.text()
    expect(late.status).toBe(409)
    expect(text).toContain(valueTexts.clashHeading)
    expect(text).toMatch(/に統計 一郎が「815」に変更しました。あなたが入力した値は「820（確定）」です。/u)
    expect(text).toContain(`name="actual-2023-${id}-text" value="820"`)
    expect(text).toContain(`name="actual-2023-${id}-seen-text" value="815"`)
    const again = await post(`/${id}/edit`, cellFields(place, { text: '820', note: '確定' }, { text: '815' }))
    expect(again.status).toBe(303)
    expect(
      (await story.product.kpi.plan.history(id, { fiscalYear: 2023, side: 'actual' })).map(change => change.text),
    ).toEqual(['820', '815', '810'])
  })

  test('that nobody typed over are not written, and show what stands there now', async () => {
    const { id } = await indicatorNamed('県職員向けデジタル研修受講者数')
    const refused = await post(`/${id}/edit`, {
      ...cellFields({ id, year: 2023 }, { text: '810' }, { text: '810' }),
      ...cellFields({ id, year: 2030 }, { text: '', note: '見込' }),
    })
    const text = await refused.text()
    expect(text).toContain(`name="actual-2023-${id}-text" value="820"`)
    expect(text).not.toContain(valueTexts.clashHeading)
  })

  test('are typed in by the section in charge and nobody else', async () => {
    const { id } = await indicatorNamed('遠隔立入調査数')
    expect((await get(`/${id}/edit`, jinji)).status).toBe(403)
    const form = {
      name: '遠隔立入調査数',
      unit: '',
      live: '',
      goal: 'at_least',
      sectionName: '人事課',
      note: '',
      seen: '1',
    }
    expect((await post(`/${id}/indicator`, { ...form, sectionCode: 'jinji' })).status).toBe(303)
    expect((await get(`/${id}/edit`, jinji)).status).toBe(200)
    expect(
      (await post(`/${id}/edit`, cellFields({ id, year: 2022 }, { text: '事業終了' }, { text: '事業終了' }), jinji))
        .status,
    ).toBe(303)
    expect((await get(`/${id}/indicator`, jinji)).status).toBe(403)
    expect((await get('/none/edit')).status).toBe(404)
    expect((await get('/none/history')).status).toBe(404)
  })
})

describe('the targets of a year', () => {
  test('are typed in for all indicators at once, each by whoever may', async () => {
    const year = THIS_YEAR + 1
    const text = await page(`/targets?year=${year}`)
    const indicators = await story.product.kpi.plan.indicators()
    for (const { id } of indicators) expect(text).toContain(`name="target-${year}-${id}-text"`)
    const [first, second] = indicators
    const fields = {
      year: String(year),
      ...cellFields({ id: first?.id ?? '', year, side: 'target' }, { text: '６０００' }),
      ...cellFields({ id: second?.id ?? '', year, side: 'target' }, { text: '100%' }),
    }
    expect((await post('/targets', fields)).headers.get('location')).toBe('/admin/plan?done=values')
    expect(blockOf(await page(''), first?.id ?? '')[0]?.[3 + year - 2020]).toBe('6,000')
    const targets = await story.product.kpi.atAGlance()
    expect(targets.target?.value).toBe(5000)

    const own = await page(`/targets?year=${year}`, jinji)
    expect(own).toContain(valueTexts.notYours)
    expect(own).not.toContain(`name="target-${year}-${first?.id}-text"`)
    await post(
      '/targets',
      { ...fields, ...cellFields({ id: first?.id ?? '', year, side: 'target' }, { text: '1' }, { text: '6,000' }) },
      jinji,
    )
    expect(blockOf(await page(''), first?.id ?? '')[0]?.[3 + year - 2020]).toBe('6,000')
  })

  test('are not written where one of them clashes or cannot be taken', async () => {
    const year = THIS_YEAR + 1
    const [first, second, third] = await story.product.kpi.plan.indicators()
    const late = await post('/targets', {
      year: String(year),
      ...cellFields({ id: first?.id ?? '', year, side: 'target' }, { text: '7,000' }),
      ...cellFields({ id: third?.id ?? '', year, side: 'target' }, { text: '15' }),
    })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('「6,000」に変更しました')
    const wrong = await post('/targets', {
      year: String(year),
      ...cellFields({ id: second?.id ?? '', year, side: 'target' }, { text: '', note: 'x' }, { text: '100%' }),
    })
    expect(wrong.status).toBe(422)
    expect((await post('/targets', { year: 'x' })).headers.get('location')).toBe('/admin/plan/targets')
    const third2 = await story.product.kpi.plan.find(third?.id ?? '')
    expect(third2?.values.some(({ fiscalYear }) => fiscalYear === year)).toBe(false)
  })
})

describe('indicators', () => {
  const form = {
    name: '問い合わせの回答日数',
    unit: '日',
    live: 'ticket_days',
    goal: 'at_most',
    sectionName: '情報政策課',
    sectionCode: 'joho',
    note: '',
  }

  test('are added, changed, moved and removed, each with its record in the trail', async () => {
    expect((await post('/new', form)).status).toBe(303)
    const made = await indicatorNamed(form.name)
    expect(made).toMatchObject({ unit: '日', live: 'ticket_days', goal: 'at_most', sectionCode: 'joho' })
    expect(await page('')).toContain(planTexts.legendAtMost(form.name))
    await post(`/${made.id}/indicator`, { ...form, unit: '営業日', seen: '1' })
    await post(`/${made.id}/move`, { to: 'up' })
    const names = (await story.product.kpi.plan.indicators()).map(({ name }) => name)
    expect(names.at(-2)).toBe(form.name)
    expect(await page(`/${made.id}/remove`)).toContain(indicatorTexts.removeText(form.name, 0))
    expect((await post(`/${made.id}/remove`, {})).headers.get('location')).toBe('/admin/plan/indicators?done=removed')
    expect((await get(`/${made.id}/edit`)).status).toBe(404)
    const events = await story.product.auditLog.page({ subject: made.id }, { olderThan: undefined, limit: 10 })
    expect(events.map(({ action, actor }) => [action, actor])).toEqual(
      ['indicator.removed', 'indicator.moved', 'indicator.changed', 'indicator.created'].map(action => [
        action,
        'user:tokei',
      ]),
    )
  })

  test('that cannot be taken are told at their fields', async () => {
    const refused = await post('/new', {
      ...form,
      name: ' ',
      unit: 'あ'.repeat(21),
      live: 'magic',
      sectionCode: 'none',
      goal: '',
    })
    const text = await refused.text()
    expect(refused.status).toBe(422)
    for (const id of ['name', 'unit', 'live', 'sectionCode', 'goal']) expect(text).toContain(`<a href="#${id}">`)
    expect(text).toContain(indicatorTexts.tooLong(indicatorTexts.unit, 20))
  })

  test('that somebody else changed meanwhile are shown beside what was typed', async () => {
    await post('/new', { ...form, name: '競合する指標' })
    const { id } = await indicatorNamed('競合する指標')
    await post(`/${id}/indicator`, { ...form, name: '競合する指標', unit: '時間', seen: '1' })
    const late = await post(`/${id}/indicator`, { ...form, name: '競合する指標', note: '試行', seen: '1' })
    const text = await late.text()
    expect(late.status).toBe(409)
    expect(text).toContain('<th scope="row">単位</th><td>時間</td><td>日</td>')
    expect(text).toContain('name="seen" value="2"')
    const wrong = await (await post(`/${id}/indicator`, { ...form, name: '', seen: '1' })).text()
    expect(wrong).toContain('name="seen" value="1"')
  })
})

describe('what figures rest on', () => {
  test('a staff number holds from its year on, until another is stated', async () => {
    expect(await page('/base')).toContain(baseTexts.unstated)
    const saved = await post('/base/staff', { staffYear: String(THIS_YEAR), staff: '５，２００' })
    expect(saved.headers.get('location')).toBe('/admin/plan/base?done=staff')
    const text = await page('/base')
    expect(text).toContain(`${formatFiscalYear(THIS_YEAR)}</th><td>5,200人</td>`)
    expect(text).toContain(`${formatFiscalYear(THIS_YEAR + 1)}</th><td>${baseTexts.carried(5200)}</td>`)
    const refused = await post('/base/staff', { staffYear: '1066', staff: '0' })
    const told = await refused.text()
    expect([refused.status, told.includes(baseTexts.problems.staff), told.includes(baseTexts.problems.year)]).toEqual([
      422,
      true,
      true,
    ])
  })

  test('an opening balance counts from its day on, and no longer when it is taken back', async () => {
    const { id } = await indicatorNamed(FAQ_COUNT)
    const own = (await story.product.kpi.figures.asOf('2099-12-31')).registered
    const actuals = async () => blockOf(await page(''), id)[1]?.slice(5, 8)
    expect(await actuals()).toEqual(['―', '―', `${own} 自動`])
    const opening = { onDate: '２０２５-04-01', count: '5,000', note: '旧システム' }
    expect((await post('/base/openings', opening)).status).toBe(303)
    expect(await actuals()).toEqual(['―', '5,000 自動', `${(5000 + own).toLocaleString('ja-JP')} 自動`])
    const text = await page('/base')
    expect(text).toContain(`<td class="number">5,000件</td><td class="number">0件</td><td class="number">5,000件</td>`)
    const remove = /\/admin\/plan(\/base\/openings\/[^"]+\/remove)/u.exec(text)?.[1] ?? ''
    expect(await page(remove)).toContain(baseTexts.removeText('令和7年4月1日', 5000))
    expect((await post(remove, {})).status).toBe(303)
    expect(await actuals()).toEqual(['―', '―', `${own} 自動`])
    expect((await get(remove)).status).toBe(404)
  })

  test('an opening balance that cannot be read is told at its fields', async () => {
    const refused = await post('/base/openings', { onDate: '2026-02-30', count: '-3', note: 'あ'.repeat(201) })
    const text = await refused.text()
    expect(refused.status).toBe(422)
    for (const field of ['onDate', 'count', 'note']) expect(text).toContain(`<a href="#${field}">`)
    expect(text).toContain('value="2026-02-30"')
    expect((await post('/base/openings', { onDate: '0001-01-01', count: '1' })).status).toBe(422)
  })

  test('is for those who answer for the plan as a whole', async () => {
    const refused = ['/base', '/indicators', '/new', '/targets'].map(path => get(path, jinji))
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 200])
    expect((await post('/base/openings', { onDate: '2025-04-01', count: '1' }, jinji)).status).toBe(403)
  })
})

test('a plan without indicators, and one of more years than stand side by side, are shown whole', async () => {
  await using other = await openStory([], { KPI_PLAN_FILE: 'off' })
  const { cookie } = await signInAs(other, { grants: [{ role: 'manager', sectionCode: null }] })
  const text = async () => (await fetch(`${other.url}/admin/plan`, { headers: { Cookie: cookie } })).text()
  expect(await text()).toContain(planTexts.none)
  const rest = { sectionName: '', sectionCode: null, live: null, goal: 'at_least', note: '' } as const
  const { id } = await other.product.kpi.plan.create({ ...rest, name: '長い計画', unit: '' }, 'story')
  const entered = [2001, 2025].map(fiscalYear => {
    const seen = { text: '', note: '' }
    return { indicatorId: id, fiscalYear, side: SIDES[0], text: '1', number: 1, note: '', seen }
  })
  await other.product.kpi.plan.setValues(entered, 'story')
  const shown = await text()
  expect(shown.match(/<table/gu)).toHaveLength(Math.ceil((THIS_YEAR + 2 - 2001) / 10))
  expect(shown).toContain('平成13年度')
  expect(new Set([...shown.matchAll(/ id="([^"]+)"/gu)].map(match => match[1])).size).toBe(
    [...shown.matchAll(/ id="([^"]+)"/gu)].length,
  )
})
