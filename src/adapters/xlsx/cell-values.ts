// What stands in a cell, as the text that a person sees there: numbers as Excel counts them, days from their serial numbers.

const DAY_MS = 86_400_000
/** Day 0 of workbooks that count from 1900; it stands one day early because Excel holds 1900 for a leap year. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 29 February 1900, which never was. Before it, days are counted right. */
const LEAP_DAY_1900 = 60
/** 31 December 9999, the last day that Excel knows. */
const SERIAL_MAX = 2_958_465

/** Formats of dates and times that Excel knows by number; 27–36 and 50–58 are the Japanese ones. */
const DATE_FORMATS: ReadonlySet<number> = new Set([
  ...range(14, 22),
  ...range(27, 36),
  ...range(45, 47),
  ...range(50, 58),
])

/** Excel counts with 15 digits: 0.30000000000000004 is what the file says where a person sees 0.3. */
const DIGITS = 15

export function numberText(written: string): string {
  const value = Number(written)
  return Number.isFinite(value) ? String(Number(value.toPrecision(DIGITS))) : written
}

/** 2026-04-01, with the time where there is one; times alone as 09:00. Null for numbers that are no date. */
export function dateText(written: string, { from1904 }: { readonly from1904: boolean }): string | null {
  const serial = Number(written)
  if (written.trim() === '' || !Number.isFinite(serial) || serial < 0 || serial > SERIAL_MAX) return null
  if (!from1904 && Math.floor(serial) === LEAP_DAY_1900) return null
  const early = !from1904 && serial < LEAP_DAY_1900 ? DAY_MS : 0
  const seconds = Math.round(serial * 86_400)
  const iso = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + early + seconds * 1000).toISOString()
  const time = iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19)
  if (seconds % 86_400 === 0) return iso.slice(0, 10)
  return serial < 1 ? time : `${iso.slice(0, 10)} ${time}`
}

/** Whether a number under this format is shown as a date or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.has(id)
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./gu, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/giu, '')
    .replace(/E[+-]/giu, '')
  return !/general/iu.test(bare) && /[ymdhsge]/iu.test(bare)
}

const ESCAPED = /_x([0-9A-Fa-f]{4})_/gu

/** What XML cannot hold is written `_x000D_` in workbooks. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

/** The other way: what XML cannot hold, or would change, and what would be taken for such an escape. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
      // oxlint-disable-next-line no-control-regex -- these are what it is about
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu, char => `_x${hexOf(char)}_`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** 「AB12」 → column 28 (from 1) and row 12. Null for what is no address. */
export function readAddress(address: string): { readonly column: number; readonly row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(address)
  if (match === null) return null
  const [, letters = '', digits = ''] = match
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { column, row: Number(digits) }
}

/** Column 28 → 「AB」. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}
