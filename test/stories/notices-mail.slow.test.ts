// Notices of entries by mail, over the real product and a real mail server on 127.0.0.1.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliverNotice } from '../../bot/mail/deliver-notice.ts'
import type { OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { openMail } from '../../src/wiring/open-mail.ts'
import { openSmtpCatcher, type SmtpCatcher } from '../fakes/smtp-catcher.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'
import { signInAs } from './sign-in.ts'
import { STORY_ENTRIES } from './story-entries.ts'

const APPROVER_MAIL = 'hanako@pref.example.jp'

let server: SmtpCatcher
let opened: OpenedProduct
let mail: ReturnType<typeof openMail>
let editor: Account
beforeEach(async () => {
  server = await openSmtpCatcher()
  opened = await openProductIn(null, {
    MAIL_FROM: '全庁FAQ窓口 <faq@pref.example.jp>',
    SMTP_URL: server.url,
    PUBLIC_URL: 'https://faq.pref.example.jp',
  })
  await opened.product.registry.save(STORY_ENTRIES, { actor: 'story' })
  editor = (await signInAs(opened, { name: '編集 一郎', grants: [{ role: 'editor', sectionCode: 'jinji' }] })).account
  await signInAs(opened, {
    name: '承認 花子',
    mail: APPROVER_MAIL,
    grants: [{ role: 'approver', sectionCode: 'jinji' }],
  })
  mail = openMail(opened.product, opened.config)
})
afterEach(async () => {
  await opened[Symbol.asyncDispose]()
  mail?.close()
  await server[Symbol.asyncDispose]()
})

/** The draft of the story's registry, handed to the approvers. */
async function submit(): Promise<void> {
  const { registry, editorial } = opened.product
  const [draft] = await registry.workingEntries(['jinji-901'])
  if (draft === undefined) throw new Error('no draft')
  await registry.save([{ ...draft, answer: '早番と遅番があります。', revisedOn: null }], { actor: actorOf(editor) })
  const request = { action: 'submit', seen: draft.revision + 1, text: 'お願いします。\n> 引用' } as const
  expect(await editorial.workflow.act('jinji-901', request, editor)).toEqual({ kind: 'done' })
}

const deliveries = async () => {
  const database = openDatabase(opened.product.databasePath, { check: false })
  const rows = await database.query.selectFrom('notice_delivery').selectAll().execute()
  await database.close()
  return rows
}

test('an approver is told by mail, once, with what was said and where to look; who has no address is told in the pages', async () => {
  await submit()
  await opened.product.editorial.settleNotices()
  await opened.product.editorial.settleNotices()
  expect(server.caught.map(({ envelope }) => envelope.to)).toEqual([[APPROVER_MAIL]])
  const [{ parsed }] = server.caught as [(typeof server.caught)[number]]
  expect(parsed.subject).toBe('【全庁FAQ】承認の依頼：時差出勤の新しい区分を教えてください。')
  expect(parsed.text).toContain('編集 一郎さんが、FAQの承認を依頼しました。')
  expect(parsed.text).toContain('> お願いします。')
  expect(parsed.text).toMatch(/https:\/\/faq\.pref\.example\.jp\/admin\/notices\/[\w-]+/u)
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
  expect((await deliveries()).map(({ sent_at: sentAt }) => sentAt !== null)).toEqual([true])
})

test('what the server cannot take waits, and is sent by whoever runs next; what it refuses for good is given up', async () => {
  server.refuseWith(451)
  await submit()
  await opened.product.editorial.settleNotices()
  expect(server.caught.length).toBe(0)
  const [waiting] = await deliveries()
  expect(waiting).toMatchObject({ attempts: 1, sent_at: null, given_up_at: null })
  server.refuseWith(550)
  const database = openDatabase(opened.product.databasePath, { check: false })
  await database.query.updateTable('notice_delivery').set({ next_at: '2026-01-01T00:00:00.000Z' }).execute()
  await database.close()
  await opened.product.editorial.settleNotices()
  expect((await deliveries())[0]).toMatchObject({ attempts: 2, sent_at: null, given_up_at: expect.any(String) })
})

test('sent twice after a crash it bears one Message-ID, and mails of one entry are one thread', async () => {
  await submit()
  const { product } = opened
  const [delivery] = await deliveries()
  const sent: OutgoingMail[] = []
  const deps = {
    notices: product.editorial.notices,
    accounts: product.people.accounts,
    askerKeys: product.desk.askerKeys,
    from: { name: 'FAQ', address: 'faq@pref.example.jp' },
    place: { ...opened.config, newsByMail: true },
    send: async (outgoing: OutgoingMail) => void sent.push(outgoing),
  }
  const message = {
    noticeId: delivery?.notice_id ?? '',
    door: 'mail',
    news: 'submitted',
    attempts: 0,
    createdAt: new Date(),
  } as const
  for (const id of [1, 1]) await deliverNotice({ ...message, id }, deps)
  expect(sent[0]?.messageId).toMatch(/^<zencho-[0-9a-f]{32}@pref\.example\.jp>$/u)
  expect(sent[1]?.messageId).toBe(sent[0]?.messageId)
  expect(sent[0]?.references).toEqual([expect.stringMatching(/^<zencho-/u)])
})
