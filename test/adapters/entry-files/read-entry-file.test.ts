// What holds for files of every format, and for folders of them.
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkEntryFile, readEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { readEntryFolder } from '../../../src/adapters/entry-files/read-entry-folder.ts'
import { FILE_BYTES_MAX } from '../../../src/adapters/entry-files/read-file-bytes.ts'
import { FaqError } from '../../../src/core/errors.ts'
import { makeFile, makeFolder, problemsIn } from './entry-samples.ts'

const line = (id: string) =>
  `{"id":"${id}","question":"問い${id}","answer":"答え","section":{"code":"x","name":"課"}}\n`

describe('readEntryFile', () => {
  test('throws the first problem with file and line, and gives no entry', async () => {
    const path = await makeFile('a.jsonl', `${line('a')}{"id":"b"}\n{\n`)
    const reason = '「質問（question）」がありません。必ず書いてください。'
    await expect(readEntryFile(path)).rejects.toEqual(new FaqError('bad_row', { file: path, line: 2, reason }))
    expect(await checkEntryFile(path)).toHaveLength(4)
  })

  test('refuses a file over the limit before it reads it', async () => {
    const path = await makeFile('a.csv', 'x')
    await truncate(path, FILE_BYTES_MAX + 1)
    const tooLarge = { code: 'too_large', data: { limitBytes: FILE_BYTES_MAX } }
    await expect(readEntryFile(path)).rejects.toMatchObject(tooLarge)
    await expect(checkEntryFile(path)).rejects.toMatchObject(tooLarge)
  })

  test('tells of a name it does not know, a missing file and a folder', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'a.csv'))
    expect(await problemsIn('a.docx', 'x')).toEqual([expect.stringMatching(/^1: この拡張子.*\.yaml .*\.csv/u)])
    expect(await checkEntryFile(join(folder, 'no.yaml'))).toEqual([
      { line: 1, reason: expect.stringContaining('ファイルがありません') },
    ])
    expect(await checkEntryFile(join(folder, 'a.csv'))).toEqual([
      { line: 1, reason: expect.stringContaining('ファイルではありません') },
    ])
  })
})

describe('readEntryFolder', () => {
  test('reads entry files in the order of their names, and nothing else', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'inner.yaml'))
    const names = ['10-b.jsonl', '02-a.ndjson', 'README.md', '.hidden.jsonl']
    await Promise.all(names.map(name => writeFile(join(folder, name), line(name.replace(/\W/gu, 'x')))))
    const files = await readEntryFolder(folder)
    expect(files.map(({ path }) => path)).toEqual([join(folder, '02-a.ndjson'), join(folder, '10-b.jsonl')])
  })

  test('refuses an id that two files use, and says where both are', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, '1.jsonl'), line('a'))
    await writeFile(join(folder, '2.jsonl'), `${line('b')}${line('a')}`)
    const reason = expect.stringContaining(`${join(folder, '1.jsonl')} の1行目`)
    await expect(readEntryFolder(folder)).rejects.toMatchObject({
      data: { file: join(folder, '2.jsonl'), line: 2, reason },
    })
  })

  test('is empty without entry files, and says when there is no folder', async () => {
    const folder = await makeFolder()
    expect(await readEntryFolder(folder)).toEqual([])
    await expect(readEntryFolder(join(folder, 'no'))).rejects.toMatchObject({ code: 'bad_row', data: { line: 1 } })
  })
})
