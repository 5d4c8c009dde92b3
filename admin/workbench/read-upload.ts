// Reads the form by which a question set is added: its name, and the bytes of its file.
import busboy from 'busboy'
import type { Request } from 'express'
import { FaqError } from '../../src/core/errors.ts'

/** Some thousand questions; read into memory. */
export const UPLOAD_BYTES_MAX = 1024 * 1024

export interface Upload {
  readonly name: string
  /** Null where no file came; 'too_large' for one that was cut. */
  readonly file: Buffer | null | 'too_large'
}

/** What is no such form at all is read as an empty one; rejects with `bad_input` for one that breaks off. */
export function readUpload(request: Request): Promise<Upload> {
  return new Promise((resolve, reject) => {
    let name = ''
    let file: Upload['file'] = null
    let form: ReturnType<typeof busboy>
    const refuse = (cause: unknown) => {
      request.unpipe()
      request.resume()
      reject(
        new FaqError('bad_input', { field: 'file', expected: 'multipart/form-data', got: String(cause) }, { cause }),
      )
    }
    try {
      form = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 10, fieldSize: 10_000 },
      })
    } catch {
      request.resume()
      return resolve({ name, file })
    }
    form.on('field', (field, value) => {
      if (field === 'name') name = value.toWellFormed().trim()
    })
    form.on('file', (_field, stream, { filename }) => {
      const chunks: Buffer[] = []
      stream.on('error', refuse) // a form that breaks off within its file: nobody else is told, and the process would end
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => {
        file = 'too_large'
      })
      stream.on('end', () => {
        if (file !== 'too_large' && filename !== undefined && filename !== '') file = Buffer.concat(chunks)
      })
    })
    form.on('close', () => resolve({ name, file }))
    form.on('error', refuse)
    request.pipe(form)
  })
}
