// The audit trail through the real application and the real command: read, filtered, exported, verified, and found out when somebody
// has been at the database.
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditActionWord, auditTexts } from '../../src/core/messages/ja/admin/audit.ts'
import { sourceFiles } from '../house/source-files.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'
import { entryInput } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }

describe('the audit trail', () => {
  let story: Story
  let cookie = ''
  beforeAll(async () => {
    story = await openStory()
    ;({ cookie } = await signInAs(story, { login: 'kansa', grants: [{ role: 'administrator', sectionCode: null }] }))
  })
  afterAll(() => story[Symbol.asyncDispose]())

  const get = (path: string) => fetch(`${story.url}${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
  const page = async (path: string) => (await get(path)).text()

  test('shows who did what, newest first, with what was before and after', async () => {
    const { registry } = story.product
    await registry.save([entryInput('audited', JINJI, { question: '旧い質問', answer: '回答' })], {
      actor: 'user:tanaka',
    })
    await registry.save([entryInput('audited', JINJI, { question: '新しい質問', answer: '回答' })], {
      actor: 'user:sato',
    })
    const text = await page('/admin/audit?subject=audited')
    expect(text.indexOf('user:sato')).toBeGreaterThan(0)
    expect(text.indexOf('user:sato')).toBeLessThan(text.indexOf('user:tanaka'))
    expect(text).toContain('<tr><th scope="row">質問</th><td>旧い質問</td><td>新しい質問</td></tr>')
    expect(await page('/admin/audit?subject=audited&actor=user:sato')).not.toContain('user:tanaka</td>')
    expect(await page('/admin/audit?subject=audited&action=entry.created')).not.toContain('user:sato</td>')
  })

  test('is filtered by days in Japan, and says where a day cannot be read', async () => {
    expect(await page('/admin/audit?until=2020-01-01')).toContain(auditTexts.none)
    expect(await page('/admin/audit?from=2020-01-01')).not.toContain(auditTexts.none)
    const refused = await get('/admin/audit?from=2026-02-30')
    expect([refused.status, (await refused.text()).includes(auditTexts.badDate('2026-02-30'))]).toEqual([400, true])
  })

  test('goes on page by page until its beginning', async () => {
    const seen: number[] = []
    let path: string | undefined = '/admin/audit'
    for (let pages = 0; path !== undefined && pages < 20; pages += 1) {
      const text: string = await page(path)
      seen.push(...[...text.matchAll(/<tr id="e(\d+)">/gu)].map(match => Number(match[1])))
      path = /href="([^"]+olderThan=\d+)"/u.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => seen.length - index))
    expect(seen.length).toBeGreaterThan(10)
  })

  test('is exported whole, as text that runs nowhere and breaks no line', async () => {
    const hostile = entryInput('hostile', JINJI, { question: '=HYPERLINK("http://evil")', answer: 'a\r\nb\u001B[31m' })
    await story.product.registry.save([hostile], { actor: '=cmd|calc' })
    const csv = await page('/admin/audit/export?subject=hostile')
    expect(csv).toContain(`"'=cmd|calc"`)
    expect(csv.trim().split('\r\n').length).toBe(2)
    const lines = (await page('/admin/audit/export?subject=hostile&format=jsonl')).trim().split('\n')
    expect(lines.map(line => (JSON.parse(line) as { actor: string }).actor)).toEqual(['=cmd|calc'])
    expect(lines.join('')).not.toContain('\u001B')
    const all = (await page('/admin/audit/export?format=jsonl')).trim().split('\n')
    expect(all.map(line => (JSON.parse(line) as { seq: number }).seq)).toEqual(all.map((_, index) => index + 1))
  })

  test('is for administrators alone', async () => {
    for (const role of ['editor', 'approver', 'manager', 'staff'] as const) {
      const other = await signInAs(story, { grants: [{ role, sectionCode: null }] })
      for (const path of ['/admin/audit', '/admin/audit/export']) {
        expect((await fetch(story.url + path, { headers: { Cookie: other.cookie } })).status).toBe(403)
      }
    }
  })

  test('has a word for every action that the product records', () => {
    const lines = sourceFiles(['src/adapters/sqlite'], ['.ts']).flatMap(({ text }) => text.split('\n'))
    const recorded = lines
      .filter(line => /\baction\b|: 'entry\./u.test(line))
      .flatMap(line => [...line.matchAll(/'([a-z_]+\.[a-z_]+)'/gu)].map(match => match[1] ?? ''))
    expect(recorded.length).toBeGreaterThan(8)
    expect(recorded.filter(action => auditActionWord(action) === action)).toEqual([])
  })

  test('verifies, by page and by seal, until somebody changes what is in it', async () => {
    const verified = await postForm(`${story.url}/admin/audit/verify`, { cookie, fields: {} })
    expect(await verified.text()).toContain('記録に異常はありません')
    const { auditLog, databasePath } = story.product
    const before = await auditLog.verify()
    if (before.kind !== 'intact' || before.seal === null) throw new Error('expected an intact trail')
    expect(await auditLog.verify(before.seal)).toMatchObject({ kind: 'intact' })
    expect(await auditLog.verify({ ...before.seal, hash: 'f'.repeat(64) })).toMatchObject({
      kind: 'broken',
      seq: before.seal.seq,
    })
    expect(await auditLog.verify({ ...before.seal, seq: before.seal.seq + 1 })).toMatchObject({ kind: 'broken' })
    using database = openRaw(databasePath)
    database.exec('DROP TRIGGER audit_event_keeps; DROP TRIGGER audit_event_stays')
    database.exec("UPDATE audit_event SET actor = 'user:nobody' WHERE seq = 5")
    expect(await auditLog.verify()).toMatchObject({ kind: 'broken', seq: 5 })
    database.exec('DELETE FROM audit_event WHERE seq = 3')
    expect(await auditLog.verify()).toMatchObject({ kind: 'broken', seq: 4 })
    const told = await postForm(`${story.url}/admin/audit/verify`, { cookie, fields: {} })
    expect(await told.text()).toContain('通し番号4')
  })
})

function openRaw(path: string): Disposable & Pick<InstanceType<typeof BetterSqlite3>, 'exec'> {
  const database = new BetterSqlite3(path)
  return { exec: text => database.exec(text), [Symbol.dispose]: () => void database.close() }
}
