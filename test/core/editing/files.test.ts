// What a file is, by its bytes, and what it is called, whatever a person's computer called it.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileKindOf } from '../../../src/core/editing/file-kind.ts'
import { attachmentMarkdown, attachmentName, attachmentUrl } from '../../../src/core/editing/file-name.ts'
import { HOSTILE_NAMES } from '../../fakes/hostile-names.ts'
import { latin, officeFile, PNG_1X1 } from '../../fakes/sample-files.ts'

/** Any code points: the library's own generator of them takes seconds to set up. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 })
  .map(codes => String.fromCodePoint(...codes))

describe('the kind of a file', () => {
  test.each([
    ['png', PNG_1X1, 'image/png'],
    ['jpg', latin('\xff\xd8\xff\xe0..JFIF'), 'image/jpeg'],
    ['gif', latin('GIF89a......'), 'image/gif'],
    ['webp', latin('RIFF....WEBPVP8 '), 'image/webp'],
    ['pdf', latin('%PDF-1.7\n...'), 'application/pdf'],
    [
      'docx',
      officeFile('word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['xlsx', officeFile('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [
      'pptx',
      officeFile('ppt/presentation.xml'),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    ['txt', new TextEncoder().encode('申請の様式\r\n'), 'text/plain'],
    ['txt', latin('\x90\x5c\x90\xbf'), 'text/plain'], // 申請 in Shift_JIS
  ])('is told by its bytes: %s', (extension, bytes, mediaType) => {
    expect(fileKindOf(bytes, 'anything.exe')).toMatchObject({ extension, mediaType })
  })

  test('of a text is a table where it is called one', () => {
    expect(fileKindOf(latin('a,b\n1,2\n'), '一覧.CSV')?.mediaType).toBe('text/csv')
  })

  test.each([
    ['a program', latin('MZ\x90\x00\x03'), 'x.png'],
    ['a script of a shell with a NUL', latin('#!/bin/sh\0'), 'x.txt'],
    ['an archive that is no document', officeFile('evil.exe'), 'x.docx'],
    ['a document with macros', officeFile('word/document.xml', 'word/vbaProject.bin'), 'x.docx'],
    ['an archive cut short', officeFile('word/document.xml').subarray(0, 60), 'x.docx'],
    ['nothing', new Uint8Array(), 'x.txt'],
    ['bytes of no encoding', latin('\x80\xff\xfe\x81'), 'x.txt'],
  ])('that may not be attached is none: %s', (_what, bytes, name) => {
    expect(fileKindOf(bytes, name)).toBeNull()
  })

  test('of a page or a drawing with scripts is a plain text, which no browser runs', () => {
    for (const text of ['<script>alert(1)</script>', '<svg onload="alert(1)"/>', '<?xml version="1.0"?><svg/>']) {
      expect(fileKindOf(latin(text), 'picture.svg')).toMatchObject({ mediaType: 'text/plain', extension: 'txt' })
    }
  })

  test('of any bytes is told without a fault', () => {
    const zip = fc
      .uint8Array({ maxLength: 200 })
      .map(rest => new Uint8Array([0x50, 0x4b, 3, 4, ...rest, 0x50, 0x4b, 5, 6, ...rest]))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), zip), bytes => {
        const kind = fileKindOf(bytes, 'x')
        expect(kind === null || kind.extension.length > 2).toBe(true)
      }),
    )
  })
})

describe('the name of a file', () => {
  test.each([
    ['様式第1号 (令和8年).docx', 'docx', '様式第1号 _令和8年.docx'],
    ['C:\\Users\\shiomi\\図.PNG', 'png', '図.png'],
    ['report.final.pdf', 'pdf', 'report.final.pdf'],
    ['picture.svg', 'txt', 'picture.txt'],
    ['CON.txt', 'txt', '添付ファイル.txt'],
    ['\u202egnp.exe', 'png', 'gnp.png'],
    ['...', 'txt', '添付ファイル.txt'],
  ])('%s', (given, extension, name) => {
    expect(attachmentName(given, extension, '添付ファイル')).toBe(name)
  })

  test('is harmless, whatever was given', () => {
    expect(HOSTILE_NAMES.length).toBeGreaterThanOrEqual(200)
    const check = (given: string) => {
      const name = attachmentName(given, 'png', '添付ファイル')
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\:*?"<>|%#[\]()`]+\.png$/u)
      expect(name.startsWith('.')).toBe(false)
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
      expect(new URL(attachmentUrl({ id: 'i', name }), 'http://h').pathname.split('/')).toHaveLength(4)
    }
    for (const given of HOSTILE_NAMES) check(given)
    fc.assert(fc.property(anyText, check))
  })

  test('stands in an answer as an image or a link', () => {
    const id = '00000000-0000-4000-8000-000000000000'
    expect(attachmentMarkdown({ id, name: '図_1.png', mediaType: 'image/png' })).toBe(
      `![図\\_1.png](/attachments/${id}/図_1.png)`,
    )
    expect(attachmentMarkdown({ id, name: 'a.pdf', mediaType: 'application/pdf' })).toBe(
      `[a.pdf](/attachments/${id}/a.pdf)`,
    )
  })
})
