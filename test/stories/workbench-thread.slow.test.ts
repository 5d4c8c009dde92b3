// The workbench's thread: started when there is a job, ended when there has been none for a while, and what a broken start comes to.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkbench } from '../../indexer/workbench-thread.ts'
import { until } from '../indexer/until.ts'
import { openProductIn } from './open-story.ts'

const JOB = { questions: [{ text: '年休', sectionCode: null }], trial: null }

test('it runs while there is work, ends when idle, and starts again for the next job', async () => {
  await using opened = await openProductIn()
  const { config, product } = opened
  const index = join(config.dataDir, 'index')
  const settings = {
    databasePath: product.databasePath,
    graphPath: join(index, 'vectors.hnsw'),
    imagePath: join(index, 'words.image'),
    modelDir: config.modelDir,
    synonymsFile: null,
    embedder: config.embedder,
    reranker: null,
    thresholds: config.thresholds,
  }
  const workbench = openWorkbench(settings, { idleMs: 1, waitingMax: 1 })
  expect(workbench.isRunning()).toBe(false)
  expect(await workbench.run(JOB)).toMatchObject({ kind: 'done', result: { now: [{ outcome: 'unanswered' }] } })
  await until(() => !workbench.isRunning(), 20_000)
  expect((await workbench.run(JOB)).kind).toBe('done')
  await workbench.close()
  expect(workbench.isRunning()).toBe(false)
  expect(await workbench.run(JOB)).toEqual({ kind: 'cancelled' })

  const broken = openWorkbench(
    { ...settings, databasePath: join(opened.folder, 'none.sqlite') },
    { idleMs: 1, waitingMax: 1 },
  )
  expect(await broken.run(JOB)).toEqual({ kind: 'failed', reason: expect.stringContaining('none.sqlite') as string })
  await broken.close()
})
