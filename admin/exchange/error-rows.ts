// The rows that cannot be taken in, as a file like the one that came, with the reason in its last column.

import { tableFileStream } from '../../src/adapters/entry-files/table-file.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { ImportJob } from '../../src/core/exchange/import-job.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { SignedInVisit } from '../route.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { sendFile } from './send-file.ts'

const PAGE = 200
const WIDTH = 30
const REASON_WIDTH = 60

export async function sendErrorRows(
  visit: SignedInVisit,
  job: ImportJob,
  { exchange, now }: ExchangeDeps,
): Promise<void> {
  const { inspection } = job
  if (inspection === null) throw new FaqError('not_found', { what: 'path', id: visit.request.path })
  const { header, reading } = inspection
  const width = header.length
  async function* pages() {
    for (let offset = 0; ; offset += PAGE) {
      const rows = await exchange.imports.rows(job.id, { verdict: 'error', limit: PAGE, offset })
      if (rows.length === 0) return
      yield rows.flatMap(row =>
        row.verdict === 'error'
          ? [[...Array.from({ length: width }, (_, index) => row.cells[index] ?? ''), reasonText(row.reasons)]]
          : [],
      )
    }
  }
  const stream = tableFileStream({
    format: job.format,
    encoding: encodingLike(reading.encoding),
    columns: [...header.map(name => ({ name, width: WIDTH })), { name: texts.reasonColumn, width: REASON_WIDTH }],
    pages: pages(),
    at: now(),
  })
  const base = job.fileName.replace(/\.[^.]*$/u, '')
  await sendFile(visit.response, stream, { name: texts.errorsName(base), format: job.format })
}

/** As it came; what came as UTF-8 gets the mark by which Excel knows it. */
function encodingLike(encoding: string | null) {
  if (encoding === 'cp932') return 'cp932'
  return encoding === 'utf16le' || encoding === 'utf16be' ? 'utf16le' : 'utf8bom'
}

/** In letters that every encoding of Japanese has: 〜 is another letter in Shift_JIS than in our sentences. */
function reasonText(reasons: readonly string[]): string {
  return reasons.join('\n').replaceAll('\u301c', '\uff5e')
}
