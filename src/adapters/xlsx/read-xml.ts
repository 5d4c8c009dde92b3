// Reads XML parts as they come, with a strict reader that expands nothing: a document type, where entities would be declared,
// is refused before anything is made of it.
import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { UnreadableWorkbook } from './unreadable-workbook.ts'

export type Attributes = Readonly<Record<string, string>>

/** Names come without their prefix: `x:row` is a `row`. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Deeper than any part of a workbook. */
const DEPTH_MAX = 100

/** Yields after every piece of the part that was read, so that a caller can hand on what it has and stop. */
export async function* readXml(part: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = openParser(handlers)
  part.setEncoding('utf8')
  try {
    for await (const piece of part) {
      parser.write(piece as string)
      yield
    }
    parser.close()
    yield
  } catch (cause) {
    throw cause instanceof UnreadableWorkbook ? cause : new UnreadableWorkbook(ja.damaged(), { cause })
  } finally {
    part.destroy()
  }
}

/** Reads a whole part. */
export async function readAllXml(part: Readable, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(part, handlers));
}

function openParser({ open, close, text }: XmlHandlers): SaxesParser {
  const parser = new SaxesParser({ position: false })
  let depth = 0
  parser.on('doctype', () => {
    throw new UnreadableWorkbook(ja.documentType())
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > DEPTH_MAX) throw new UnreadableWorkbook(ja.damaged())
    open?.(localName(name), attributes as Attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    close?.(localName(name))
  })
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  return parser
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
