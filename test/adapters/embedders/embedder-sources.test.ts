import { openBuiltinEmbedders } from '../../../src/adapters/embedders/builtin-embedder.ts'
import { openOpenaiEmbedders } from '../../../src/adapters/openai/openai-embedders.ts'
import { embedHere } from '../../../src/adapters/transformers/embed-here.ts'
import { embedInThread } from '../../../src/adapters/transformers/embed-in-thread.ts'
import { openTransformersEmbedders } from '../../../src/adapters/transformers/transformers-embedders.ts'
import { embedderSourceContract } from '../../contracts/embedder-source.contract.ts'
import { openEmbeddingsEndpoint } from '../../fakes/embeddings-endpoint.ts'
import { writeTinySentenceModel } from '../../fakes/tiny-models/tiny-models.ts'
import { writeTinyWordTable } from '../../fakes/tiny-word-table.ts'
import { toyEmbedderSource } from '../../fakes/toy-embedder-source.ts'

const WORDS = ['休暇', '旅費', '会議', '申請']

embedderSourceContract('the word table', async () => {
  const folder = writeTinyWordTable()
  return {
    source: openBuiltinEmbedders(folder),
    again: openBuiltinEmbedders(folder),
    [Symbol.asyncDispose]: async () => {},
  }
})

for (const [name, run] of [
  ['a sentence model in the thread that asks', embedHere],
  ['a sentence model in a thread of its own', embedInThread],
] as const) {
  const folder = writeTinySentenceModel()
  embedderSourceContract(name, async () => {
    const [source, again] = [1, 2].map(() => openTransformersEmbedders({ folder, threads: 1, run }))
    if (source === undefined || again === undefined) throw new Error('expected two sources')
    const dispose = async () => {
      await source.close()
      await again.close()
    }
    return { source, again, [Symbol.asyncDispose]: dispose }
  })
}

embedderSourceContract('an endpoint', async () => {
  const server = await openEmbeddingsEndpoint()
  const endpoint = {
    baseUrl: server.baseUrl,
    apiKey: '',
    model: 'tiny',
    dimensions: null,
    timeoutMs: 5_000,
    retries: 0,
  }
  return {
    source: openOpenaiEmbedders(endpoint),
    again: openOpenaiEmbedders(endpoint),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
})

embedderSourceContract('the toy of the tests', async () => {
  return { source: toyEmbedderSource(WORDS), again: toyEmbedderSource(WORDS), [Symbol.asyncDispose]: async () => {} }
})
