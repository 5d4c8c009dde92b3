// What a workbook says of itself: its sheets, how its numbers are shown, and the texts that its cells share.
import { posix } from 'node:path'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { isDateFormat, unescapeText } from './cell-values.ts'
import type { WorkbookPackage } from './open-package.ts'
import { type Attributes, readAllXml } from './read-xml.ts'
import { UnreadableWorkbook } from './unreadable-workbook.ts'

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  readonly from1904: boolean
  readonly sharedStringsPart: string | null
  readonly stylesPart: string | null
}

const SHEETS_MAX = 500
/** Texts are held while a sheet is read: 256 MB of Japanese are 170 MB in memory. */
const SHARED_STRINGS_MAX_BYTES = 256 * 1024 * 1024
/** Excel itself holds 32,767; other programs write more. */
export const TEXT_MAX = 200_000

export async function readWorkbookParts(pack: WorkbookPackage): Promise<WorkbookParts> {
  const path = (await targetOf(pack, '_rels/.rels', '', 'officeDocument')) ?? 'xl/workbook.xml'
  const folder = posix.dirname(path)
  const relations = await readRelations(pack, `${folder}/_rels/${posix.basename(path)}.rels`, folder)
  const sheets: SheetPart[] = []
  let from1904 = false
  await readAllXml(await pack.read(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904'])
      if (name !== 'sheet') return
      const part = relations.find(({ id }) => id === relationId(attributes))?.target
      if (part === undefined || !pack.has(part)) return // a chart sheet, or nothing
      if (sheets.length >= SHEETS_MAX) throw new UnreadableWorkbook(ja.damaged())
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', hidden, part })
    },
  })
  if (sheets.length === 0) throw new UnreadableWorkbook(ja.noSheet())
  const partOf = (kind: string) => relations.find(({ type, target }) => type.endsWith(`/${kind}`) && pack.has(target))
  return {
    sheets,
    from1904,
    sharedStringsPart: partOf('sharedStrings')?.target ?? null,
    stylesPart: partOf('styles')?.target ?? null,
  }
}

/** The named sheet; without a name the first that is not hidden. */
export function chooseSheet({ sheets }: WorkbookParts, name: string | null): SheetPart {
  const chosen = name === null ? sheets.find(({ hidden }) => !hidden) : sheets.find(sheet => sheet.name === name)
  if (chosen === undefined) throw new UnreadableWorkbook(name === null ? ja.allSheetsHidden() : ja.noSuchSheet(name))
  return chosen
}

/** For each style of a cell: whether a number in it is a date. */
export async function readDateStyles(pack: WorkbookPackage, part: string | null): Promise<readonly boolean[]> {
  if (part === null) return []
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let inCellStyles = false
  await readAllXml(await pack.read(part), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCellStyles = true
      if (name !== 'xf' || !inCellStyles) return
      const id = Number(attributes['numFmtId'] ?? 0)
      styles.push(isDateFormat(id, codes.get(id)))
    },
    close: name => {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return styles
}

/** Rich text counts by its letters, readings (ふりがな) do not count. */
export async function readSharedStrings(pack: WorkbookPackage, part: string | null): Promise<readonly string[]> {
  if (part === null) return []
  if (pack.sizeOf(part) > SHARED_STRINGS_MAX_BYTES) throw new UnreadableWorkbook(ja.tooBigUnpacked())
  const texts: string[] = []
  const collector = openTextCollector()
  await readAllXml(await pack.read(part), {
    open: collector.open,
    text: collector.text,
    close: name => {
      collector.close(name)
      if (name === 'si') texts.push(collector.take())
    },
  })
  return texts
}

/** Puts the pieces of a text together, of a shared one (`si`) or of one in its cell (`is`). */
export function openTextCollector() {
  let pieces = ''
  let inText = false
  let readings = 0
  return {
    open: (name: string) => {
      if (name === 'rPh') readings += 1
      else if (name === 't') inText = readings === 0
    },
    text: (piece: string) => {
      if (!inText) return
      pieces += piece
      if (pieces.length > TEXT_MAX) throw new UnreadableWorkbook(ja.textTooLong(TEXT_MAX))
    },
    close: (name: string) => {
      if (name === 'rPh') readings -= 1
      else if (name === 't') inText = false
    },
    take: () => {
      const text = unescapeText(pieces)
      pieces = ''
      return text
    },
  }
}

interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
}

async function targetOf(pack: WorkbookPackage, part: string, folder: string, kind: string): Promise<string | null> {
  const found = (await readRelations(pack, part, folder)).find(({ type }) => type.endsWith(`/${kind}`))
  return found === undefined || !pack.has(found.target) ? null : found.target
}

async function readRelations(pack: WorkbookPackage, part: string, folder: string): Promise<readonly Relation[]> {
  if (!pack.has(part)) return []
  const relations: Relation[] = []
  await readAllXml(await pack.read(part), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes
      relations.push({ id, type, target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target) })
    },
  })
  return relations
}

/** `r:id`, whatever the prefix. */
function relationId(attributes: Attributes): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}
