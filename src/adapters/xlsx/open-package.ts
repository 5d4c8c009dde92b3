// Opens the zip that a workbook is. Everything that can be told without unpacking is told first: a file that is no workbook, is
// locked, or would swell beyond all measure is refused by its table of contents alone.
import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { UnreadableWorkbook } from './unreadable-workbook.ts'

/** Excel writes a dozen parts and some for each sheet and picture. */
const PARTS_MAX = 2_000
/** 200,000 rows of long answers; what 50 MB of honest text unpack to. */
const UNPACKED_MAX = 1024 * 1024 * 1024
/** Sheets of repeated rows pack 1:100; only bombs pack much tighter. */
const RATIO_MAX = 250
const RATIO_FREE_BYTES = 10 * 1024 * 1024

const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const ZIP_MAGIC = Buffer.from('PK')
/** The directory of an OLE file may lie anywhere; where Excel locks a workbook, the file is little more than its directory. */
const ENCRYPTED_MARK = Buffer.from('EncryptedPackage', 'utf16le')
const HEAD_BYTES = 64 * 1024

export interface WorkbookPackage extends AsyncDisposable {
  readonly has: (name: string) => boolean
  /** Bytes of a part when unpacked, as the table of contents says; reading more than that fails. */
  readonly sizeOf: (name: string) => number
  /** The part's text, unpacked while it is read. */
  readonly read: (name: string) => Promise<Readable>
}

/** Throws `UnreadableWorkbook`. */
export async function openPackage(path: string): Promise<WorkbookPackage> {
  await refuseOtherFiles(path)
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true }).catch((cause: unknown) => {
    throw new UnreadableWorkbook(ja.damaged(), { cause })
  })
  zip.on('error', () => {}) // told to whoever reads
  try {
    const parts = await listParts(zip)
    return {
      has: name => parts.has(partKey(name)),
      sizeOf: name => parts.get(partKey(name))?.uncompressedSize ?? 0,
      read: name => openPart(zip, parts.get(partKey(name))),
      [Symbol.asyncDispose]: async () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function refuseOtherFiles(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const head = await readHead(file)
    if (head.subarray(0, OLE_MAGIC.length).equals(OLE_MAGIC)) {
      const locked = head.includes(ENCRYPTED_MARK) || (await tailOf(file)).includes(ENCRYPTED_MARK)
      throw new UnreadableWorkbook(locked ? ja.encrypted() : ja.oldFormat())
    }
    if (!head.subarray(0, ZIP_MAGIC.length).equals(ZIP_MAGIC)) throw new UnreadableWorkbook(ja.notAWorkbook())
  } finally {
    await file.close()
  }
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}

async function tailOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat()
  const from = Math.max(0, size - HEAD_BYTES)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, from)
  return buffer.subarray(0, bytesRead)
}

async function listParts(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > PARTS_MAX) throw new UnreadableWorkbook(ja.tooManyParts(PARTS_MAX))
  const parts = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const part of zip.eachEntry()) {
      unpacked += part.uncompressedSize
      refusePart(part, unpacked)
      if (parts.has(partKey(part.fileName))) throw new UnreadableWorkbook(ja.damaged())
      parts.set(partKey(part.fileName), part)
    }
  } catch (cause) {
    // The library refuses names that lead out of the archive, and tables of contents that do not add up.
    throw cause instanceof UnreadableWorkbook ? cause : new UnreadableWorkbook(ja.damaged(), { cause })
  }
  if (!parts.has(partKey('[Content_Types].xml'))) throw new UnreadableWorkbook(ja.notAWorkbook())
  return parts
}

function refusePart(part: Entry, unpacked: number): void {
  if (part.isEncrypted()) throw new UnreadableWorkbook(ja.encrypted())
  const swells = part.uncompressedSize > RATIO_FREE_BYTES && part.uncompressedSize > part.compressedSize * RATIO_MAX
  if (unpacked > UNPACKED_MAX || swells) throw new UnreadableWorkbook(ja.tooBigUnpacked())
}

async function openPart(zip: ZipFile, part: Entry | undefined): Promise<Readable> {
  if (part === undefined) throw new UnreadableWorkbook(ja.damaged())
  try {
    return await zip.openReadStreamPromise(part)
  } catch (cause) {
    throw new UnreadableWorkbook(ja.damaged(), { cause })
  }
}

/** Names of parts do not tell capital letters from small ones. */
function partKey(name: string): string {
  return name.replace(/^\//u, '').toLowerCase()
}
