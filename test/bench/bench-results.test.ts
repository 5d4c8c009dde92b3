import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { type CorpusResult, openResults, readResults } from './bench-results.ts'

const RUN = { startedAt: '2026-04-01T00:00:00.000Z', command: 'npm run bench' }
const CORPUS: CorpusResult = {
  name: '600',
  kind: 'generated',
  prepared: { entries: 600, published: 600, questions: 2_000 },
  engines: {},
  failures: {},
}

test('figures are in the file as soon as they are put down, and a later run goes on with them', async () => {
  const path = join(makeTempFolder(), 'bench.json')
  const first = await openResults({ path, resume: false }, RUN)
  await first.putCorpus(CORPUS)
  await first.putCorpus({ ...CORPUS, failures: { nlpjs: 'not built within 300 s' } })
  expect((await readResults(path)).corpora).toEqual([{ ...CORPUS, failures: { nlpjs: 'not built within 300 s' } }])

  const second = await openResults({ path, resume: true }, { ...RUN, command: 'npm run bench -- --resume' })
  expect(second.corpus('600')?.failures).toEqual({ nlpjs: 'not built within 300 s' })
  expect(second.results().runs).toHaveLength(2)
})

test('without --resume a run begins anew, whatever the file holds', async () => {
  const path = join(makeTempFolder(), 'bench.json')
  await (await openResults({ path, resume: false }, RUN)).putCorpus(CORPUS)
  expect((await openResults({ path, resume: false }, RUN)).corpus('600')).toBeUndefined()
})
