// The quality of the answers, measured as `zencho eval` does it, may not fall below the floors of test/golden/floors.json.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runHere } from './run-here.ts'
import { PROJECT } from './zencho-process.ts'

const measuresSchema = z.object({ s1: z.number(), mrr: z.number(), ndcg10: z.number() })
const floorsSchema = z.record(z.string(), measuresSchema)

/** Sets that are not part of the project are measured where they lie beside it. */
const FOLDERS: Readonly<Record<string, string>> = {
  'faq-data': join(PROJECT, 'faq-data/evaluation'),
  kosodate: join(PROJECT, '../shared/bench/kosodate'),
}

const floors = floorsSchema.parse(JSON.parse(await readFile(join(PROJECT, 'test/golden/floors.json'), 'utf8')))

describe.concurrent('the evaluation', { timeout: 120_000 }, () => {
  for (const [name, floor] of Object.entries(floors)) {
    const folder = FOLDERS[name] ?? ''
    test.skipIf(!existsSync(folder))(
      `of ${name} stays at or above its floors (skipped where it is not at hand)`,
      async () => {
        const { code, stdout, stderr } = await runHere(['eval', folder, '--json'], { LOG_LEVEL: 'warn' })
        expect([code, stderr]).toEqual([0, ''])
        const { summary } = z.object({ summary: measuresSchema }).parse(JSON.parse(stdout))
        for (const measure of ['s1', 'mrr', 'ndcg10'] as const) {
          expect(summary[measure], `${name}: ${measure}`).toBeGreaterThanOrEqual(floor[measure])
        }
      },
    )
  }
})
