// Takes an uploaded file to the data folder as it comes: never more of it in memory than a piece, never more of it than allowed.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FILE_BYTES_MAX } from '../../src/adapters/entry-files/read-file-bytes.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { TableFormat } from '../../src/core/exchange/reading.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import { type FileStream, type NoForm, readForm } from '../read-form.ts'
import type { SignedInVisit } from '../route.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { sendHome } from './home.ts'

/** By the names that people's programs give; what the file really is, reading it will tell. */
const FORMATS: ReadonlyMap<string, TableFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
  ['.txt', 'csv'],
  ['.xlsx', 'xlsx'],
  ['.xlsm', 'xlsx'],
  ['.xls', 'xlsx'],
])

const NAME_MAX = 200 // letters, as file systems have it

export async function receiveUpload(visit: SignedInVisit, deps: ExchangeDeps): Promise<void> {
  const { exchange, newId } = deps
  const id = newId()
  const path = exchange.filePath(id)
  const received = await receiveFile(visit, `${path}.part`)
  if ('problem' in received) {
    await rm(`${path}.part`, { force: true })
    return sendHome(visit, deps, received.problem)
  }
  await rename(`${path}.part`, path)
  const { fileName, format } = received
  await exchange.imports.create({ id, accountId: visit.account.id, fileName, format })
  await exchange.imports.noteInspection(id, await exchange.inspect({ id, format }, {}))
  visit.response.redirect(303, `/admin/exchange/jobs/${id}`)
}

type Received = { readonly fileName: string; readonly format: TableFormat } | { readonly problem: string }

/** Throws `too_large`, `unsupported_media_type` and what the disk says. */
async function receiveFile({ request }: SignedInVisit, path: string): Promise<Received> {
  if (request.is('multipart/form-data') === false) {
    throw new FaqError('unsupported_media_type', { got: request.get('Content-Type') ?? '' })
  }
  let outcome: Promise<Received> = Promise.resolve({ problem: texts.noFile })
  try {
    const noForm = await new Promise<NoForm | null>((resolve, reject) => {
      const onFile = (stream: FileStream, name: string | undefined) => {
        outcome = keepFile(stream, name ?? '', path)
        outcome.catch(reject) // a full disk is told at once, not when the rest has come
      }
      readForm(request, { limits: { files: 1, fields: 10, parts: 12, fileSize: FILE_BYTES_MAX }, onFile }).then(
        resolve,
        reject,
      )
    })
    if (noForm !== null) throw noForm.cause
    return await outcome
  } catch (error) {
    await rm(path, { force: true })
    request.unpipe()
    request.resume() // the rest is read and dropped, so that the browser gets to the answer
    throw explain(error)
  }
}

async function keepFile(stream: FileStream, name: string, path: string): Promise<Received> {
  const fileName = cleanName(name)
  const format = FORMATS.get(extname(fileName).toLowerCase())
  if (fileName === '' || format === undefined) {
    stream.resume()
    return { problem: fileName === '' ? texts.noFile : texts.wrongKind(fileName) }
  }
  await pipeline(stream, createWriteStream(path, { flags: 'wx' }))
  if (stream.truncated === true) throw new FaqError('too_large', { limitBytes: FILE_BYTES_MAX })
  return { fileName, format }
}

/** For people to read: no path, nothing that cannot be seen. */
function cleanName(name: string): string {
  const base = name.toWellFormed().replace(/^.*[\\/]/u, '')
  return [...base.replace(/\p{C}/gu, '')].slice(-NAME_MAX).join('').trim()
}

function explain(error: unknown): unknown {
  if (error instanceof FaqError || !(error instanceof Error)) return error
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return new FaqError('disk_full', { path: 'imports' }, { cause: error })
  }
  if ('code' in error) return error
  return new FaqError(
    'bad_input',
    { field: 'file', expected: 'multipart/form-data', got: error.message },
    { cause: error },
  )
}
