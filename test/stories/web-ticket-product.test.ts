// The whole way of a ticket in the real product: asked on the page, answered, registered as an entry, seen by its asker.
import { expect, test } from 'vitest'
import { openStory } from './open-story.ts'

test('from a question that no entry answers to an entry that does, on one page', async () => {
  await using story = await openStory()
  const { tickets } = story.product.desk
  const post = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields)
    return fetch(story.url + path, { method: 'POST', body, redirect: 'manual' })
  }
  const pageOf = async (path: string) => (await fetch(story.url + path)).text()

  const question = '駐輪場の定期利用を申し込みたい'
  const asked = (await post('/ask', { question })).headers.get('location') ?? ''
  const questionId = asked.split('#turn-')[1] ?? ''
  const opening = [1, 2].map(() => post(`/questions/${questionId}/ticket`, { question, section: 'jinji' }))
  const [path = '', again] = (await Promise.all(opening)).map(response => response.headers.get('location') ?? '')
  expect(path).toMatch(/^\/tickets\/[0-9a-f-]{36}$/)
  expect(again).toBe(path)
  expect((await tickets.list({ limit: 5, offset: 0 })).total).toBe(1)
  expect(await pageOf(path)).toContain('第1号')

  const id = path.split('/').at(-1) ?? ''
  await tickets.act(id, { kind: 'answered', text: '管財課に**申請**してください。' }, 'slack:U1')
  expect(await pageOf(path)).toMatch(/人事課からの回答[\s\S]*<strong>申請<\/strong>/)
  expect((await post(`${path}/reopen`, { reason: '期限が分かりません' })).status).toBe(303)
  expect(await pageOf(path)).toMatch(/対応中[\s\S]*理由：期限が分かりません/)
  await tickets.act(id, { kind: 'answered', text: '毎月20日までに管財課に申請してください。' }, 'slack:U1')
  expect((await post(`${path}/resolved`, {})).status).toBe(303)
  expect((await story.product.questionLog.feedbackOn([questionId])).map(({ kind }) => kind)).toEqual(['resolved'])

  const proposed = await tickets.proposeDraft(id)
  const drafted = await tickets.draft(id, proposed, 'slack:U1')
  const draft = await pageOf(path)
  expect(draft).toContain('回答をFAQの下書きにしました')
  expect(draft).not.toContain('登録されたFAQ')
  const entry = { ...proposed, status: 'published', phrasings: [question] } as const
  await story.product.registry.save([entry], { actor: 'editor' })
  const registered = await pageOf(path) // no door sends messages here, so the page itself has to see it
  expect(registered).toMatch(/FAQに登録済み[\s\S]*登録されたFAQ/)
  expect(registered).toContain(`href="/entries/${drafted.entryId}"`)
  expect(story.events).toEqual([])
})
