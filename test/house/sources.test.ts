// What the code of the house promises of itself, read from the code.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countLinesOfCode, PRODUCT_FOLDERS, PROJECT, sourceFiles } from './source-files.ts'

const CODE = ['.ts', '.js', '.css']
const LINES_OF_CODE_MAX = 250

const product = sourceFiles(PRODUCT_FOLDERS, CODE)

describe('the folders', () => {
  test.for([...PRODUCT_FOLDERS, 'faq-data', 'test'])('%s is there and not empty', folder => {
    expect(existsSync(join(PROJECT, folder))).toBe(true)
    expect(sourceFiles([folder], ['']).length).toBeGreaterThan(0)
  })

  test('of the product hold no test, and the tests hold nothing that the product imports', () => {
    expect(product.filter(({ path }) => path.includes('.test.')).map(({ path }) => path)).toEqual([])
    expect(product.filter(({ text }) => /from '[^']*\/test\//u.test(text)).map(({ path }) => path)).toEqual([])
  })
})

describe('the files', () => {
  test(`hold at most ${LINES_OF_CODE_MAX} lines of code each`, () => {
    const long = product.map(({ path, text }) => [path, countLinesOfCode(text)] as const)
    expect(long.filter(([, lines]) => lines > LINES_OF_CODE_MAX)).toEqual([])
  })

  test('read the environment in src/config.ts and src/cli/zencho.js only', () => {
    const readers = product.filter(({ text }) => /process\s*(\.|\[['"])\s*(env|loadEnvFile)/u.test(text))
    expect(readers.map(({ path }) => path)).toEqual(['src/cli/zencho.js', 'src/config.ts'])
  })

  test('leave nothing for later', () => {
    const all = [...product, ...sourceFiles(['test', 'faq-data'], [...CODE, '.md', '.yaml'])]
    const later = /\bTO[D]O\b|\bFIX[M]E\b|\bXX[X]\b/u
    expect(all.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('open with a sentence that says what they are for', () => {
    const silent = product.filter(({ path, text }) => path.endsWith('.ts') && !text.startsWith('// '))
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  test('speak to people from the message catalogue only', () => {
    const speaking = product.filter(({ path, text }) => {
      // Japanese within a comment is a word of the domain; within a string it is a sentence for people, or data.
      const code = text.replace(/^\s*(\/\/|\/?\*).*$/gmu, '').replace(/\s\/\/ .*$/gmu, '')
      return (
        path.endsWith('.ts') && !MAY_HOLD_JAPANESE.test(path) && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(code)
      )
    })
    expect(speaking.map(({ path }) => path)).toEqual([])
  })
})

/** The catalogue; what is said to models (prefixes, probes); the manners of questions and the words by which a follow-up, or the quoted part of a mail, is told; the columns of our files, the analyser's parts of speech and the written forms of masking and composing, which are data; the API's own description. */
const MAY_HOLD_JAPANESE =
  /^(?:bot\/mail\/question-of-mail|src\/(core\/(messages\/|tokenise|analyse-question|conversation\/follow-up|(masking|compose|rendering)\/written-forms)|adapters\/(entry-files\/(fields|read-entry-file)|embedders\/(model-families|probe-texts))|server\/(openapi|api-schemas|explain-schemas|problem)))/u
