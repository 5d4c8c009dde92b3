// Reads a form with a file as it streams in: at most one file, of a bounded size, and the fields that were typed beside it.
import busboy from 'busboy'
import type { Request } from 'express'
import { FaqError } from '../../src/core/errors.ts'

/** Large enough for scanned forms and screenshots, small enough to be held while its kind is looked at. */
export const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024
/** An entry at all its limits. */
const FIELD_BYTES_MAX = 512 * 1024
const FIELDS_MAX = 1_500

export type UploadedFile =
  | { readonly kind: 'whole'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'none' }

export interface Upload {
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly file: UploadedFile
}

/** Rejects with `bad_input` for what is no such form. */
export function readUpload(request: Request): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string[]>()
    let file: UploadedFile = { kind: 'none' }
    const refuse = (cause: unknown) => {
      request.unpipe()
      request.resume() // the connection is of use again only when everything was read
      reject(
        new FaqError('bad_input', { field: 'body', expected: 'multipart/form-data', got: String(cause) }, { cause }),
      )
    }
    const parser = openParser(request, refuse)
    if (parser === null) return
    parser.on('field', (name, value) => fields.set(name, [...(fields.get(name) ?? []), value]))
    parser.on('file', (_name, stream, { filename }) => {
      const chunks: Buffer[] = []
      stream.on('error', refuse) // a form that breaks off within its file: nobody else is told, and the process would end
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => (chunks.length = 0))
      stream.on('close', () => {
        const bytes = Buffer.concat(chunks)
        if (stream.truncated === true) file = { kind: 'too_large' }
        else if (filename !== undefined && bytes.length > 0) file = { kind: 'whole', name: filename, bytes }
      })
    })
    parser.on('close', () => resolve({ fields: Object.fromEntries(fields), file }))
    parser.on('error', refuse)
    request.on('error', refuse)
    request.on('aborted', () => refuse('aborted'))
    request.pipe(parser)
  })
}

function openParser(request: Request, refuse: (cause: unknown) => void): busboy.Busboy | null {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8', // browsers write names of files in the page's encoding
      limits: { fileSize: ATTACHMENT_BYTES_MAX, files: 1, fieldSize: FIELD_BYTES_MAX, fields: FIELDS_MAX },
    })
  } catch (error) {
    refuse(error)
    return null
  }
}
