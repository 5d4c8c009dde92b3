// Every text that people read in Slack stands in the catalogue, and is pinned here: a change of words is meant.
import { describe, expect, test } from 'vitest'
import { slackMessages } from '../../../src/core/messages/ja/slack.ts'
import { sourceFiles } from '../../house/source-files.ts'

test('no file of the front end holds a Japanese word of its own', () => {
  const words = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
  const spoken = sourceFiles(['bot/slack'], ['.ts']).flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter(line => words.test(line.replace(/(?:^|\s)(?:\/\/|\/?\*).*$/u, '')))
      .map(line => `${path}: ${line.trim()}`),
  )
  // Marks of the end of a sentence, and the locale's name of a letter's width, are no words.
  expect(spoken).toEqual([])
})

describe('the catalogue of Slack', () => {
  test('says what it said', () => {
    const spell = (value: unknown): unknown => {
      if (typeof value === 'function') return (value as (...args: unknown[]) => string)(7, 8, 9)
      if (Array.isArray(value)) return value.map(spell)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([name, its]) => [name, spell(its)]))
    }
    expect(spell(slackMessages)).toMatchSnapshot()
  })
})
