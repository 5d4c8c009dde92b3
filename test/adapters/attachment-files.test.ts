// Bytes of attachments: kept once under their checksum, given back whole or not at all.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openAttachmentFiles } from '../../src/adapters/attachment-files.ts'
import { HOSTILE_NAMES } from '../fakes/hostile-names.ts'
import { latin } from '../fakes/sample-files.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'

describe('the folder of attachments', () => {
  test('gives back what it was given, and keeps the same bytes once', async () => {
    const folder = join(makeTempFolder(), 'attachments')
    const files = openAttachmentFiles(folder)
    const [one, two] = await Promise.all([files.keep(latin('abc')), files.keep(latin('abc'))])
    expect(one).toEqual(two)
    expect(await files.read(one)).toEqual(Buffer.from('abc'))
    expect(readdirSync(folder)).toEqual([one.sha256])
  })

  test('gives nothing back of what was changed, cut, or is gone', async () => {
    const folder = makeTempFolder()
    const files = openAttachmentFiles(folder)
    const kept = await files.keep(latin('abc'))
    writeFileSync(join(folder, kept.sha256), 'abd')
    expect(await files.read(kept)).toBeNull()
    expect(await files.keep(latin('abc'))).toEqual(kept)
    expect(await files.read(kept)).toEqual(Buffer.from('abc'))
    expect(await files.read({ ...kept, sizeBytes: 2 })).toBeNull()
    expect(await files.read({ ...kept, sha256: '0'.repeat(64) })).toBeNull()
  })

  test('reads no name but a checksum', async () => {
    const files = openAttachmentFiles(makeTempFolder())
    for (const sha256 of HOSTILE_NAMES) expect(await files.read({ sha256, sizeBytes: 1 })).toBeNull()
  })
})
