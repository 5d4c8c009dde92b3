// Reads the form by which a question set is added: its name, and the bytes of its file.
import type { Request } from 'express'
import { FaqError } from '../../src/core/errors.ts'
import { readForm } from '../read-form.ts'

/** Some thousand questions; read into memory. */
export const UPLOAD_BYTES_MAX = 1024 * 1024

export interface Upload {
  readonly name: string
  /** Null where no file came; 'too_large' for one that was cut. */
  readonly file: Buffer | null | 'too_large'
}

/** What is no such form at all is read as an empty one; rejects with `bad_input` for one that breaks off. */
export async function readUpload(request: Request): Promise<Upload> {
  let name = ''
  let file: Upload['file'] = null
  try {
    await readForm(request, {
      limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 10, fieldSize: 10_000 },
      onField: (field, value) => {
        if (field === 'name') name = value.toWellFormed().trim()
      },
      onFile: (stream, fileName) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('limit', () => {
          file = 'too_large'
        })
        stream.on('end', () => {
          if (file !== 'too_large' && fileName !== undefined && fileName !== '') file = Buffer.concat(chunks)
        })
      },
    })
  } catch (cause) {
    throw new FaqError('bad_input', { field: 'file', expected: 'multipart/form-data', got: String(cause) }, { cause })
  }
  return { name, file }
}
