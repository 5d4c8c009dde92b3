import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openNearListsKeeper } from '../../indexer/keep-near-lists.ts'
import { makeNearLists, readNearLists, writeNearLists } from '../../indexer/near-lists.ts'
import { readWordTable } from '../../src/adapters/embedders/word-table.ts'
import { WordTableNearTerms } from '../../src/adapters/embedders/word-table-near-terms.ts'
import type { NearLists } from '../../src/core/ports/near-terms.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { TINY_WORDS, writeTinyWordTable } from '../fakes/tiny-word-table.ts'

const table = readWordTable(writeTinyWordTable())
const WORDS = Object.keys(TINY_WORDS).filter(word => table.rowOf(word) !== undefined)

function learning(words: readonly string[]): WordTableNearTerms {
  const near = new WordTableNearTerms(table)
  for (const word of words) near.learn(word)
  return near
}

async function listsOf(words: readonly string[]): Promise<NearLists> {
  const lists = await makeNearLists(learning([]), words)
  if (lists === null) throw new Error('expected lists')
  return lists
}

describe('lists of near words made beforehand', () => {
  test('are what is found when a word is asked for, through their file too', async () => {
    const path = join(makeTempFolder(), 'words.image.near')
    await writeNearLists(path, await listsOf(WORDS), table.id)
    const lists = await readNearLists(path, table.id)
    const adopting = learning(WORDS)
    expect(lists !== null && adopting.adopt(lists)).toBe(true)
    expect(adopting.lacking()).toBe(0)
    for (const word of WORDS) expect(adopting.of(word)).toEqual(learning(WORDS).of(word))
  })

  test('take words in that are learnt later', async () => {
    const [first, ...later] = WORDS.toReversed()
    const lists = await listsOf([first ?? ''])
    const adopting = learning([first ?? ''])
    adopting.adopt(lists)
    for (const word of later) adopting.learn(word)
    for (const word of WORDS) expect(adopting.of(word)).toEqual(learning(WORDS).of(word))
  })

  test('serve in whatever order the words were learnt, and are refused where one of them was not', async () => {
    const lists = await listsOf(WORDS.slice(2))
    const adopting = learning(WORDS.toReversed())
    expect([adopting.adopt(lists), adopting.lacking()]).toEqual([true, 2])
    for (const word of WORDS) expect(adopting.of(word)).toEqual(learning(WORDS).of(word))
    expect(learning(WORDS.slice(3)).adopt(lists)).toBe(false)
  })

  test('are not finished where nobody wants them any more', async () => {
    expect(await makeNearLists(learning([]), WORDS, () => false)).toBeNull()
  })

  test('are not read where there are none, or of another table', async () => {
    const path = join(makeTempFolder(), 'near')
    expect(await readNearLists(path, table.id)).toBeNull()
    await writeNearLists(path, await listsOf(WORDS), table.id)
    expect(await readNearLists(path, 'another')).toBeNull()
  })
})

describe('the keeper of near lists', () => {
  test('asks for them once, when a thousand words have none, and reads them the next time', async () => {
    const path = join(makeTempFolder(), 'near')
    const words = Array.from({ length: 1_001 }, (_, i) => `語${i}`)
    let asked = 0
    const near = (lacking: number) => ({
      source: 'some',
      learn: () => {},
      of: () => [],
      learnt: () => words,
      lacking: () => lacking,
      adopt: () => true,
    })
    const thread = {
      nearLists: (terms: readonly string[]) => {
        asked += 1
        return makeNearLists(near(0), terms)
      },
    }
    await openNearListsKeeper({ near: near(1_000), thread, path }).keep()
    expect(asked).toBe(0)
    await openNearListsKeeper({ near: near(1_001), thread, path }).keep()
    expect([asked, (await readNearLists(path, 'some'))?.terms]).toEqual([1, words])
  })
})
