// Property: no file, however broken, does more than give problems. Nothing it holds throws, hangs or gets half in.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEntryFile, readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { encodeEntries } from '../../../src/adapters/entry-files/write-entry-file.ts'
import { hostileEntries, makeFolder } from './entry-samples.ts'

const FORMATS = ['csv', 'jsonl', 'yaml'] as const

/** An export with some of its bytes replaced, put in or cut off. */
const damagedExport = fc
  .record({
    entries: hostileEntries(),
    format: fc.constantFrom(...FORMATS),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(20),
    added: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc
        .constantFrom(
          '\n',
          '\t',
          '"',
          '*a',
          '&a ',
          '- ',
          ': ',
          '? ',
          '{',
          '[',
          '!!int ',
          '---\n',
          '<<: *a\n',
          '__proto__: 1\n',
        )
        .map(text => Buffer.from(text)),
    ),
  })
  .map(({ entries, format, at, removed, added }) => {
    const bytes = encodeEntries(entries, format)
    const start = Math.floor(bytes.length * at)
    return { format, bytes: Buffer.concat([bytes.subarray(0, start), added, bytes.subarray(start + removed)]) }
  })

const randomBytes = fc.record({
  format: fc.constantFrom(...FORMATS),
  bytes: fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
})

describe('a hostile file', () => {
  test.for([
    ['damaged', damagedExport],
    ['random', randomBytes],
  ] as const)('gives problems with lines it has, or entries: %s', async ([, files]) => {
    const folder = await makeFolder()
    await fc.assert(
      fc.asyncProperty(files, async ({ format, bytes }) => {
        const path = join(folder, `file.${format}`)
        await writeFile(path, bytes)
        const problems = await checkEntryFile(path)
        const lineCount = bytes.toString('latin1').split(/\r\n|[\r\n]/u).length
        for (const { line, reason } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lineCount)
          expect(reason).toMatch(/。$/u)
          expect(reason).not.toMatch(/undefined|Invalid input|\[object/u)
        }
        if (problems.length === 0) expect((await readEntryFile(path)).path).toBe(path)
        else
          await expect(readEntryFile(path)).rejects.toMatchObject({
            code: 'bad_row',
            data: { file: path, ...problems[0] },
          })
      }),
      { numRuns: 150 },
    )
  })
})
