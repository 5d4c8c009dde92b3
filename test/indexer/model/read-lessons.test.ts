import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readLessons } from '../../../indexer/model/train/read-lessons.ts'
import { spacedAnalyser } from '../../fakes/spaced-analyser.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const CLUSTER = { ask: ['年休 取る', '有休'], answer: '申請 を/助詞 する' }
const GROUP = { same: ['年休', '有給 休暇'] }
const linesOf = (...values: readonly unknown[]) => values.map(value => `${JSON.stringify(value)}\n`).join('')

/** Reads these texts: the pairs' lines, and the files of the office. */
function read(pairs: string, office: Readonly<Record<string, string>> = {}) {
  const folder = makeTempFolder()
  const tokenFile = join(folder, 'tokens.jsonl.gz')
  writeFileSync(tokenFile, gzipSync(pairs))
  const officeFolder = join(folder, 'office')
  mkdirSync(officeFolder)
  for (const [name, text] of Object.entries(office)) writeFileSync(join(officeFolder, name), text)
  return readLessons(tokenFile, officeFolder, spacedAnalyser)
}

describe('lessons', () => {
  test('are pairs as they were tokenised, and the texts of the office as terms', async () => {
    const lessons = await read(linesOf(['law', '年休 取る', '有休'], ['wiki', '旅費', '出張 費用']), {
      'a.clusters.jsonl': linesOf(CLUSTER),
      'a.synonyms.jsonl': linesOf(GROUP),
    })
    expect(lessons).toEqual({
      pairs: [
        { source: 'law', left: ['年休', '取る'], right: ['有休'] },
        { source: 'wiki', left: ['旅費'], right: ['出張', '費用'] },
      ],
      clusters: [{ asks: [['年休', '取る'], ['有休']], answer: ['申請', 'する'] }],
      synonyms: [[['年休'], ['有給', '休暇']]],
    })
  })

  test('leave out pairs of which a side has no terms, blank lines, and files of other names', async () => {
    const lessons = await read(linesOf(['law', '', '有休'], ['law', '年休', ''], ['law', '旅費', '出張']), {
      'a.clusters.jsonl': `\n${linesOf(CLUSTER)}\n`,
      'notes.jsonl': 'not read',
    })
    expect(lessons.pairs).toEqual([{ source: 'law', left: ['旅費'], right: ['出張'] }])
    expect([lessons.clusters.length, lessons.synonyms.length]).toEqual([1, 0])
  })

  test('are read in the order of the files’ names', async () => {
    const group = (word: string) => linesOf({ same: [word, '同じ'] })
    const { synonyms } = await read('', { 'b.synonyms.jsonl': group('二'), 'a.synonyms.jsonl': group('一') })
    expect(synonyms.map(([first]) => first)).toEqual([['一'], ['二']])
  })

  test.each([
    ['b.clusters.jsonl', 'no JSON', '{"ask":'],
    ['b.clusters.jsonl', 'one way to ask', linesOf({ ...CLUSTER, ask: ['年休'] })],
    ['b.clusters.jsonl', 'no answer', linesOf({ ask: CLUSTER.ask })],
    ['b.clusters.jsonl', 'an empty answer', linesOf({ ...CLUSTER, answer: '' })],
    ['b.clusters.jsonl', 'a field that nobody knows', linesOf({ ...CLUSTER, source: 'x' })],
    ['b.synonyms.jsonl', 'a word that means itself', linesOf({ same: ['年休'] })],
    ['b.synonyms.jsonl', 'an empty word', linesOf({ same: ['年休', ''] })],
    ['b.synonyms.jsonl', 'a cluster', linesOf(CLUSTER)],
  ])('are refused for a line of %s with %s, told by file and line', async (name, _, bad) => {
    const good = linesOf(name.includes('clusters') ? CLUSTER : GROUP)
    await expect(read('', { [name]: good + good + bad, [`a${name}`]: good })).rejects.toThrow(`${name}:3: `)
  })

  test.each(['{}', '["law","年休"]', 'no JSON'])(
    'are refused for a pair that is none, told by file and line: %s',
    async bad => {
      const good = linesOf(['law', '年休', '有休'])
      await expect(read(`${good}${bad}\n${good}`)).rejects.toThrow(/tokens\.jsonl\.gz:2: /u)
    },
  )
})
