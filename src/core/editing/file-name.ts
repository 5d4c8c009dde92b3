// Names of attachments: whatever a person's computer called a file, what is kept of it is harmless in pages, addresses, headers
// and file systems.
import { cutTail } from '../cut-tail.ts'

/** In letters; long enough for official titles, short enough for every file system's 255 bytes. */
const NAME_LETTERS_MAX = 60

/** What separates folders, ends texts, hides, or means something to a shell or a file system. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}/\\:*?"<>|%#[\]()`]+/gu
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu

/** The last part of the name, cleaned, with the extension of what the file is. `unnamed` where nothing is left. */
export function attachmentName(given: string, extension: string, unnamed: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? ''
  const stem = last
    .replace(UNWANTED, '_')
    .replace(/\.[a-z0-9]{1,8}$/iu, '')
    .replace(/^[\s._]+/u, '')
  const bare = cutTail(stem, unit => /[\s._]/u.test(unit)).replace(/\s+/gu, ' ')
  const letters = Array.from(bare).slice(0, NAME_LETTERS_MAX).join('').trim()
  return `${letters === '' || DEVICE.test(letters) ? unnamed : letters}.${extension}`
}

/** Where an attachment is served. */
export function attachmentUrl({ id, name }: { readonly id: string; readonly name: string }): string {
  return `/attachments/${encodeURIComponent(id)}/${encodeURIComponent(name).replace(/['!~*]/gu, hex)}`
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}

/** As it stands in an answer: an image is shown, everything else is a link. */
export function attachmentMarkdown(attachment: {
  readonly id: string
  readonly name: string
  readonly mediaType: string
}): string {
  const label = attachment.name.replace(/[\\_~&<>!]/gu, '\\$&')
  // Readers of Markdown encode an address themselves: letters stay letters for whoever edits the answer.
  const name = attachment.name.replace(/[^\p{L}\p{M}\p{N}._-]/gu, encodeURIComponent)
  return `${attachment.mediaType.startsWith('image/') ? '!' : ''}[${label}](/attachments/${attachment.id}/${name})`
}
