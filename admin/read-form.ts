// Reads a form with a file as it streams in. However it breaks off, within its file too, it is told in one place: an error of a
// part that nobody listened to would end the process.
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { Request } from 'express'

export type FileStream = Readable & { readonly truncated?: boolean }

export interface FormReader {
  readonly limits: busboy.Limits
  readonly onField?: (name: string, value: string) => void
  readonly onFile: (stream: FileStream, name: string | undefined) => void
}

/** What busboy says of headers that belong to no such form. */
export interface NoForm {
  readonly cause: unknown
}

/** Resolves when all was read, with what is wrong where it is no form at all; rejects where it breaks off. */
export function readForm(request: Request, { limits, onField, onFile }: FormReader): Promise<NoForm | null> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      request.unpipe()
      request.resume() // the rest is read and dropped: only then does a browser get to the answer
    }
    const fail = (cause: unknown) => {
      leave()
      reject(cause)
    }
    try {
      // Browsers write names of files in the page's encoding.
      const form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits })
      form.on('field', (name, value) => onField?.(name, value))
      form.on('file', (_field, stream, { filename }) => {
        stream.on('error', fail)
        onFile(stream, filename)
      })
      form.on('close', () => resolve(null))
      form.on('error', fail)
      request.on('error', fail)
      request.on('aborted', () => fail(new Error('aborted')))
      request.pipe(form)
    } catch (cause) {
      leave()
      resolve({ cause })
    }
  })
}
