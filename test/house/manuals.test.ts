// The manuals and the product agree: what a manual calls by the name on the screen stands on the screen, and its pictures are those
// that are taken of the running product.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PICTURES } from '../pictures/pictures.ts'
import { PROJECT, readProjectFile, sourceFiles } from './source-files.ts'

const MANUALS = ['staff', 'editors', 'managers', 'administrators'] as const
const IMAGES = join(PROJECT, 'docs/images')

/** One picture loads on a slow line; all of them come along in every copy of the repository. */
const PICTURE_BYTES_MAX = 120_000
const PICTURES_BYTES_MAX = 2_500_000

/** Every sentence that people are shown, with the files of the interface to Slack and mail. */
const catalogue = sourceFiles(['src/core/messages/ja'], ['.ts'])
  .map(({ text }) => text)
  .join('\n')

/** Said in 「」 as words of a colleague, or of a command, or as a heading of another document. */
const NO_LABELS: ReadonlySet<string> = new Set(['その期限は？', '→', 'As a service'])

describe.for(MANUALS)('the manual for %s', name => {
  const text = readProjectFile(`docs/ja/${name}.md`).replace(/```[\s\S]*?```/gu, '')

  test('calls things by the names on the screens', () => {
    const quoted = [...text.matchAll(/「(?<label>[^「」]*)」/gu)].map(match => match.groups?.['label'] ?? '')
    expect(quoted.length).toBeGreaterThan(10)
    const unknown = quoted.filter(label => !NO_LABELS.has(label) && !isOnAScreen(label))
    expect([...new Set(unknown)]).toEqual([])
  })

  test('shows pictures with a text in their place', () => {
    const pictures = [...text.matchAll(/<img src="\.\.\/images\/[a-z-]+\.png" width="\d+" alt="(?<alt>[^"]+)">/gu)]
    expect(pictures.length).toBeGreaterThan(2)
    expect(text.match(/<img|!\[/gu)?.length).toBe(pictures.length)
    for (const { groups } of pictures) expect(groups?.['alt']?.length).toBeGreaterThan(10)
  })
})

/** As a whole text of the catalogue, or as the part of one that stands before or after what it is filled with. */
function isOnAScreen(label: string): boolean {
  return ["'", '`', '}'].some(before => ["'", '`', '$'].some(after => catalogue.includes(`${before}${label}${after}`)))
}

describe('the pictures', () => {
  const documents = [{ path: 'README.md', text: readProjectFile('README.md') }, ...sourceFiles(['docs'], ['.md'])]
  const named = documents.flatMap(({ text }) => [...text.matchAll(/images\/(?<name>[\w-]+)\.png/gu)])
  const names = new Set(named.map(({ groups }) => groups?.['name'] ?? ''))
  const files = readdirSync(IMAGES).map(file => file.replace(/\.png$/u, ''))

  test('are those of the script, each named by a document and each there', () => {
    const taken = PICTURES.map(({ name }) => name)
    expect(new Set(taken).size).toBe(taken.length)
    expect([...names].toSorted()).toEqual(taken.toSorted())
    expect(files.toSorted()).toEqual(taken.toSorted())
  })

  test('are small', () => {
    const sizes = files.map(name => statSync(join(IMAGES, `${name}.png`)).size)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PICTURE_BYTES_MAX)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(PICTURES_BYTES_MAX)
  })

  test('are PNG files as wide as their page at most', () => {
    for (const { name, width } of PICTURES) {
      const bytes = readFileSync(join(IMAGES, `${name}.png`))
      expect(bytes.toString('latin1', 1, 4)).toBe('PNG')
      expect(bytes.readUInt32BE(16), name).toBeLessThanOrEqual(width)
    }
  })
})

describe('the sheets for those who decide', () => {
  test('say where each fact can be looked up, and it is there', () => {
    for (const name of ['security-sheet', 'guidelines']) {
      const text = readProjectFile(`docs/ja/${name}.md`)
      const paths = [...text.matchAll(/`(?<path>(?:src|test|deploy|admin|bot|docs)\/[\w./*-]+)`/gu)]
      expect(paths.length, name).toBeGreaterThan(10)
      const missing = paths
        .map(({ groups }) => groups?.['path'] ?? '')
        .filter(path => !existsSync(join(PROJECT, path.replace(/\*.*$/u, ''))))
      expect(missing, name).toEqual([])
    }
  })
})
