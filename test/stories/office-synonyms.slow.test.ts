// The office's own words: what stands in SYNONYMS_FILE decides which entry a question finds.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { closeHere, runHere } from './run-here.ts'
import { makeFolder, STORY_ENTRIES, writeEntries } from './story-entries.ts'
import type { Environment } from './zencho-process.ts'

/** What this office calls the large screen of its meeting room: two terms that no entry and no dictionary has. */
const NICKNAME = '彗星オーロラ'
const MEANT = 'joho-003'

const answerSchema = z.object({
  entry: z.object({ id: z.string() }).optional(),
  candidates: z.array(z.object({ entryId: z.string() })),
})

let folder = ''
let homes = 0
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(async () => {
  await closeHere()
  await rm(folder, { recursive: true, force: true })
})

/** Settings of an office with a database of its own and this text as its synonyms. */
async function officeWith(synonyms: string) {
  homes += 1
  const home = join(folder, String(homes))
  const path = `${home}-synonyms.txt`
  await writeFile(path, synonyms)
  return { path, environment: { DATA_DIR: home, SAMPLE_DATA: 'off', SYNONYMS_FILE: path } }
}

/** The entry that is the answer, or the first of the candidates. */
async function firstFor(question: string, environment: Environment): Promise<string | undefined> {
  const { code, stdout } = await runHere(['ask', question, '--json'], environment)
  expect(code).toBe(0)
  const { entry, candidates } = answerSchema.parse(JSON.parse(stdout))
  return entry?.id ?? candidates[0]?.entryId
}

describe('a name of several words that only the office knows', () => {
  let known: Environment = {}
  let unknown: Environment = {}
  beforeAll(async () => {
    known = (await officeWith(`# 情報政策課\n\n${NICKNAME}、モニター\n`)).environment
    unknown = { ...(await officeWith('')).environment, SYNONYMS_FILE: 'off' }
    const entries = await writeEntries(join(folder, 'entries.jsonl'), STORY_ENTRIES)
    for (const environment of [known, unknown]) expect((await runHere(['import', entries], environment)).code).toBe(0)
  })

  test('leads zencho ask to the entry that is meant', async () => {
    expect(await firstFor(NICKNAME, known)).toBe(MEANT)
    expect(await firstFor(`${NICKNAME}はどこ`, known)).toBe(MEANT)
  })

  test('does not, where the office has not written it down', async () => {
    expect(await firstFor(NICKNAME, unknown)).not.toBe(MEANT)
    expect(await firstFor('モニター', unknown)).toBe(MEANT)
  })

  test.each(['オーロラ彗星', '彗星', 'オーロラ'])('is not 「%s」', async question => {
    expect(await firstFor(question, known)).not.toBe(MEANT)
  })
})

describe('a synonym file', () => {
  test('with a line that says nothing stops the command, which names file and line', async () => {
    const { path, environment } = await officeWith('年休、有休\n旅費\n')
    const { code, stdout, stderr } = await runHere(['ask', '旅費'], environment)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/[ぁ-ん]/u)
    expect(stderr).toContain(`SYNONYMS_FILE: ${path}:2: `)
  })

  test('that is not there stops the command, which names it', async () => {
    const { path, environment } = await officeWith('')
    await rm(path)
    const { code, stderr } = await runHere(['status'], environment)
    expect(code).toBe(1)
    expect(stderr).toContain(`SYNONYMS_FILE: cannot read ${path}`)
  })
})
