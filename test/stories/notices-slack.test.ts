// Notices of entries as direct messages, before a workspace that stands in for Slack.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { actorOf } from '../../src/core/access/account.ts'
import { openSlackStory, PUBLIC_URL, type SlackStory, wordsIn } from './open-slack-story.ts'

let story: SlackStory
beforeAll(async () => {
  story = await openSlackStory()
})
afterAll(() => story[Symbol.asyncDispose]())

async function person(name: string, role: 'editor' | 'approver', slackUser: string | null) {
  const input = { login: `u-${crypto.randomUUID()}`, name, mail: null, slackUser, sectionCode: null, disabled: false }
  return story.product.people.accounts.create({ ...input, grants: [{ role, sectionCode: 'jinji' }] }, 'story')
}

test('an approver is told directly, in words that ring nobody, with a link to the page', async () => {
  const { registry, editorial } = story.product
  const editor = await person('編集 <!channel>', 'editor', null)
  const approver = await person('承認 花子', 'approver', 'U77')
  const [draft] = await registry.workingEntries(['jinji-901'])
  if (draft === undefined) throw new Error('no draft')
  await registry.save([{ ...draft, answer: '早番です。', revisedOn: null }], { actor: actorOf(editor) })
  const request = { action: 'submit', seen: draft.revision + 1, text: '*お願い* <@U1>' } as const
  expect(await editorial.workflow.act('jinji-901', request, editor)).toEqual({ kind: 'done' })
  const told = await story.message(({ channel }) => channel === 'D-U77')
  expect(wordsIn(told)).toContain('編集 <!channel>さんが、FAQの承認を依頼しました。')
  expect(wordsIn(told)).toContain('*お願い* <@U1>')
  expect(told.text).not.toContain('<!channel>')
  expect(wordsIn(told)).toContain(`${PUBLIC_URL}/admin/notices/`)
  await editorial.settleNotices()
  expect(story.workspace.messages.filter(({ channel }) => channel === told.channel).length).toBe(1)
  expect(await editorial.notices.unreadCount(approver.id)).toBe(1)
})

test('a notice that was posted before the process ended is found again, not posted twice', async () => {
  const { editorial, kept, databasePath } = story.product
  const approver = await person('承認 次郎', 'approver', 'U78')
  const tell = async (question: string) => {
    const detail = { by: '誰か', question, text: '' }
    await editorial.notices.add([{ kind: 'commented', entryId: 'jinji-001', detail, to: [approver.id] }])
    await editorial.settleNotices()
  }
  await tell('一つめ')
  expect(await kept.read('slack_direct:U78')).toBe('D-U78')
  await tell('二つめ')
  const database = openDatabase(databasePath, { check: false })
  // As if the process had ended between the posting and the note of it.
  await database.query.updateTable('notice_delivery').set({ sent_at: null, attempts: 1 }).execute()
  await database.close()
  await editorial.settleNotices()
  const posted = story.workspace.messages.filter(({ channel }) => channel === 'D-U78')
  expect(posted.map(({ text }) => /一つめ|二つめ/u.exec(text)?.[0])).toEqual(['一つめ', '二つめ'])
})
