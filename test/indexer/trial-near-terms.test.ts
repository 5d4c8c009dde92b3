import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TrialNearTerms } from '../../indexer/trial-near-terms.ts'
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'

const { nearTerms } = openBuiltinEmbedders(join(import.meta.dirname, '../../indexer/model/builtin'))

test('words of a trial are near while it goes on, in the order that they would have for good, and are forgotten with it', () => {
  const registry = ['年休', '休暇', '有給', '出張', '旅費']
  const draft = ['休み', '代休', '旅行']
  const trial = new TrialNearTerms(nearTerms)
  const [before, together] = [nearTerms(), nearTerms()]
  for (const term of registry) trial.learn(term)
  for (const term of registry) before.learn(term)
  for (const term of [...registry, ...draft]) together.learn(term)
  expect(trial.of('休暇')).toEqual(before.of('休暇'))
  trial.begin()
  for (const term of [...draft, '年休']) trial.learn(term)
  expect(trial.of('休暇')).toEqual(together.of('休暇'))
  expect(trial.of('休暇').length).toBeGreaterThan(before.of('休暇').length)
  trial.end()
  expect(trial.of('休暇')).toEqual(before.of('休暇'))
})
