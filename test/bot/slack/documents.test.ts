// docs/slack.md and the code agree: scopes, settings, and the lines of the log that it explains.
import { expect, test } from 'vitest'
import { readProjectFile, sourceFiles, tableRows } from '../../house/source-files.ts'
import { manifestScopes } from './manifest-scopes.ts'

const text = readProjectFile('docs/slack.md')
const firstCells = tableRows(text).map(([cell = '']) => cell)

test('every scope of the manifest has its reason, and no other is named', () => {
  const named = firstCells.flatMap(cell => cell.split('、')).filter(cell => /^[a-z_]+(:[a-z]+|s)$/u.test(cell))
  expect(named.toSorted()).toEqual(manifestScopes().toSorted())
})

test('every setting of Slack is explained', () => {
  const settings = [...readProjectFile('src/config/environment.ts').matchAll(/^ *(SLACK_[A-Z_]+):/gmu)].map(
    match => match[1],
  )
  expect(settings.length).toBeGreaterThanOrEqual(4)
  expect(settings.filter(name => !firstCells.includes(name ?? ''))).toEqual([])
})

test('the lines of the log that it explains are those that the code writes', () => {
  const written = new Set(
    sourceFiles(['bot/slack'], ['.ts']).flatMap(file => file.text.match(/\bslack_[a-z_]+\b/gu) ?? []),
  )
  const explained = firstCells.flatMap(cell => cell.match(/\bslack_[a-z_]+\b/gu) ?? [])
  expect(explained.length).toBeGreaterThanOrEqual(10)
  expect(explained.filter(line => !written.has(line))).toEqual([])
})
