// Personal data through the real doors: a person asks what is held about them, has it erased, and what is past its time goes by
// itself; by the pages of administrators and by the command.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { privacyTexts as texts } from '../../src/core/messages/ja/admin/privacy.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openStory, type Story } from './open-story.ts'
import { productHere, runHere } from './run-here.ts'
import { postForm, signInAs } from './sign-in.ts'
import { STORY_ENTRIES } from './story-entries.ts'

const YAMADA = 'T1/U1AAAAAA'

describe('the page of personal data', () => {
  let story: Story
  let admin = ''
  beforeAll(async () => {
    story = await openStory(STORY_ENTRIES, { ASKER_RETENTION_DAYS: '400', QUESTION_RETENTION_DAYS: '1095' })
    ;({ cookie: admin } = await signInAs(story, {
      login: 'kanri',
      grants: [{ role: 'administrator', sectionCode: null }],
    }))
  })
  afterAll(() => story[Symbol.asyncDispose]())

  const page = async (path: string) => (await fetch(story.url + path, { headers: { Cookie: admin } })).text()
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    postForm(`${story.url}/admin/privacy/${path}`, { cookie: admin, fields })
  const person = { kind: 'slack', value: YAMADA }

  async function askAsYamada(text: string): Promise<string> {
    const { conversation, desk } = story.product
    const asker = desk.askerKeys('slack', 'T1:U1AAAAAA')
    const { questionId } = await conversation.ask({ text, channel: 'slack', conversationId: 'c1', asker })
    await conversation.react({ questionId, kind: 'none_of_these', entryId: null, comment: '山田の感想です' })
    const replyTo = { door: 'slack', place: 'D1', thread: null, user: 'U1AAAAAA' } as const
    const ticket = { question: text, questionId, sectionCode: 'jinji', replyTo, asker, askerName: '山田 太郎' }
    return (await desk.tickets.open(ticket, 'slack:U1AAAAAA')).id
  }

  test('shows how long what is kept, and what was taken out', async () => {
    const text = await page('/admin/privacy')
    expect(text).toContain(texts.askerDays(400))
    expect(text).toContain(texts.questionDays(1_095))
    expect(text).toContain(texts.neverRun)
    await story.product.keeping.turnDay('2026-12-01')
    expect(await page('/admin/privacy')).not.toContain(texts.neverRun)
  })

  test('refuses a name that is none, and keeps what was typed', async () => {
    const answer = await post('look', { kind: 'slack', value: 'U1AAAAAA' })
    const text = await answer.text()
    expect([answer.status, text.includes(texts.valueProblem), text.includes('value="U1AAAAAA"')]).toEqual([
      422,
      true,
      true,
    ])
  })

  test('tells how much is held, writes it out as a document and as data, and erases it when that is confirmed', async () => {
    const id = await askAsYamada('夜勤明けの研修は欠席できますか')
    const held = await (await post('look', person)).text()
    expect(held).toContain(
      texts.heldLines({ questions: 1, remarks: 1, tickets: 1, openTickets: 1, months: 1, account: null })[2],
    )
    expect(held).not.toContain('夜勤明けの研修')
    const document = await post('export', { ...person, format: 'html' })
    expect(document.headers.get('content-disposition')).toContain('attachment')
    expect(document.headers.get('cache-control')).toContain('no-store')
    const words = await document.text()
    for (const word of ['夜勤明けの研修は欠席できますか', '山田の感想です', '山田 太郎']) expect(words).toContain(word)
    expect(await (await post('export', { ...person, format: 'json' })).json()).toMatchObject({
      tickets: [{ id, askerName: '山田 太郎' }],
    })

    expect((await post('erase', person)).status).toBe(422)
    expect((await story.product.desk.tickets.find(id))?.askerName).toBe('山田 太郎')
    const erased = await (await post('erase', { ...person, confirmed: 'yes' })).text()
    expect(erased).toContain(texts.erasedLines({ questions: 1, tickets: 1, ended: 1, months: 1, accounts: 0 })[1])
    expect(await (await post('look', person)).text()).toContain(texts.nothing)
    expect(await page(`/tickets/${id}`)).not.toContain('夜勤明けの研修')
    expect(await page('/admin/audit')).not.toContain('山田')
  })

  test('shows what people wrote as text, whatever it spells', async () => {
    await askAsYamada('<script>alert(1)</script>夜勤の手当')
    const document = await (await post('export', { ...person, format: 'html' })).text()
    expect(document).toContain('&lt;script&gt;alert(1)')
    expect(document).not.toContain('<script>')
  })
})

describe('zencho privacy', () => {
  const environment = { DATA_DIR: makeTempFolder(), SAMPLE_DATA: 'off', ORGANISATION: '汐見県' }
  const who = ['--asker', 'mail:yamada@pref.example.jp']
  const run = (...args: readonly string[]) => runHere(['privacy', ...args], environment)
  const counts = z.object({ counts: z.record(z.string(), z.number()) })

  beforeAll(async () => {
    const product = await productHere(environment)
    const asker = product.desk.askerKeys('mail', 'yamada@pref.example.jp')
    await product.questionLog.record({
      id: 'q1',
      askedAt: new Date('2024-06-01T00:00:00Z'),
      channel: 'mail',
      text: '産前休暇はいつから取れますか',
      searchedAs: null,
      conversationId: 'mail:1',
      asker,
      sectionCode: null,
      outcome: 'unanswered',
      confidence: 0,
      candidates: [],
      tookMs: 1,
    })
  })

  test('writes out what is held, as data or for a person to read', async () => {
    expect(JSON.parse((await run('export', ...who)).stdout)).toMatchObject({
      questions: [{ text: '産前休暇はいつから取れますか' }],
    })
    const { stdout } = await run('export', ...who, '--format', 'md')
    expect(stdout).toContain('汐見県')
    expect(stdout).toContain('      産前休暇はいつから取れますか')
  })

  test('says what it would take out, and takes out just that', async () => {
    const dry = counts.parse(JSON.parse((await run('purge', '--dry-run', '--json')).stdout)).counts
    expect(dry['askers']).toBe(1)
    expect(counts.parse(JSON.parse((await run('purge', '--json')).stdout)).counts).toEqual(dry)
    expect(JSON.parse((await run('export', ...who)).stdout)).toMatchObject({ questions: [] })
    expect(counts.parse(JSON.parse((await run('purge', '--json')).stdout)).counts['askers']).toBe(0)
  })

  test('takes a day for what is to go, but none that is to come', async () => {
    expect((await run('purge', '--before', '2999-01-01')).code).toBe(1)
    expect((await run('purge', '--before', '2024-02-30')).stderr).toContain('YYYY-MM-DD')
    expect((await run('purge', '--before', '2024-01-01')).code).toBe(0)
  })

  test('erases only where it is told to, and counts beforehand', async () => {
    const refused = await run('erase', ...who)
    expect([refused.code, refused.stderr.includes('--yes')]).toEqual([1, true])
    expect((await run('erase', ...who, '--dry-run')).stdout).toContain(texts.cli.holds)
    expect((await run('erase', ...who, '--yes', '--json')).code).toBe(0)
    expect((await run('erase', '--asker', 'somebody')).code).toBe(1)
  })

  test('renews the keys: nobody is found by the old one any more', async () => {
    const product = await productHere(environment)
    const before = product.desk.askerKeys('slack', 'T1:U1')
    expect((await run('rotate')).stdout).toBe(texts.cli.rotated)
    expect(product.desk.askerKeys('slack', 'T1:U1')).not.toBe(before)
    const { query, close } = openDatabase(product.databasePath, { check: false })
    const events = await query.selectFrom('audit_event').select('action').where('action', 'like', 'privacy.%').execute()
    await close()
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set(['privacy.exported', 'privacy.purged', 'privacy.secret_renewed']),
    )
  })
})
