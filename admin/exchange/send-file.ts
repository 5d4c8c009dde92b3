// Sends a table file as a download, as it is made.
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { TableFormat } from '../../src/core/exchange/reading.ts'

const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A download that was broken off is nobody's fault; one that fails half-way is cut, so that the browser says so. */
export async function sendFile(
  response: Response,
  stream: Readable,
  { name, format }: { readonly name: string; readonly format: TableFormat },
): Promise<void> {
  response.attachment(`${name}.${format}`)
  response.setHeader('Content-Type', MEDIA_TYPES[format])
  response.setHeader('X-Content-Type-Options', 'nosniff')
  await pipeline(stream, response).catch((error: unknown) => {
    if (!response.destroyed) throw error
  })
}
