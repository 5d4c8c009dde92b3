// What kind of file some bytes are, told by the bytes alone: what a file is called, or said to be, decides nothing.

export interface FileKind {
  readonly mediaType: string
  /** The only one that a file of this kind is given. */
  readonly extension: string
  /** Shown within a page; all others are downloaded. */
  readonly image: boolean
}

const image = (subtype: string, extension: string): FileKind => ({
  mediaType: `image/${subtype}`,
  extension,
  image: true,
})
const office = (format: string, extension: string): FileKind => ({
  mediaType: `application/vnd.openxmlformats-officedocument.${format}`,
  extension,
  image: false,
})

const PNG = image('png', 'png')
const JPEG = image('jpeg', 'jpg')
const GIF = image('gif', 'gif')
const WEBP = image('webp', 'webp')
const PDF: FileKind = { mediaType: 'application/pdf', extension: 'pdf', image: false }
const TEXT: FileKind = { mediaType: 'text/plain', extension: 'txt', image: false }
const CSV: FileKind = { mediaType: 'text/csv', extension: 'csv', image: false }

/** Documents of office programs are ZIP archives, told apart by the part that each must have. */
const OFFICE: readonly (readonly [part: string, kind: FileKind])[] = [
  ['word/document.xml', office('wordprocessingml.document', 'docx')],
  ['xl/workbook.xml', office('spreadsheetml.sheet', 'xlsx')],
  ['ppt/presentation.xml', office('presentationml.presentation', 'pptx')],
]

/** What may be attached, for telling people. */
export const ATTACHED_EXTENSIONS = ['png', 'jpg', 'gif', 'webp', 'pdf', 'docx', 'xlsx', 'pptx', 'txt', 'csv'] as const

/** null for what may not be attached. `name` tells tables from other texts, which are the same bytes. */
export function fileKindOf(bytes: Uint8Array, name: string): FileKind | null {
  const begins = (signature: string, at = 0) =>
    bytes.length >= at + signature.length && [...signature].every((char, i) => bytes[at + i] === char.charCodeAt(0))
  if (begins('\x89PNG\r\n\x1a\n')) return PNG
  if (begins('\xff\xd8\xff')) return JPEG
  if (begins('GIF87a') || begins('GIF89a')) return GIF
  if (begins('RIFF') && begins('WEBP', 8)) return WEBP
  if (begins('%PDF-')) return PDF
  if (begins('PK\x03\x04')) return officeKindOf(bytes)
  if (!isText(bytes)) return null
  return /\.csv$/iu.test(name) ? CSV : TEXT
}

/** By the directory at the end of the archive, as office programs read it. None with macros: those run. */
function officeKindOf(bytes: Uint8Array): FileKind | null {
  const names = zipNames(bytes)
  if (names === null || !names.includes('[Content_Types].xml')) return null
  if (names.some(name => /vbaProject|\.bin$/iu.test(name) && !/printerSettings/iu.test(name))) return null
  return OFFICE.find(([part]) => names.includes(part))?.[1] ?? null
}

/** More parts than any document has. */
const ZIP_ENTRIES_MAX = 10_000
const END_RECORD_BYTES = 22
const COMMENT_BYTES_MAX = 0xffff

/** Names in the central directory (APPNOTE 4.3.12, 4.3.16); null where there is none that holds together. */
function zipNames(bytes: Uint8Array): readonly string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEndRecord(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > ZIP_ENTRIES_MAX) return null
  const names: string[] = []
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return null
    const nameBytes = view.getUint16(at + 28, true)
    names.push(String.fromCharCode(...bytes.subarray(at + 46, at + 46 + Math.min(nameBytes, 300))))
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

function findEndRecord(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_RECORD_BYTES - COMMENT_BYTES_MAX)
  for (let at = view.byteLength - END_RECORD_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return null
}

/** UTF-8 without control characters but line breaks and tabs. Shift_JIS holds none of them either, and is a text here too. */
function isText(bytes: Uint8Array): boolean {
  return (
    bytes.length > 0 &&
    bytes.every(byte => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) &&
    isDecodable(bytes)
  )
}

const ENCODINGS = ['utf-8', 'shift_jis'] as const

function isDecodable(bytes: Uint8Array): boolean {
  return ENCODINGS.some(encoding => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  })
}
