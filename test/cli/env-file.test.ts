import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeSettings, writeSettings } from '../../src/cli/env-file.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'

const name = fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/u)
// One line without all three kinds of quotes at once: paths and addresses, blanks, hashes and Japanese included.
const value = fc
  .string({ unit: fc.constantFrom(...'aZ09/\\ #=$\'"あ漢:.-'), minLength: 1, maxLength: 20 })
  .filter(text => text.trim() === text)

describe('settings in .env', () => {
  test('are read back as they were given, and merging again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { maxKeys: 5 }),
        fc.dictionary(name, value, { minKeys: 1, maxKeys: 5 }),
        (first, second) => {
          const merged = mergeSettings(mergeSettings('# ours\n', first), second)
          expect(parseEnv(merged)).toEqual({ ...first, ...second })
          expect(parseEnv(mergeSettings(merged, second))).toEqual(parseEnv(merged))
          expect(merged.startsWith('# ours\n')).toBe(true)
        },
      ),
    )
  })

  test('replace lines of the same name in every form that is read', () => {
    const text = 'export EMBEDDER=openai\n EMBEDDER = builtin\r\n# EMBEDDER=x\nEMBEDDER_OTHER=1\n'
    expect(mergeSettings(text, { EMBEDDER: 'transformers' })).toBe(
      '# EMBEDDER=x\nEMBEDDER_OTHER=1\nEMBEDDER=transformers\n',
    )
  })

  test('need no file to be there before', async () => {
    const path = join(makeTempFolder(), '.env')
    expect(await writeSettings(path, { EMBEDDER: 'builtin' })).toBeNull()
    writeFileSync(path, 'PORT=1\n')
    expect(await writeSettings(path, { EMBEDDER: 'builtin' })).toMatch(/\.env\.\d{14}\.bak$/u)
  })
})
