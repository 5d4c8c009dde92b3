// Tickets and sections' contacts from the terminal, where there is no chat.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { expectFault } from './expectations.ts'
import { closeHere, productHere, runHere } from './run-here.ts'
import { makeFolder, STORY_ENTRIES } from './story-entries.ts'
import type { Environment } from './zencho-process.ts'

let folder = ''
let environment: Environment = {}
beforeAll(async () => {
  folder = await makeFolder()
  const SMTP_URL = 'smtp://127.0.0.1:1' // news are written for it; nothing is sent from here
  environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off', MAIL_FROM: 'faq@pref.example.jp', SMTP_URL }
  const product = await productHere(environment)
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
})
afterAll(async () => {
  await closeHere()
  await rm(folder, { recursive: true, force: true })
})

const zencho = (...args: readonly string[]) => runHere(args, environment)

function json(text: string): unknown {
  const parsed: unknown = JSON.parse(text)
  return parsed
}

/** Name and id of a new ticket of 人事課 whose asker came by mail. */
async function openTicket(question: string) {
  const { desk } = await productHere(environment)
  const replyTo = { door: 'mail', address: 'yamada@pref.example.jp', messageId: '<q@x>', subject: '旅費' } as const
  const request = {
    question,
    questionId: null,
    sectionCode: 'jinji',
    replyTo,
    asker: 'keyed',
    askerName: '総務課 職員',
  }
  const ticket = await desk.tickets.open(request, 'mail:keyed')
  return { name: ticketMessages.name(ticket), id: ticket.id, short: `${ticket.fiscalYear}-${ticket.number}` }
}

describe('zencho audit', () => {
  test('proves that nothing was changed, also up to a seal that was written down', async () => {
    const { code, stdout } = await zencho('audit', 'verify', '--json')
    expect(code).toBe(0)
    const { seal } = json(stdout) as { readonly seal: { readonly seq: number; readonly hash: string } }
    expect((await zencho('audit', 'verify', '--seal', `${seal.seq}:${seal.hash}`)).stdout).toContain('異常はありません')
    const broken = await zencho('audit', 'verify', '--seal', `${seal.seq}:${'0'.repeat(64)}`)
    expect([broken.code, broken.stdout.includes('異常があります')]).toEqual([1, true])
    expect((await zencho('audit', 'verify', '--seal', 'x')).code).toBe(1)
  })
})

describe('zencho section', () => {
  test('says how to set a contact where there is none', async () => {
    const { code, stdout } = await zencho('section', 'contacts')
    expect([code, stdout]).toEqual([0, expect.stringContaining('zencho section contact')])
  })

  test('sets, lists and removes contacts, and names the sections that have none', async () => {
    const set = await zencho('section', 'contact', 'jinji', '--slack', 'C0123ABCD', '--mail', 'jinji@pref.example.jp')
    expect([set.code, set.stdout]).toEqual([
      0,
      '人事課の連絡先（Slack）を C0123ABCD にしました。\n人事課の連絡先（メール）を jinji@pref.example.jp にしました。',
    ])
    const listed = (await zencho('section', 'contacts')).stdout
    expect(listed).toMatch(/^\| jinji +\| 人事課 +\| メール +\| jinji@pref\.example\.jp \|$/mu)
    expect(listed).toContain('連絡先のない担当課（2課）: 旅費センター、情報政策課')
    expect((await zencho('section', 'contact', 'jinji', '--remove', 'slack')).stdout).toContain('消しました')
    expect(json((await zencho('section', 'contacts', '--json')).stdout)).toEqual([
      { sectionCode: 'jinji', door: 'mail', address: 'jinji@pref.example.jp' },
    ])
  })

  test.for([
    ['nowhere', '--mail', 'a@x.example'],
    ['jinji', '--mail', 'not an address'],
    ['jinji', '--mail', 'a@b, c@d'],
    ['jinji', '--slack', '#人事課'],
    ['jinji'],
  ])('refuses %j with what was expected, and changes nothing', async args => {
    const before = (await zencho('section', 'contacts', '--json')).stdout
    expectFault(await zencho('section', 'contact', ...args))
    expect((await zencho('section', 'contacts', '--json')).stdout).toBe(before)
  })

  test('is wrong with a door that there is not', async () => {
    expect((await zencho('section', 'contact', 'jinji', '--remove', 'fax')).code).toBe(2)
  })
})

describe('zencho ticket', () => {
  test('lists what waits, the sooner due first, by section and state', async () => {
    expect((await zencho('ticket', 'list')).stdout).toBe('該当する問い合わせ票はありません。')
    const { name } = await openTicket(`結婚休暇は、いつまでに取る必要がありますか。${'長い説明。'.repeat(10)}`)
    const listed = await zencho('ticket', 'list', '--section', 'jinji')
    expect(listed.code).toBe(0)
    expect(listed.stdout).toMatch(
      new RegExp(`^\\| ${name} \\| 受付 +\\| 人事課 +\\| 令和.*\\| 結婚休暇は.*… \\|$`, 'mu'),
    )
    expect(listed.stdout).toMatch(/^1件$/mu)
    expect((await zencho('ticket', 'list', '--state', 'closed')).stdout).toContain('ありません')
    expect((await zencho('ticket', 'list', '--section', 'joho')).stdout).toContain('ありません')
    expect(json((await zencho('ticket', 'list', '--json')).stdout)).toMatchObject({ total: 1, tickets: [{ name }] })
  })

  test('shows one by its name, its short name or its id, with its history; never where the asker is reached', async () => {
    const { name, short, id } = await openTicket('結婚休暇の日数は')
    for (const ref of [name, short, id]) {
      const { code, stdout } = await zencho('ticket', 'show', ref)
      expect(code).toBe(0)
      expect(stdout).toContain(`■ 問い合わせ票 ${name}`)
      expect(stdout).toMatch(/状態: 受付\n担当課: 人事課（jinji）/u)
      expect(stdout).toContain('質問した人: 総務課 職員')
      expect(stdout).toMatch(/経過:\n {2}令和.* 受け付けました \[mail\]/u)
      expect(stdout).not.toContain('yamada@')
    }
    const data = (await zencho('ticket', 'show', short, '--json')).stdout
    expect(json(data)).toMatchObject({ id, name, repliesBy: 'mail', events: [{ kind: 'opened' }] })
    expect(data).not.toMatch(/yamada@|"asker"/u)
  })

  test('answers with a text, and corrects the answer from a file; the asker is to be told both times', async () => {
    const { desk } = await productHere(environment)
    const { name, short, id } = await openTicket('結婚休暇の期限は')
    const waiting = (await desk.outboxCounts()).waiting
    expect((await zencho('ticket', 'answer', name, '--text', '1年以内です。')).stdout).toBe(`${name} に回答しました。`)
    const file = join(folder, 'answer.md')
    await writeFile(file, '\ufeff**6か月以内**です。\n')
    expect((await zencho('ticket', 'answer', short, '--file', file)).code).toBe(0)
    expect((await desk.tickets.find(id))?.answer).toMatchObject({ text: '**6か月以内**です。', by: 'cli' })
    expect((await desk.outboxCounts()).waiting).toBe(waiting + 2)
    expect((await zencho('ticket', 'show', short)).stdout).toContain('回答:\n**6か月以内**です。')
  })

  test('moves one to another section with the reason, and closes one', async () => {
    const { name, short, id } = await openTicket('VPNの申請は')
    const moved = await zencho('ticket', 'assign', short, '--section', 'joho', '--reason', '所管のため')
    expect(moved.stdout).toBe(`${name} の担当課を「情報政策課」にしました。`)
    const closed = await zencho('ticket', 'close', id, '--reason', '重複のため', '--json')
    expect(json(closed.stdout)).toMatchObject({ state: 'closed', section: { code: 'joho' } })
    expect((await zencho('ticket', 'show', short)).stdout).toMatch(/担当課が決まりました（理由: 所管のため） \[cli\]/u)
  })

  test('turns an answer into a draft entry, which is registered when it is published', async () => {
    const { registry, desk } = await productHere(environment)
    const { short, id } = await openTicket('忌引の日数は')
    await zencho('ticket', 'answer', short, '--text', '7日です。')
    const drafted = await zencho('ticket', 'draft', short, '--question', '忌引休暇は何日取れますか。')
    const entryId = `jinji-q${short}`
    expect([drafted.code, drafted.stdout]).toEqual([0, expect.stringContaining(entryId)])
    const [entry] = await registry.entriesById([entryId])
    expect(entry).toMatchObject({
      status: 'draft',
      question: '忌引休暇は何日取れますか。',
      answer: '7日です。',
      phrasings: ['忌引の日数は'],
    })
    expect((await desk.tickets.find(id))?.entryId).toBe(entryId)
    expectFault(await zencho('ticket', 'draft', short), '回答済み')
  })

  test('says in a sentence what does not work', async () => {
    const { short } = await openTicket('旅券の申請は')
    expectFault(await zencho('ticket', 'show', '2026-9999'), '問い合わせ票「2026-9999」')
    expectFault(await zencho('ticket', 'show', 'no-such-id'), '問い合わせ票')
    expectFault(await zencho('ticket', 'draft', short), '受付')
    expectFault(await zencho('ticket', 'answer', short), '--text')
    expectFault(await zencho('ticket', 'answer', short, '--text', 'a', '--file', 'b'), '--text')
    expectFault(await zencho('ticket', 'answer', short, '--file', join(folder, 'none.md')), 'ファイル')
    expectFault(await zencho('ticket', 'answer', short, '--text', '　'), '回答')
    expectFault(await zencho('ticket', 'assign', short, '--section', 'nowhere'), '担当課「nowhere」')
    expectFault(await zencho('ticket', 'list', '--section', 'nowhere'), '担当課')
    expect((await zencho('ticket', 'list', '--state', 'lost')).code).toBe(2)
    expect((await zencho('ticket', 'list', '--limit', '0')).code).toBe(2)
    expect((await zencho('ticket', 'assign', short)).code).toBe(2)
  })
})
