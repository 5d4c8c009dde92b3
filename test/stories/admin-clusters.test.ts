// Questions without a good answer on the admin pages: from the question that was asked to its cluster, and what becomes of it.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMES_BACK_AFTER } from '../../src/core/learning/cluster.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import { makeQuestion } from '../contracts/question-log.contract.ts'
import { openStory, type Story } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

const DRONES = ['業務でドローンを飛ばす手続き', 'ドローンを飛ばしたい', 'ドローンの飛行の申請']
const BLOOD = ['献血に行く時間の扱い', '献血は勤務時間中に行けますか']

describe('questions without a good answer', () => {
  let story: Story
  let admin = ''
  let jinji = ''
  let ryohi = ''
  let manager = ''
  beforeAll(async () => {
    story = await openStory()
    ;({ cookie: admin } = await signInAs(story, {
      login: 'root',
      grants: [{ role: 'administrator', sectionCode: null }],
    }))
    ;({ cookie: jinji } = await signInAs(story, { login: 'jinji', grants: [{ role: 'editor', sectionCode: 'jinji' }] }))
    ;({ cookie: ryohi } = await signInAs(story, { login: 'ryohi', grants: [{ role: 'editor', sectionCode: 'ryohi' }] }))
    ;({ cookie: manager } = await signInAs(story, { login: 'boss', grants: [{ role: 'manager', sectionCode: null }] }))
    for (const text of [...DRONES, ...BLOOD]) await ask(text)
  })
  afterAll(() => story[Symbol.asyncDispose]())

  const ask = async (text: string, some: Parameters<typeof makeQuestion>[1] = {}) => {
    const id = randomUUID()
    const question = makeQuestion(id, {
      text,
      outcome: 'unanswered',
      askedAt: new Date(),
      asker: randomUUID(),
      ...some,
    })
    await story.product.questionLog.record(question)
    await story.product.learning.settleClusters()
    return id
  }
  const read = async (path: string, cookie = admin) => {
    const response = await fetch(`${story.url}${path}`, { headers: { Cookie: cookie } })
    return { status: response.status, text: await response.text() }
  }
  const clusterWith = async (text: string) => {
    const database = story.product.learning.clusters
    for (const state of ['open', 'drafted', 'linked', 'dismissed', 'done'] as const) {
      const { clusters } = await database.list({ state, sectionCodes: null, terms: [], limit: 100, offset: 0 })
      for (const cluster of clusters) {
        const members = await database.members(cluster.id, 100, 0)
        if (members.some(member => member.text === text)) return { cluster, members }
      }
    }
    throw new Error(`expected a cluster with "${text}"`)
  }
  const step = (id: number, name: string, fields: readonly (readonly [string, string])[], cookie = admin) =>
    postForm(`${story.url}/admin/learning/clusters/${id}/${name}`, { cookie, fields })
  const versionOf = async (text: string) => {
    const { cluster } = await clusterWith(text)
    return ['version', String(cluster.version)] as const
  }

  test('join the questions that mean the same as soon as they are asked', async () => {
    const { cluster, members } = await clusterWith(DRONES[0] as string)
    expect(members.map(({ text }) => text).toSorted()).toEqual(DRONES.toSorted())
    expect(cluster).toMatchObject({ size: 3, people: 3, state: 'open' })
    expect(cluster.words).toContain('ドローン')
    const { text } = await read('/admin/learning')
    expect(text).toContain(cluster.text)
    expect(text).toContain(texts.people('few'))
    expect(text).toContain(texts.trend(3, 0))
  })

  test('are found by their words, and by a state', async () => {
    const { cluster } = await clusterWith(BLOOD[0] as string)
    const found = (await read(`/admin/learning?words=${encodeURIComponent('献血')}`)).text
    expect(found).toContain(cluster.text)
    expect(found).not.toContain('ドローン')
    expect((await read('/admin/learning?state=done')).text).toContain(texts.none)
  })

  test('show no personal data, and nobody who asked', async () => {
    const asker = 'a-keyed-hash-of-somebody'
    await ask('090-1234-5678に折り返してほしい、通勤手当の証明書の郵送', { asker })
    const { cluster } = await clusterWith('090-1234-5678に折り返してほしい、通勤手当の証明書の郵送')
    for (const path of ['/admin/learning', `/admin/learning/clusters/${cluster.id}`]) {
      const { text, status } = await read(path)
      expect(status).toBe(200)
      expect(text).not.toMatch(/090-1234-5678|a-keyed-hash/u)
    }
    expect(await story.product.learning.clusters.wordings(cluster.id)).toEqual([])
  })

  test('leave when they are solved after all, and count half where candidates were left alone', async () => {
    const text = '図書室の本の貸出期間'
    const id = await ask(text, { outcome: 'candidates', askedAt: new Date(Date.now() - 7_200_000) })
    expect((await clusterWith(text)).members[0]).toMatchObject({ reason: 'ignored' })
    await story.product.questionLog.giveFeedback({
      questionId: id,
      kind: 'none_of_these',
      entryId: null,
      comment: null,
      at: new Date(),
    })
    await story.product.learning.settleClusters()
    expect((await clusterWith(text)).members[0]).toMatchObject({ reason: 'none_of_these' })
    await story.product.questionLog.giveFeedback({
      questionId: id,
      kind: 'resolved',
      entryId: null,
      comment: null,
      at: new Date(),
    })
    await story.product.learning.settleClusters()
    await expect(clusterWith(text)).rejects.toThrow()
  })

  test('are dismissed with a reason, and come back when they grow', async () => {
    const text = '卓球大会の申込み'
    await ask(text)
    const { cluster } = await clusterWith(text)
    const empty = await step(cluster.id, 'dismiss', [await versionOf(text), ['reason', ' ']])
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain(texts.problems.reason)
    const seen = await versionOf(text)
    expect((await step(cluster.id, 'dismiss', [seen, ['reason', '職場の業務ではない']])).status).toBe(303)
    expect((await step(cluster.id, 'dismiss', [seen, ['reason', '二人目']])).status).toBe(409)
    expect((await clusterWith(text)).cluster).toMatchObject({
      state: 'dismissed',
      decision: { reason: '職場の業務ではない' },
    })
    for (let i = 0; i < COMES_BACK_AFTER; i += 1) await ask(text)
    expect((await clusterWith(text)).cluster).toMatchObject({ state: 'open', size: 1 + COMES_BACK_AFTER })
  })

  test('become suggested phrasings of the entry they are linked to', async () => {
    const { cluster } = await clusterWith(BLOOD[0] as string)
    expect((await step(cluster.id, 'link', [await versionOf(BLOOD[0] as string), ['entryId', 'none']])).status).toBe(
      422,
    )
    const done = await step(cluster.id, 'link', [await versionOf(BLOOD[0] as string), ['entryId', 'jinji-001']])
    expect(done.status).toBe(303)
    const suggested = async () => {
      const { suggestions } = await story.product.suggestions.open({ sectionCodes: null, limit: 50, offset: 0 })
      return suggestions.filter(({ source }) => source === 'cluster').map(({ text, entryId }) => `${entryId} ${text}`)
    }
    expect((await suggested()).toSorted()).toEqual(BLOOD.map(text => `jinji-001 ${text}`).toSorted())
    await ask('献血に行く時間は休暇ですか')
    expect(await suggested()).toContain('jinji-001 献血に行く時間は休暇ですか')
  })

  test('become a draft, which ends them when it is published', async () => {
    const text = DRONES[0] as string
    const { cluster } = await clusterWith(text)
    const fields = [
      ['draftSection', 'joho'],
      ['question', 'ドローンを飛ばすときの手続きを教えてください。'],
      ['answer', '届け出てください。'],
      ['phrasing', DRONES[1] as string],
    ] as const
    expect((await step(cluster.id, 'draft', [await versionOf(text), ...fields], ryohi)).status).not.toBe(303)
    const drafted = await step(cluster.id, 'draft', [await versionOf(text), ...fields])
    const [, entryId] = /\/admin\/entries\/([^/]+)\/edit/u.exec(drafted.headers.get('location') ?? '') ?? []
    const [entry] = await story.product.registry.workingEntries([entryId ?? ''])
    expect(entry).toMatchObject({ status: 'draft', phrasings: [DRONES[1]], section: { code: 'joho' } })
    expect((await clusterWith(text)).cluster).toMatchObject({ state: 'drafted', entryId })
    if (entry === undefined) throw new Error('expected the draft')
    await story.product.registry.save([{ ...entry, status: 'published' }], { actor: 'story' })
    await story.product.learning.settleClusters()
    expect((await clusterWith(text)).cluster.state).toBe('done')
  })

  test('are moved and merged by people, and stay where they were put', async () => {
    const [a, b, c] = ['名刺の発注', '名刺の印刷の頼み方', '名刺に載せるロゴ']
    for (const text of [a, b, c]) await ask(text)
    const { cluster, members } = await clusterWith(a)
    const chosen = members.filter(({ text }) => text === c).map(({ questionId }) => ['question', questionId] as const)
    expect((await step(cluster.id, 'move', [await versionOf(a), ['to', 'new']])).status).toBe(422)
    expect((await step(cluster.id, 'move', [await versionOf(a), ...chosen, ['to', 'new']])).status).toBe(303)
    await ask('名刺の発注の方法')
    const apart = (await clusterWith(c)).cluster
    expect(apart.id).not.toBe((await clusterWith(a)).cluster.id)
    const into = (await clusterWith(a)).cluster
    const merged = await step(apart.id, 'merge', [await versionOf(c), ['into', `${into.id}:${into.version}`]])
    expect(merged.status).toBe(303)
    expect((await clusterWith(c)).cluster.id).toBe(into.id)
    const led = await fetch(`${story.url}/admin/learning/clusters/${apart.id}`, {
      headers: { Cookie: admin },
      redirect: 'manual',
    })
    expect(led.headers.get('location')).toBe(`/admin/learning/clusters/${into.id}`)
  })

  test('are seen by the sections they may belong to, those of none by every editor, and changed by editors alone', async () => {
    const text = '年次有給休暇の時間単位の取得の上限'
    await ask(text)
    const { cluster } = await clusterWith(text)
    expect(cluster.sections.map(({ code }) => code)).toContain('jinji')
    const path = `/admin/learning/clusters/${cluster.id}`
    const codes = cluster.sections.map(({ code }) => code)
    expect((await read(path, jinji)).status).toBe(200)
    expect((await read(path, ryohi)).status).toBe(codes.includes('ryohi') ? 200 : 404)
    expect((await step(cluster.id, 'dismiss', [['reason', 'x']], manager)).status).toBe(403)
    expect((await read('/admin/learning', manager)).status).toBe(200)
  })

  test('leave a trace of every step in the audit', async () => {
    const events = await story.product.auditLog.page({}, { limit: 500 })
    const actions = new Set(events.map(({ action }) => action).filter(action => action.startsWith('cluster.')))
    const steps = ['dismissed', 'reopened', 'linked', 'drafted', 'done', 'moved', 'merged']
    expect([...actions].toSorted()).toEqual(steps.map(one => `cluster.${one}`).toSorted())
  })
})
