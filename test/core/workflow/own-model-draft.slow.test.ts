// Whatever people do, in whatever order: what a model wrote is official only where a person with the right published it, who neither had
// it written nor saved it as it came.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSqliteModelDrafts } from '../../../src/adapters/sqlite/sqlite-model-drafts.ts'
import type { Account } from '../../../src/core/access/account.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeModelDraft } from '../../fakes/model-drafts.ts'
import { type EditorialStory, openEditorialStory } from '../../fakes/open-editorial.ts'

const APPROVER = [{ role: 'approver', sectionCode: 'jinji' }] as const
const EDITOR = [{ role: 'editor', sectionCode: 'jinji' }] as const
const WORDS = { question: '当直明けの勤務は、どうなりますか。', answer: '当直明けは、午後から免除します。' }
const OTHER = { ...WORDS, answer: '当直明けは、一日休みです。' }

const WORKFLOW_STEPS = ['submit', 'withdraw', 'return', 'publish', 'plan', 'archive', 'restore'] as const
const who = fc.constantFrom('asker', 'second', 'editor')
const step = fc.oneof(
  fc.record({ who, what: fc.constantFrom('write model words' as const, 'write other words' as const) }),
  fc.record({ who, what: fc.constantFrom(...WORKFLOW_STEPS) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function openDrafted() {
  const story = await openEditorialStory()
  await story.registry.save([makeInput('e0')], { actor: 'test' }) // with its section
  const people: Record<string, Account> = {
    asker: await story.person('asker', APPROVER, { slackUser: 'U1' }),
    second: await story.person('second', APPROVER),
    editor: await story.person('editor', EDITOR),
  }
  const drafts = openSqliteModelDrafts(story.query)
  const draft = { ...makeModelDraft().draft, ...WORDS }
  return { story, people, drafts, draft }
}

async function take({ who: name, what }: Step, story: EditorialStory, people: Readonly<Record<string, Account>>) {
  const by = people[name]
  if (by === undefined) return
  const text = '理由'
  switch (what) {
    case 'write model words':
      return story.write('e1', by, WORDS)
    case 'write other words':
      return story.write('e1', by, OTHER)
    case 'plan':
      return story.act('e1', by, { action: 'plan_publish', at: new Date(story.time.getTime() + 60_000) })
    case 'restore':
      return story.act('e1', by, { action: 'restore', revision: 1 })
    case 'submit':
    case 'withdraw':
    case 'return':
    case 'publish':
    case 'archive':
      return story.act('e1', by, { action: what, text })
    default:
      return
  }
}

test('no order of steps makes a model’s words official without another person', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
      const { story, people, drafts, draft } = await openDrafted()
      await using _ = story
      await drafts.keep(makeModelDraft({ entryId: 'e1', draft, askedBy: 'slack:U1' }))
      await story.write('e1', people['asker'] as Account, WORDS)
      for (const each of steps) {
        const before = await story.entry('e1')
        await take(each, story, people)
        const after = await story.entry('e1')
        const isFirst = before.publishedRevision === null && after.publishedRevision !== null
        if (!isFirst || after.answer !== WORDS.answer) continue
        expect([each.who, each.what]).toEqual(['second', 'publish'])
      }
    }),
    { numRuns: 25 },
  )
})

test('whoever asked for it in Slack is known by their account', async () => {
  const { story, people, drafts, draft } = await openDrafted()
  await using _ = story
  await drafts.keep(makeModelDraft({ entryId: 'e1', draft, askedBy: 'slack:U1' }))
  await story.write('e1', people['editor'] as Account, WORDS)
  expect(await story.act('e1', people['asker'] as Account, { action: 'publish', text: '' })).toEqual({
    kind: 'own_model_draft',
  })
  expect(await story.act('e1', people['second'] as Account, { action: 'publish', text: '' })).toEqual({ kind: 'done' })
  expect(await story.trail('e1')).toContain('entry.drafted_by_model')
})
