// The texts written for offices, from which the word table learns: what a slip of a writer would spoil without a sound.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bareForm, normalise } from '../../../src/core/normalise.ts'

const FOLDER = join(import.meta.dirname, '../../../indexer/model/train/office')
const CLUSTERS = /\.clusters\.jsonl$/u
const SYNONYMS = /\.synonyms\.jsonl$/u

const clusterSchema = z.strictObject({ ask: z.array(z.string()), answer: z.string() })
const groupSchema = z.strictObject({ same: z.array(z.string()) })

const files = readdirSync(FOLDER).toSorted()
const linesOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8').split('\n').slice(0, -1)
const placed = files.flatMap(name => linesOf(name).map((line, i) => ({ name, place: `${name}:${i + 1}`, line })))
const distinct = (texts: readonly string[]) => new Set(texts.map(bareForm)).size

/** Places of the lines of which a later one has the same key. */
function repeats(lines: readonly { readonly place: string; readonly line: string }[]): readonly string[] {
  return [...Map.groupBy(lines, ({ line }) => line).values()]
    .filter(same => same.length > 1)
    .map(same => same.map(({ place }) => place).join(' = '))
}

describe('the texts written for offices', () => {
  test('are clusters and synonyms of the same names, and nothing else', () => {
    const namesOf = (ending: RegExp) => files.filter(name => ending.test(name)).map(name => name.replace(ending, ''))
    expect(namesOf(CLUSTERS).length).toBeGreaterThan(0)
    expect(namesOf(CLUSTERS)).toEqual(namesOf(SYNONYMS))
    expect(files).toHaveLength(2 * namesOf(CLUSTERS).length)
  })

  test.each(files)('%s ends its last line, and has no blank one', name => {
    const text = readFileSync(join(FOLDER, name), 'utf8')
    expect(text).toMatch(/[^\n]\n$/u)
    expect(text).not.toMatch(/\r|\n\n/u)
  })

  test('ask each matter in two different ways or more, and answer it', () => {
    const bad = placed.filter(({ name, line }) => {
      if (!CLUSTERS.test(name)) return false
      const { ask, answer } = clusterSchema.parse(JSON.parse(line))
      return distinct(ask) < 2 || [...ask, answer].some(text => bareForm(text) === '')
    })
    expect(bad.map(({ place }) => place)).toEqual([])
  })

  test('ask no matter twice in the same words, and have no two matters with one answer', () => {
    const clusters = placed.filter(({ name }) => CLUSTERS.test(name))
    const parsed = clusters.map(({ place, line }) => ({ place, ...clusterSchema.parse(JSON.parse(line)) }))
    expect(parsed.filter(({ ask }) => distinct(ask) < ask.length).map(({ place }) => place)).toEqual([])
    expect(repeats(parsed.map(({ place, answer }) => ({ place, line: bareForm(answer) })))).toEqual([])
  })

  test('have two different words or more in a group of synonyms', () => {
    const bad = placed.filter(({ name, line }) => {
      if (!SYNONYMS.test(name)) return false
      const { same } = groupSchema.parse(JSON.parse(line))
      // 「Wi-Fi」 and 「WiFi」 are two words to the analyser; two that fold to one text are a slip.
      const folded = new Set(same.map(normalise)).size
      return folded < same.length || distinct(same) < 2 || same.some(word => bareForm(word) === '')
    })
    expect(bad.map(({ place }) => place)).toEqual([])
  })

  test.each(files)('%s repeats no line', name => {
    expect(repeats(placed.filter(own => own.name === name))).toEqual([])
  })
})
