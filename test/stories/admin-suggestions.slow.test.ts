// What staff say in the chat becomes suggestions; what editors decide of them becomes the registry, and nothing before.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../indexer/until.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

const PATH = '/admin/learning/suggestions'
const ASKED = '会社を休むとき何を出すの'
const WRONG = 'パソコンの暗証番号を忘れた'
const DEADLINE_MS = 20_000

let story: Story
let approver: string
let editor: string
let manager: string
beforeAll(async () => {
  // A registry of eleven entries knows hardly a word of what is asked: candidates are shown all the same.
  story = await openStory(undefined, { CANDIDATE_CONFIDENCE: '0.001' })
  const signIn = async (role: 'approver' | 'editor', sectionCode: string) =>
    (await signInAs(story, { sectionCode, grants: [{ role, sectionCode }] })).cookie
  approver = await signIn('approver', 'jinji')
  editor = await signIn('editor', 'joho')
  manager = (await signInAs(story, { grants: [{ role: 'manager', sectionCode: null }] })).cookie
  await story.product.bench.workbench.run({ questions: [], trial: null }) // its thread starts
})
afterAll(() => story[Symbol.asyncDispose]())

async function get(path: string, cookie: string) {
  const response = await fetch(`${story.url}${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

async function post(path: string, cookie: string, fields: Readonly<Record<string, string>>) {
  const response = await postForm(`${story.url}${path}`, { cookie, fields })
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') ?? '' }
}

/** One person asks in the chat, and says of an entry what they say. */
async function askInChat(
  question: string,
  entry: string,
  reactions: readonly ('choose' | 'resolved' | 'unresolved')[],
) {
  const asked = await postForm(`${story.url}/ask`, { fields: { question } })
  const id = /#turn-([\w-]+)/u.exec(asked.headers.get('Location') ?? '')?.[1] ?? ''
  for (const reaction of reactions) {
    const [address, fields] = reaction === 'choose' ? ['choose', { entry }] : ['feedback', { kind: reaction, entry }]
    const said = await postForm(`${story.url}/questions/${id}/${address}`, { fields })
    expect(said.status).toBe(303)
  }
}

/** The page behind a preview, when its job has ended. */
async function effectAt(path: string, cookie: string) {
  let page = await get(path, cookie)
  await until(async () => {
    page = await get(path, cookie)
    return !page.text.includes('data-job=')
  }, DEADLINE_MS)
  return page
}

async function openOnes(entryId: string) {
  const filter = { sectionCodes: null, entryIds: [entryId], limit: 50, offset: 0 }
  return (await story.product.suggestions.open(filter)).suggestions
}

async function onlyOne(entryId: string) {
  const [first, ...others] = await openOnes(entryId)
  if (first === undefined || others.length > 0) throw new Error(`expected one suggestion, got ${others.length + 1}`)
  return first
}

const fieldsOf = ({ id, version, text }: { readonly id: string; readonly version: number; readonly text: string }) => {
  return { use: id, [`seen.${id}`]: String(version), [`text.${id}`]: text }
}

describe('a question that was solved by a chosen candidate', () => {
  test('is suggested as a phrasing, once, with its numbers masked', async () => {
    await askInChat(ASKED, 'jinji-001', ['choose', 'resolved'])
    await askInChat(`${ASKED} 090-1234-5678`, 'jinji-001', ['choose', 'resolved'])
    await askInChat('年休の申請方法', 'jinji-001', ['resolved']) // is found already
    expect(await story.product.feedback.learn()).toBe(2)
    expect(await story.product.feedback.learn()).toBe(0)
    const texts = (await openOnes('jinji-001')).map(({ text }) => text).toSorted()
    expect(texts[0]).toBe(ASKED)
    expect(texts[1]).not.toContain('1234')
  })

  test('stands on the page of those who may edit the entry, with what speaks for it', async () => {
    const page = await get(PATH, approver)
    expect(page.text).toContain(`「${ASKED}」を選ぶ`)
    expect(page.text).toContain('候補の2番目に表示されます')
    expect((await get(PATH, editor)).text).not.toContain(ASKED)
    expect((await get(PATH, manager)).text).toContain('あなたが編集できる担当課のFAQはない')
    expect((await post(`${PATH}/jinji-001/preview`, editor, {})).status).toBe(403)
  })

  test('is rejected with a reason, and does not come again', async () => {
    const masked = (await openOnes('jinji-001')).find(({ text }) => text !== ASKED)
    if (masked === undefined) throw new Error('expected the masked one')
    const bare = await post(`${PATH}/jinji-001/reject`, approver, fieldsOf(masked))
    expect([bare.status, bare.text.includes('却下する理由を入力してください。')]).toEqual([422, true])
    const { location } = await post(`${PATH}/jinji-001/reject`, approver, { ...fieldsOf(masked), reason: '長すぎます' })
    expect((await get(location, approver)).text).toContain('提案を却下しました')
    await askInChat(`${ASKED} 090-8765-4321`, 'jinji-001', ['choose', 'resolved'])
    expect(await story.product.feedback.learn()).toBe(0)
    const late = await post(`${PATH}/jinji-001/reject`, approver, { ...fieldsOf(masked), reason: 'もう一度' })
    expect([late.status, late.text.includes('ほかの人が先に変更しました')]).toEqual([409, true])
  })

  test('is seen in its effect, mended, and published by whoever may; then it is found', async () => {
    const suggestion = await onlyOne('jinji-001')
    const nothing = await post(`${PATH}/jinji-001/preview`, approver, {})
    expect([nothing.status, nothing.text.includes('提案を1つ以上選んでください。')]).toEqual([422, true])
    const known = { ...fieldsOf(suggestion), [`text.${suggestion.id}`]: '休みを取りたい' }
    expect((await post(`${PATH}/jinji-001/preview`, approver, known)).text).toContain('同じ文が、このFAQにすでにあるか')
    const mended = { ...fieldsOf(suggestion), [`text.${suggestion.id}`]: '会社を休むとき何を出すのか' }
    const { status, location } = await post(`${PATH}/jinji-001/preview`, approver, mended)
    expect(status).toBe(303)
    const effect = await effectAt(location, approver)
    expect(effect.text).toContain('会社を休むとき何を出すのか')
    expect(effect.text).toContain('取り入れて公開する')
    expect((await get(location, manager)).status).toBe(403)
    expect((await story.product.rank(ASKED, 3)).outcome).toBe('candidates')
    const done = await post(`${location}/accept`, approver, { step: 'publish' })
    expect((await get(done.location, approver)).text).toContain('取り入れて、公開しました')
    const [entry] = await story.product.registry.entriesById(['jinji-001'])
    expect(entry?.phrasings).toEqual(['休みを取りたい', '年休の申請方法', '会社を休むとき何を出すのか'])
    await story.product.settleIndex()
    const verdict = await story.product.rank(ASKED, 3)
    expect([verdict.outcome, verdict.ranked[0]?.entryId]).toEqual(['answered', 'jinji-001'])
    expect((await post(`${location}/accept`, approver, { step: 'publish' })).status).toBe(404)
  })
})

describe('an answer that is taken for the right one again and again, and is not', () => {
  test('suggests a negative phrasing when three different people said so, and their section is told', async () => {
    const { account, cookie } = await signInAs(story, { grants: [{ role: 'editor', sectionCode: 'joho' }] })
    for (let person = 0; person < 2; person += 1) await askInChat(WRONG, 'joho-002', ['unresolved'])
    expect(await story.product.feedback.learn()).toBe(0)
    await askInChat(WRONG, 'joho-002', ['unresolved'])
    expect(await story.product.feedback.learn()).toBe(1)
    const suggestion = await onlyOne('joho-002')
    expect([suggestion.kind, suggestion.text, suggestion.evidence.times]).toEqual(['negative', WRONG, 3])
    const { notices } = await story.product.editorial.notices.list(account.id, { limit: 9, offset: 0 })
    expect(notices.map(({ kind }) => kind)).toEqual(['suggestions_waiting'])
    expect((await get('/admin/notices', cookie)).text).toContain('採否を待つもの1件')
    const opened = await get(`/admin/notices/${notices[0]?.id}/open`, cookie)
    expect(opened.location).toBe(PATH)
    await askInChat('職員番号を忘れて給与が見られない', 'joho-002', ['choose', 'resolved'])
    await story.product.feedback.learn()
    const again = await story.product.editorial.notices.list(account.id, { limit: 9, offset: 0 })
    expect(again.total).toBe(1) // not twice a day
  })

  test('goes to those who approve where the person may not publish, and waits there', async () => {
    const negative = (await openOnes('joho-002')).find(({ kind }) => kind === 'negative')
    if (negative === undefined) throw new Error('expected the negative one')
    const { location } = await post(`${PATH}/joho-002/preview`, editor, fieldsOf(negative))
    const effect = await effectAt(location, editor)
    expect(effect.text).not.toContain('取り入れて公開する')
    expect((await post(`${location}/accept`, editor, { step: 'publish' })).status).toBe(403)
    const done = await post(`${location}/accept`, editor, { step: 'submit' })
    expect((await get(done.location, editor)).text).toContain('取り入れて、承認を依頼しました')
    const [working] = await story.product.registry.workingEntries(['joho-002'])
    expect([working?.status, working?.negativePhrasings]).toEqual(['in_review', ['給与明細の暗証番号を忘れた', WRONG]])
    expect((await story.product.rank(WRONG, 3)).ranked[0]?.entryId).toBe('joho-002') // until it is approved
  })

  test('nothing is taken over while an entry waits for approval, nor where somebody was faster', async () => {
    await story.product.suggestions.propose([words('joho-002', 'ログインの合言葉がわからない')], 'story')
    const one = (await openOnes('joho-002')).find(({ text }) => text.startsWith('ログイン'))
    if (one === undefined) throw new Error('expected it')
    expect((await get(PATH, editor)).text).toContain('このFAQは、承認を待っています。')
    expect((await post(`${PATH}/joho-002/preview`, editor, fieldsOf(one))).status).toBe(422)

    await story.product.suggestions.propose([words('joho-003', '大きい画面を貸してほしい')], 'story')
    const { location } = await post(`${PATH}/joho-003/preview`, editor, fieldsOf(await onlyOne('joho-003')))
    await effectAt(location, editor)
    const [entry] = await story.product.registry.workingEntries(['joho-003'])
    if (entry === undefined) throw new Error('expected the entry')
    await story.product.registry.save([{ ...entry, answer: '貸出しは終わりました。' }], { actor: 'story' })
    const late = await post(`${location}/accept`, editor, { step: 'draft' })
    expect([late.status, late.text.includes('何も保存していません')]).toEqual([409, true])
    expect((await onlyOne('joho-003')).state).toBe('open')
  })
})

const words = (entryId: string, text: string) => {
  const evidence = { times: 1, lastAskedAt: new Date() }
  return { entryId, kind: 'phrasing', text, source: 'model', evidence } as const
}
