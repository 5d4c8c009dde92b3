// Reads a form with a file as it streams in: at most one file, of a bounded size, and the fields that were typed beside it.
import type { Request } from 'express'
import { FaqError } from '../../src/core/errors.ts'
import { readForm } from '../read-form.ts'

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
export async function readUpload(request: Request): Promise<Upload> {
  const fields = new Map<string, string[]>()
  let file: UploadedFile = { kind: 'none' }
  const noForm = await readForm(request, {
    limits: { fileSize: ATTACHMENT_BYTES_MAX, files: 1, fieldSize: FIELD_BYTES_MAX, fields: FIELDS_MAX },
    onField: (name, value) => fields.set(name, [...(fields.get(name) ?? []), value]),
    onFile: (stream, name) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => (chunks.length = 0))
      stream.on('close', () => {
        const bytes = Buffer.concat(chunks)
        if (stream.truncated === true) file = { kind: 'too_large' }
        else if (name !== undefined && bytes.length > 0) file = { kind: 'whole', name, bytes }
      })
    },
  }).catch((cause: unknown) => ({ cause }))
  if (noForm !== null) throw refusal(noForm.cause)
  return { fields: Object.fromEntries(fields), file }
}

function refusal(cause: unknown): FaqError {
  return new FaqError('bad_input', { field: 'body', expected: 'multipart/form-data', got: String(cause) }, { cause })
}
