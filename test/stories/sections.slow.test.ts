// Reorganisation through the real pages: settings, a section of three hundred entries that is merged on a date, and bulk moves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { addDays, dateInJapan } from '../../src/core/fiscal-year.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, type SignedIn, signInAs } from './sign-in.ts'
import { entryInput, STORY_ENTRIES } from './story-entries.ts'

const DOBOKU = { code: 'doboku', name: '土木課' }
const KASEN = { code: 'kasen', name: '河川課' }
const TODAY = dateInJapan(new Date())
const MANY = 300

const roads = Array.from({ length: MANY }, (_, i) =>
  entryInput(`doboku-${i}`, DOBOKU, {
    question: `道路占用の許可申請（第${i}号様式）の提出先を教えてください。`,
    answer: `第${i}号様式は、土木事務所に提出してください。`,
    tags: i % 3 === 0 ? ['占用'] : [],
    ...(i === 0 && { visibleTo: ['doboku'] }),
  }),
)

let story: Story
let administrator: SignedIn
let editor: SignedIn
beforeAll(async () => {
  const rivers = [
    entryInput('kasen-1', KASEN, { question: '河川の草刈りの依頼先はどこですか。', answer: '河川課です。' }),
  ]
  story = await openStory([...STORY_ENTRIES, ...roads, ...rivers])
  administrator = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
  const grants = [{ role: 'editor', sectionCode: 'doboku' }] as const
  editor = await signInAs(story, { name: '土木 太郎', sectionCode: 'doboku', grants })
})
afterAll(() => story[Symbol.asyncDispose]())

const get = (path: string, { cookie }: SignedIn = administrator) =>
  fetch(story.url + path, { redirect: 'manual', headers: { Cookie: cookie } })
const textAt = async (path: string) => (await get(path)).text()
const post = (path: string, fields: readonly (readonly [string, string])[], { cookie }: SignedIn = administrator) =>
  postForm(story.url + path, { cookie, fields })
/** From the form over the preview to the change. */
async function change(kind: string, fields: readonly (readonly [string, string])[]) {
  const preview = await post(`/admin/sections/changes/${kind}/preview`, fields)
  const page = await preview.text()
  const json = /name="change" value="([^"]*)"/u.exec(page)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const on = /name="on" value="([^"]*)"/u.exec(page)?.[1]
  const confirm = () =>
    post('/admin/sections/changes', [
      ['change', json ?? ''],
      ['on', on ?? ''],
    ])
  return { status: preview.status, page, confirm }
}
const countEvents = async (action: string) => {
  const database = openDatabase(story.product.databasePath)
  try {
    const events = database.query.selectFrom('audit_event').select('subject').where('action', '=', action)
    return (await events.execute()).map(({ subject }) => subject)
  } finally {
    await database.close()
  }
}
const sectionsNow = async () => (await story.product.registry.sections()).map(({ name }) => name)

test('nobody but administrators has to do with sections', async () => {
  for (const path of ['/admin/sections', '/admin/sections/jinji', '/admin/sections/changes/merge']) {
    expect((await get(path, editor)).status).toBe(403)
  }
  expect(
    (
      await post(
        '/admin/sections/changes',
        [
          ['change', '{}'],
          ['on', TODAY],
        ],
        editor,
      )
    ).status,
  ).toBe(403)
})

describe('the settings of a section', () => {
  test('are saved with its contacts; what is no address is told beside its field, and what was typed stays', async () => {
    const wrong = await post('/admin/sections/jinji', [
      ['gate', '1'],
      ['slack', 'general'],
      ['mail', 'jinji'],
    ])
    expect(wrong.status).toBe(422)
    const page = await wrong.text()
    expect(page).toMatch(/id="slack-problem"[\s\S]*value="general"[^>]*aria-describedby="slack-hint slack-problem"/u)
    expect(page).toContain('id="mail-problem"')
    const saved = await post('/admin/sections/jinji', [
      ['gate', '1'],
      ['slack', 'C0123'],
      ['mail', 'jinji@pref.example.jp'],
    ])
    expect(saved.status).toBe(303)
    expect(await textAt(saved.headers.get('location') ?? '')).toContain('設定を保存しました')
    expect(await story.product.editorial.settings.settingsOf('jinji')).toEqual({ approval: false, gate: true })
    expect(await story.product.desk.contacts.contactOf('jinji', 'mail')).toBe('jinji@pref.example.jp')
    expect(await textAt('/admin/sections')).toContain('承認なしで公開')
    expect((await get('/admin/sections/none')).status).toBe(404)
  })
})

describe('reorganisation', () => {
  test('moves what a selection finds, after a preview that says who loses what', async () => {
    expect(await textAt('/admin/sections/changes/move?section=doboku&tag=占用')).toContain('該当する100件のすべて')
    const fields = [
      ['to', 'kasen'],
      ['on', TODAY],
      ['scope', 'all'],
      ['selectedSection', 'doboku'],
      ['selectedText', ''],
      ['selectedTag', '占用'],
    ] as const
    const { page, confirm } = await change('move', fields)
    expect(page).toMatch(/担当課が変わるFAQ<\/dt><dd>100件/u)
    expect(page).toMatch(/編集・承認できなくなる人[\s\S]*土木 太郎さん/u)
    expect(page).toMatch(/公開範囲が限られているもの[^<]*<\/dt><dd>1件/u)
    const before = await story.product.registry.counts()
    const done = await confirm()
    expect(await textAt(done.headers.get('location') ?? '')).toContain('組織改編を実行しました')
    expect((await story.product.registry.findEntries({ sectionCode: 'kasen', limit: 1, offset: 0 })).total).toBe(101)
    expect(new Set(await countEvents('entry.moved')).size).toBe(100)
    expect((await story.product.registry.counts()).registered).toBe(before.registered)
  })

  test('merges a section of three hundred entries on its date, with one audit event of each', async () => {
    await change('merge', [
      ['from', 'kasen'],
      ['into', 'doboku'],
      ['on', TODAY],
    ]).then(({ confirm }) => confirm())
    const moved = (await countEvents('entry.moved')).length
    const on = addDays(TODAY, 30)
    const fields = [
      ['from', 'doboku'],
      ['into', ''],
      ['newCode', 'kendo'],
      ['name', '県土整備課'],
      ['on', on],
    ] as const
    const { page, confirm } = await change('merge', fields)
    expect(page).toMatch(/担当課が変わるFAQ<\/dt><dd>301件/u)
    expect(page).toContain('この日に実行するよう予約する')
    const planned = await confirm()
    expect(await textAt(planned.headers.get('location') ?? '')).toMatch(
      /組織改編を予約しました[\s\S]*「土木課」を「県土整備課」に統合[\s\S]*予約中/u,
    )
    expect(await sectionsNow()).toContain('土木課')
    const database = openDatabase(story.product.databasePath)
    await database.query.updateTable('section_change').set({ on_date: TODAY }).where('applied_at', 'is', null).execute()
    await database.close()
    expect(await story.product.keeping.turnDay(TODAY)).toBe(301)
    expect(await story.product.keeping.turnDay(TODAY)).toBe(0)
    expect((await countEvents('entry.moved')).length - moved).toBe(301)
    expect(await sectionsNow()).toEqual(['人事課', '旅費センター', '情報政策課', '県土整備課'])
    expect(await textAt('/admin/sections')).toMatch(/廃止した担当課[\s\S]*土木課[\s\S]*県土整備課/u)
    const account = await story.product.people.accounts.find(editor.account.id)
    expect(account).toMatchObject({ section: { code: 'kendo' }, grants: [{ role: 'editor', sectionCode: 'kendo' }] })
    await story.product.settleIndex()
    const narrowed = { text: '河川の草刈りの依頼先はどこですか。', sectionCode: 'kendo' }
    const answer = await story.product.ask({ ...narrowed, channel: 'web' })
    expect(answer).toMatchObject({ outcome: 'answered', entry: { id: 'kasen-1', section: { name: '県土整備課' } } })
    const scope = { text: '道路占用の許可申請（第0号様式）の提出先を教えてください。', limit: 5 }
    const ids = async (codes: readonly string[]) => {
      return (await story.product.search({ ...scope, scope: codes })).map(({ entry }) => entry.id)
    }
    expect(await ids(['kendo'])).toContain('doboku-0')
    expect(await ids(['jinji'])).not.toContain('doboku-0')
  })

  test('makes, renames and closes a section, and refuses what cannot be with a sentence', async () => {
    const made = await change('create', [
      ['newCode', 'koho'],
      ['name', '広報課'],
      ['on', TODAY],
    ])
    await made.confirm()
    await (
      await change('rename', [
        ['code', 'koho'],
        ['name', '広報広聴課'],
        ['on', TODAY],
      ])
    ).confirm()
    expect(await sectionsNow()).toContain('広報広聴課')
    await (
      await change('close', [
        ['code', 'koho'],
        ['on', TODAY],
      ])
    ).confirm()
    expect(await sectionsNow()).not.toContain('広報広聴課')
    const refused: readonly (readonly [string, readonly (readonly [string, string])[], string])[] = [
      [
        'create',
        [
          ['newCode', '広報'],
          ['name', ''],
          ['on', TODAY],
        ],
        'コードは、半角の英小文字',
      ],
      [
        'create',
        [
          ['newCode', 'jinji'],
          ['name', '人事課'],
          ['on', TODAY],
        ],
        'ほかの担当課が使っています',
      ],
      [
        'close',
        [
          ['code', 'jinji'],
          ['on', TODAY],
        ],
        'FAQが残っています',
      ],
      [
        'merge',
        [
          ['into', 'jinji'],
          ['on', TODAY],
        ],
        '別の担当課を選んでください',
      ],
      [
        'move',
        [
          ['to', 'jinji'],
          ['on', TODAY],
        ],
        '対象のFAQがありません',
      ],
      [
        'rename',
        [
          ['code', 'jinji'],
          ['name', '人事給与課'],
          ['on', '2026-02-30'],
        ],
        '正しい日付で',
      ],
    ]
    for (const [kind, fields, sentence] of refused) {
      const { status, page } = await change(kind, fields)
      expect([kind, status]).toEqual([kind, 422])
      expect(page).toContain(sentence)
      expect(page).not.toContain('name="change"')
    }
    expect(
      (
        await post('/admin/sections/changes', [
          ['change', '{"kind":"rename"}'],
          ['on', TODAY],
        ])
      ).status,
    ).toBe(400)
    expect((await get('/admin/sections/changes/none')).status).toBe(404)
  })

  test('what waits can be taken back', async () => {
    await (
      await change('rename', [
        ['code', 'jinji'],
        ['name', '人事給与課'],
        ['on', addDays(TODAY, 3)],
      ])
    ).confirm()
    const id = /changes\/([\w-]+)\/cancel/u.exec(await textAt('/admin/sections'))?.[1]
    const cancelled = await post(`/admin/sections/changes/${id}/cancel`, [])
    expect(await textAt(cancelled.headers.get('location') ?? '')).toContain('予約を取りやめました')
    expect((await post(`/admin/sections/changes/${id}/cancel`, [])).status).toBe(404)
  })
})
