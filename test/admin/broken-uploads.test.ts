// A form that breaks off within its file: refused, and nothing of it ends the process.
import { PassThrough } from 'node:stream'
import type { Request } from 'express'
import { expect, test } from 'vitest'
import { readUpload as readAttachment } from '../../admin/editing/read-upload.ts'
import { readUpload as readSet } from '../../admin/workbench/read-upload.ts'

const BROKEN_OFF = '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf of'

function brokenOff(): Request {
  const headers = { 'content-type': 'multipart/form-data; boundary=cut' }
  const request = Object.assign(new PassThrough(), { headers })
  request.end(BROKEN_OFF)
  return request as unknown as Request
}

// An error that nobody listens to would fail this file as a whole.
test.each([
  ['a question set', readSet],
  ['an attachment', readAttachment],
])('%s that breaks off is bad input', async (_name, read) => {
  await expect(read(brokenOff())).rejects.toMatchObject({ code: 'bad_input' })
})
