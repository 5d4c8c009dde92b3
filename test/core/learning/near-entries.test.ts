import { expect, test } from 'vitest'
import { openFeatures } from '../../../src/core/learning/cluster-features.ts'
import { nearEntries } from '../../../src/core/learning/near-entries.ts'
import type { Embedder } from '../../../src/core/ports/embedder.ts'
import { makeEntry } from '../../fakes/entry-builders.ts'
import { buildSmallIndex } from '../../fakes/small-index.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

test('what is known of the text is not embedded again, and says the same', async () => {
  const toy = toyEmbedder(['名刺', '発注', '印刷'])
  let embedded = 0
  const embedder: Embedder = {
    ...toy,
    embed: async (inputs, kind) => {
      embedded += inputs.length
      return toy.embed(inputs, kind)
    },
  }
  const entry = makeEntry('a', { question: '名刺 印刷' })
  const index = await buildSmallIndex([entry], spacedAnalyser, { embedderFor: () => embedder })
  const deps = { index, analyser: spacedAnalyser, search: async () => [{ entry, confidence: 0.5 }] }
  const text = '名刺 発注'
  const { make } = openFeatures({ index, analyser: spacedAnalyser, employeeNumberForms: [] })
  const [asked] = await make([text])
  embedded = 0
  const known = await nearEntries({ text }, asked, deps)
  expect(embedded).toBe(0)
  expect(known).toEqual(await nearEntries({ text }, undefined, deps))
  expect(known[0]?.meaning).toBeGreaterThan(0)
  await nearEntries({ text }, { terms: [], modelId: 'another', vector: new Float32Array(3) }, deps)
  expect(embedded).toBe(2)
})
