// Two editors save the same version at the same moment, five hundred times, through the real application (TESTLIST B1), while
// other entries are imported and indexed (B3).
import { expect, test } from 'vitest'
import { makeInput } from '../fakes/entry-builders.ts'
import { openStory } from './open-story.ts'
import { postForm, signInAs } from './sign-in.ts'

const ROUNDS = 500

test('exactly one of two editors wins each round, and the other is shown what happened', {
  timeout: 600_000,
}, async () => {
  await using story = await openStory()
  const { registry } = story.product
  const people = await Promise.all(
    ['一', '二'].map(name => signInAs(story, { name, grants: [{ role: 'editor', sectionCode: 'jinji' }] })),
  )
  const answers: string[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const imported = registry.save([makeInput('jinji-import', { answer: `取り込み ${round}` })], { actor: 'import' })
    const sent = await Promise.all(
      people.map(({ cookie }, i) => {
        const fields = {
          section: 'jinji',
          question: '競合',
          answer: `${round}-${i}`,
          seen: String(round),
          key: `${round}-${i}`,
          restricted: '0',
        }
        return postForm(`${story.url}/admin/entries/jinji-001/save`, { cookie, fields })
      }),
    )
    await imported
    expect([round, sent.map(({ status }) => status).toSorted((a, b) => a - b)]).toEqual([round, [303, 409]])
    const winner = sent.findIndex(({ status }) => status === 303)
    answers.push(`${round}-${winner}`)
    const lost = sent[1 - winner]
    expect(await lost?.text()).toContain(`第${round + 1}版を保存しました`)
  }
  const [entry] = await registry.workingEntries(['jinji-001'])
  expect(entry).toMatchObject({ revision: ROUNDS + 1, answer: answers.at(-1) })
  const found = await Promise.all(answers.map((_, i) => story.product.editorial.revisions.find('jinji-001', i + 2)))
  expect(found.map(revision => revision?.answer)).toEqual(answers)
  expect((await registry.workingEntries(['jinji-import']))[0]?.answer).toBe(`取り込み ${ROUNDS}`)
})
