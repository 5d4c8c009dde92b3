// The home of the admin door where something is not as it should be: what it is, in words, and no path of the server.
import { expect, test } from 'vitest'
import { homeDeps } from '../../src/wiring/admin-home.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openStory } from './open-story.ts'
import { signInAs } from './sign-in.ts'

test('without the word table says that meanings are not searched for, and what to do', async () => {
  const modelDir = makeTempFolder()
  await using story = await openStory(undefined, { MODEL_DIR: modelDir })
  const { cookie } = await signInAs(story, { grants: [{ role: 'administrator', sectionCode: null }] })
  const page = await (await fetch(`${story.url}/admin`, { headers: { Cookie: cookie } })).text()
  expect(page).toContain('意味による検索が止まっています')
  expect(page).toContain('zencho doctor')
  expect(page).not.toContain(modelDir)
  expect(homeDeps(story.product, null).troubles()).toEqual([])
  expect(homeDeps(story.product, { trouble: () => 'Slack に接続できていません。' }).troubles()).toEqual(['slack'])
})
