// What the tests of entry files share: temporary files, a plain entry, and entries made of hostile text.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll } from 'vitest'
import { checkEntryFile } from '../../../src/adapters/entry-files/read-entry-file.ts'
import { checkEntryContent, ENTRY_STATUSES, type Entry, type Section } from '../../../src/core/entry.ts'
import type { EntryInput } from '../../../src/core/ports/registry.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'entry-files-'))
  folders.push(folder)
  return folder
}

export async function makeFile(name: string, content: string | Buffer): Promise<string> {
  const path = join(await makeFolder(), name)
  await writeFile(path, content)
  return path
}

/** 「3: reason」 for every problem of a file with this content. */
export async function problemsIn(
  name: string,
  content: string | Buffer,
  options: { readonly defaultSection?: Section } = {},
): Promise<readonly string[]> {
  const problems = await checkEntryFile(await makeFile(name, content), options)
  return problems.map(({ line, reason }) => `${line}: ${reason}`)
}

export const plainEntry: Entry = {
  id: 'jinji-001',
  section: { code: 'jinji', name: '人事課' },
  status: 'published',
  revision: 3,
  question: '年次有給休暇を取得するときは、どのような手続きが必要ですか。',
  answer: '庶務事務システムの「休暇申請」から申請してください。\n1. 日付を選ぶ\n2. 申請を押す',
  phrasings: ['休みを取りたい', '年休の申請方法'],
  negativePhrasings: ['病気で1週間休む'],
  tags: ['休暇'],
  basis: ['職員の勤務時間、休暇等に関する条例第12条'],
  reviewBy: '2027-03-31',
  validFrom: null,
  validUntil: null,
  visibleTo: [],
  mergedInto: null,
  registeredOn: '2024-05-14',
  revisedOn: '2026-04-01',
}

/** The same entry as a file brings it. */
export function toInput(entry: Entry): EntryInput {
  const { revision: _, mergedInto: __, ...input } = entry
  return input
}

/** Words apart by blanks; what holds a blank or cannot be seen stands below. */
const HOSTILE_WORDS =
  "\" \"\" ' '' , ; \\ \\n ` =1+1 +81 -1 @SUM(A1) ＝1 ＋ － ＠ '=1 ''@x =HYPERLINK(\"http://x\",\"y\") =cmd|'/C'!A0 # --- ... >- &a *a " +
  '!!str { } [ ] % << ~ null true 0x1F 1e3 2026-04-01 ["a"] [重要] {"id":1} __proto__ </script> ﾊﾝｶｸ ①㈱ 髙﨑 〜 葛󠄀 😀 👨‍👩‍👧 é'
const HOSTILE_PIECES = HOSTILE_WORDS.split(' ').concat(
  ['\t', '\n', '\r\n', '\r', ' \n', '\n\n', ' #', ': ', '- ', '? ', '| ', '全角　空白'],
  ['\ufeff', '\u0085', '\u2028', '\u2029', '\u200b', '\u0007', '\u007f', '\u{10ffff}', '\ufffd'],
)

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE_PIECES), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map(pieces => pieces.join('').replaceAll('\0', ''))
  .filter(text => text.trim() !== '')

const shortText = hostileText.map(text => [...text.trim()].slice(0, 40).join('')).filter(text => text.trim() !== '')

const date = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(instant => instant.toISOString().slice(0, 10))

const dates = fc.tuple(fc.option(date), date).map(([registeredOn, other]) => ({
  registeredOn,
  revisedOn: registeredOn !== null && registeredOn > other ? registeredOn : other,
}))

function inOrder(from: string | null, until: string | null) {
  const turned = from !== null && until !== null && from > until
  return turned ? { validFrom: until, validUntil: from } : { validFrom: from, validUntil: until }
}

/** Entries whose every text is hostile, with ids that are unique, and of one or more sections. */
export function hostileEntries(text: fc.Arbitrary<string> = hostileText, label: fc.Arbitrary<string> = shortText) {
  const content = fc
    .record({
      question: text,
      answer: text,
      phrasings: fc.array(text, { maxLength: 4 }),
      negativePhrasings: fc.array(text, { maxLength: 3 }),
      tags: fc.array(label, { maxLength: 3 }),
      basis: fc.array(text, { maxLength: 3 }),
      reviewBy: fc.option(date),
      validFrom: fc.option(date),
      validUntil: fc.option(date),
      visibleTo: fc.array(fc.constantFrom('jinji', 'ryohi', 'joho-2'), { maxLength: 3 }),
    })
    .map(made => ({ ...made, ...inOrder(made.validFrom, made.validUntil) }))
    .map(checkEntryContent)
  const section = fc.record({
    code: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,6}$/u),
    name: label.map(name => name.trim()),
  })
  const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}$/u)
  const entry = fc
    .tuple(content, dates, fc.record({ id, section, status: fc.constantFrom(...ENTRY_STATUSES) }))
    .map(([texts, days, rest]): Entry => Object.assign({ revision: 1, mergedInto: null }, texts, days, rest))
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 5, selector: made => made.id })
}
