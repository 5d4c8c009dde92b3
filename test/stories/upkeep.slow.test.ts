// Keeping entries true, through the real pages: reviews that are confirmed, reminders, lists, and two entries that become one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import { addMonths } from '../../src/core/upkeep/review-dates.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const JINJI = { code: 'jinji', name: '人事課' }
const JOHO = { code: 'joho', name: '情報政策課' }
const TODAY = dateInJapan(new Date())

const EXTRA = [
  entryInput('jinji-020', JINJI, {
    question: '扶養手当の届出の期限はいつですか。',
    answer: '15日以内です。',
    reviewBy: addDays(TODAY, -3),
  }),
  entryInput('jinji-021', JINJI, {
    question: '住居手当の届出の書類は何ですか。',
    answer: '契約書の写しです。',
    reviewBy: addDays(TODAY, 10),
  }),
  entryInput('joho-020', JOHO, {
    question: 'プリンターのトナーが切れたときの連絡先はどこですか。',
    answer: '情報政策課です。',
    reviewBy: addDays(TODAY, -1),
    visibleTo: ['joho'],
  }),
  entryInput('joho-030', JOHO, {
    question: 'ノートパソコンを庁外に持ち出すときの申請を教えてください。',
    answer: '持出申請書を出してください。',
    phrasings: ['パソコンの持ち出し'],
    negativePhrasings: ['ノートパソコンを庁外へ持ち出す時の申請'],
    tags: ['端末'],
  }),
  entryInput('joho-031', JOHO, {
    question: 'ノートパソコンを庁外へ持ち出す時の申請を教えてください。',
    answer: '3日前までに持出申請書を出してください。',
    phrasings: ['端末を外に持っていく'],
    basis: ['情報セキュリティ実施手順'],
  }),
]

let story: Story
let jinji: SignedIn
let joho: SignedIn
let approver: SignedIn
let administrator: SignedIn
beforeAll(async () => {
  story = await openStory([...STORY_ENTRIES, ...EXTRA])
  const [editorOf] = [
    (sectionCode: string) => signInAs(story, { sectionCode, grants: [{ role: 'editor', sectionCode }] }),
  ]
  ;[jinji, joho] = [await editorOf('jinji'), await editorOf('joho')]
  approver = await signInAs(story, { sectionCode: 'joho', grants: [{ role: 'approver', sectionCode: 'joho' }] })
  administrator = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
})
afterAll(() => story[Symbol.asyncDispose]())

const get = (path: string, { cookie }: SignedIn) =>
  fetch(story.url + path, { redirect: 'manual', headers: { Cookie: cookie } })
const textAt = async (path: string, person: SignedIn) => (await get(path, person)).text()
const post = (path: string, fields: readonly (readonly [string, string])[], { cookie }: SignedIn) =>
  postForm(story.url + path, { cookie, fields })
const working = async (id: string) => {
  const [entry] = await story.product.registry.workingEntries([id])
  if (entry === undefined) throw new Error(`expected ${id}`)
  return entry
}
const eventsOf = async (subject: string) => {
  const database = openDatabase(story.product.databasePath)
  try {
    const events = database.query.selectFrom('audit_event').select(['action', 'actor', 'after'])
    return await events.where('subject', '=', subject).orderBy('seq').execute()
  } finally {
    await database.close()
  }
}

describe('reviews', () => {
  test('the first page counts by section what is verified, due soon and overdue, and says how', async () => {
    const page = await textAt('/admin/upkeep', jinji)
    expect(page).toContain('検証済み率は、公開中のFAQのうち')
    expect(page.replace(/\s+/gu, ' ')).toMatch(
      /人事課<\/th> <td class="number">6件<\/td> <td class="number">5件<\/td> <td class="number">83.3%/u,
    )
  })

  test('list what is overdue or due soon, restricted entries to those alone who may read them', async () => {
    const overdue = await textAt('/admin/upkeep/reviews', jinji)
    expect(overdue).toContain('扶養手当の届出')
    expect(overdue).not.toContain('プリンターのトナー')
    expect(overdue).not.toContain('住居手当')
    expect(await textAt('/admin/upkeep/reviews', joho)).toContain('プリンターのトナー')
    expect(await textAt('/admin/upkeep/reviews?span=soon&section=jinji', jinji)).toContain('住居手当')
  })

  test('one press says that an entry still holds: a revision with a note, the badge is gone, once', async () => {
    const fields = [
      ['seen', '1'],
      ['months', '12'],
      ['span', 'overdue'],
      ['section', ''],
    ] as const
    const confirmPath = '/admin/upkeep/entries/jinji-020/confirm'
    expect((await post(confirmPath, fields, joho)).status).toBe(403)
    const { status, headers } = await post(confirmPath, fields, jinji)
    expect(status).toBe(303)
    const next = addMonths(TODAY, 12)
    expect(await working('jinji-020')).toMatchObject({
      reviewBy: next,
      revision: 2,
      publishedRevision: 2,
      status: 'published',
    })
    expect((await working('jinji-020')).note).toContain('内容を確認し')
    const after = await textAt(headers.get('location') ?? '', jinji)
    expect(after).toContain('確認を記録しました')
    expect(after).not.toContain('id="months-jinji-020"')
    expect((await eventsOf('jinji-020')).at(-1)).toMatchObject({
      action: 'entry.revised',
      actor: `user:${jinji.account.login}`,
    })
    expect((await post(confirmPath, fields, jinji)).status).toBe(409)
  })

  test('keeps what is in the works of an entry on top of the confirmation', async () => {
    const entry = await working('jinji-021')
    await story.product.registry.save([{ ...entry, status: 'draft', answer: '改める案' }], { actor: 'x' })
    const fields = [
      ['seen', '2'],
      ['months', '6'],
    ] as const
    expect((await post('/admin/upkeep/entries/jinji-021/confirm', fields, jinji)).status).toBe(303)
    const next = addMonths(TODAY, 6)
    expect(await working('jinji-021')).toMatchObject({
      status: 'draft',
      answer: '改める案',
      reviewBy: next,
      publishedRevision: 3,
      revision: 4,
    })
    expect(await story.product.registry.entriesById(['jinji-021'])).toMatchObject([
      { answer: '契約書の写しです。', reviewBy: next },
    ])
  })

  test('a section is reminded once of each date, however often it is looked', async () => {
    const { keeping, editorial } = story.product
    await keeping.turnDay(TODAY)
    await keeping.turnDay(addDays(TODAY, 1))
    await keeping.turnDay(TODAY)
    const { notices } = await editorial.notices.list(joho.account.id, { limit: 10, offset: 0 })
    expect(notices).toMatchObject([{ kind: 'review_due', entryId: 'joho-020' }])
  })
})

describe('lists', () => {
  test('show what was never shown, until somebody is given it', async () => {
    const path = '/admin/upkeep/unseen?days=30&section=joho'
    expect(await textAt(path, joho)).toContain('会議室の大型モニター')
    await story.product.ask({
      text: '会議室の大型モニターの貸出しを受けるには、どうすればよいですか。',
      channel: 'web',
    })
    const after = await textAt(path, joho)
    expect(after).not.toContain('会議室の大型モニター')
    expect(after).toContain('プリンターのトナー')
    expect(await textAt('/admin/upkeep/unseen?days=30', jinji)).not.toContain('プリンターのトナー')
  })

  test('show what often does not help, by the last word of each question, and not for one voice', async () => {
    const question = '出張の旅費は、いつ支給されますか。'
    const say = async (...kinds: readonly ('resolved' | 'unresolved')[]) => {
      const { questionId } = await story.product.ask({ text: question, channel: 'web' })
      for (const kind of kinds) await story.product.conversation.react({ questionId, kind, entryId: 'ryohi-001' })
    }
    for (let i = 0; i < 4; i += 1) await say('unresolved')
    await say('unresolved', 'resolved')
    const path = '/admin/upkeep/unresolved'
    expect(await textAt(path, jinji)).toContain('出張の旅費は')
    for (let i = 0; i < 12; i += 1) await say('resolved')
    expect(await textAt(path, jinji)).not.toContain('出張の旅費は')
  })

  test('show pairs that are alike, with the way to merge them', async () => {
    await story.product.keeping.duplicates.run()
    const page = await textAt('/admin/upkeep/duplicates', joho)
    expect(page).toContain('/admin/entries/joho-030/merge?with=joho-031')
    expect(page).not.toContain('調べています')
    const { done, total } = story.product.keeping.duplicates.state()
    expect(done).toBe(total)
  })
})

describe('merging two entries', () => {
  const path = '/admin/entries/joho-030/merge'

  test('offers others that are alike, and shows the plan before anything is done', async () => {
    expect(await textAt(path, joho)).toContain('merge?with=joho-031')
    const plan = await textAt(`${path}?with=joho-031&keep=joho-030&base=joho-031`, approver)
    expect(plan).toMatch(/name="answer"[^>]*>\s*3日前までに持出申請書/u)
    expect(plan).toMatch(
      /name="phrasings"[^>]*>\s*パソコンの持ち出し\nノートパソコンを庁外へ持ち出す時の申請を教えてください。\n端末を外に持っていく/u,
    )
    expect(plan).not.toMatch(/name="negatives"[^>]*>\s*ノート[^<]*教えて/u)
    expect(await working('joho-031')).toMatchObject({ status: 'published', revision: 1 })
  })

  test('is refused to who may not publish, for what is in the works, and for what was changed meanwhile', async () => {
    const plan = await textAt(`${path}?with=joho-031`, joho)
    expect(plan).toContain('情報政策課のFAQを公開する権限がありません')
    const fields = [
      ['with', 'joho-031'],
      ['keep', 'joho-030'],
      ['question', '質問'],
      ['answer', '回答'],
    ] as const
    expect((await post(path, fields, joho)).status).toBe(403)
    expect((await post(path, fields, jinji)).status).toBe(403)
    const stale = [...fields, ['seen', 'joho-030 9'], ['seen', 'joho-031 1']] as const
    expect((await post(path, stale, approver)).status).toBe(409)
    const blank = [
      ['with', 'joho-031'],
      ['keep', 'joho-030'],
      ['question', ''],
      ['answer', ''],
    ] as const
    const refused = await post(path, blank, approver)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('入力内容を確認してください')
    const works = await textAt('/admin/entries/jinji-021/merge?with=jinji-020', administrator)
    expect(works).toContain('編集中または承認待ちの版があります')
    expect((await get('/admin/entries/joho-030/merge?with=none', approver)).status).toBe(404)
  })

  test('makes one of both: its address leads on, everybody finds it, the count of registrations stays', async () => {
    const before = await story.product.registry.counts()
    const fields = [
      ['with', 'joho-031'],
      ['keep', 'joho-030'],
      ['seen', 'joho-030 1'],
      ['seen', 'joho-031 1'],
      ['question', 'ノートパソコンを庁外に持ち出すときの申請を教えてください。'],
      ['answer', '3日前までに持出申請書を出してください。'],
      ['phrasings', 'パソコンの持ち出し\r\n端末を外に持っていく'],
      ['negatives', ''],
      ['tags', '端末'],
      ['basis', '情報セキュリティ実施手順'],
    ] as const
    const merged = await post(path, fields, approver)
    expect(merged.status).toBe(303)
    const done = await textAt(merged.headers.get('location') ?? '', approver)
    expect(done).toMatch(/統合しました[\s\S]*joho-030\/history[\s\S]*joho-031\/history/u)
    expect(await working('joho-030')).toMatchObject({
      revision: 2,
      phrasings: ['パソコンの持ち出し', '端末を外に持っていく'],
    })
    expect(await working('joho-031')).toMatchObject({ status: 'archived', mergedInto: 'joho-030' })
    const redirect = await fetch(`${story.url}/entries/joho-031`, { redirect: 'manual' })
    expect([redirect.status, redirect.headers.get('location')]).toEqual([301, '/entries/joho-030'])
    await story.product.settleIndex()
    const answer = await story.product.ask({ text: '端末を外に持っていく', channel: 'web' })
    expect(answer).toMatchObject({ outcome: 'answered', entry: { id: 'joho-030' } })
    const after = await story.product.registry.counts()
    expect(after.registered).toBe(before.registered)
    expect((await eventsOf('joho-030')).map(({ action }) => action)).toContain('entry.merged')
    expect((await eventsOf('joho-031')).slice(-2).map(({ action }) => action)).toEqual([
      'entry.archived',
      'entry.merged',
    ])
  })
})
