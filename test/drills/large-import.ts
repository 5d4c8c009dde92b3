// A file as large as an import may be, sent and read through the office's pages while other things happen.
import { entryCells, headerCells } from '../../src/adapters/entry-files/entry-cells.ts'
import { csvLines } from '../../src/adapters/entry-files/format-csv.ts'
import { generateEntries } from '../bench/generate-entries.ts'
import { openGenerator } from '../bench/open-generator.ts'
import { postForm } from '../stories/sign-in.ts'
import { uploadFile } from '../stories/upload-file.ts'

const SEED = 4_711
const ENTRIES = 2_000

/** Whole rows, no longer than told. */
export async function makeLargeCsv(bytes: number): Promise<Buffer> {
  const rest = { registeredOn: '2026-04-01', revisedOn: '2026-04-01', revision: 1, mergedInto: null } as const
  const entries = [...generateEntries(ENTRIES, await openGenerator(SEED))]
  const header = Buffer.from(csvLines([headerCells()]))
  const parts = [header]
  let length = header.length
  for (let round = 0; ; round += 1) {
    for (const entry of entries) {
      const made = { ...entry, ...rest, id: `${entry.id}-r${round}`, question: `${entry.question}（その${round}）` }
      const line = Buffer.from(csvLines([entryCells(made)]))
      if (length + line.length > bytes) return Buffer.concat(parts)
      parts.push(line)
      length += line.length
    }
  }
}

/** Sent, its columns confirmed as they are guessed, and being checked. Returns the statuses on the way. */
export async function importFile(url: string, cookie: string, bytes: Buffer): Promise<readonly number[]> {
  const uploaded = await uploadFile({ url }, { cookie, name: '全庁FAQ.csv', bytes })
  const location = uploaded.headers.get('Location')
  await uploaded.text()
  if (location === null) return [uploaded.status]
  const page = await fetch(url + location, { headers: { Cookie: cookie } })
  const fields = [...columnsOf(await page.text()), ['defaultStatus', 'published'] as const]
  const checked = await postForm(`${url}${location}/check`, { cookie, fields })
  await checked.text()
  return [uploaded.status, page.status, checked.status]
}

function columnsOf(page: string): readonly (readonly [string, string])[] {
  return [...page.matchAll(/<select[^>]*name="(column\d+)"[^>]*>([\s\S]*?)<\/select>/gu)].map(
    ([, name = '', options = '']) => {
      return [name, /<option value="([^"]*)"[^>]*\sselected/u.exec(options)?.[1] ?? ''] as const
    },
  )
}
