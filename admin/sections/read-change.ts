// Reads a change of sections from what a form sent, and from what the page of its preview sent back.
import { z } from 'zod'
import type { Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { SectionChange, SectionChanges } from '../../src/core/ports/section-changes.ts'
import { readField, readFields } from '../read-field.ts'
import { MOVED_MAX } from './change-page.ts'

const section = z.object({ code: z.string(), name: z.string() })
const entryIds = z.array(z.string()).max(MOVED_MAX)

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), section }),
  z.object({ kind: z.literal('rename'), code: z.string(), name: z.string() }),
  z.object({ kind: z.literal('merge'), from: z.array(z.string()), into: section }),
  z.object({ kind: z.literal('split'), from: z.string(), into: section, entryIds, roles: z.boolean() }),
  z.object({ kind: z.literal('close'), code: z.string() }),
  z.object({ kind: z.literal('move'), to: z.string(), entryIds }),
])

/** As the page of the preview holds it; `bad_input` for anything else. */
export function readPreviewed(body: unknown): SectionChange {
  const text = readField(body, 'change')
  const parsed = changeSchema.safeParse(parseJson(text))
  if (!parsed.success) throw new FaqError('bad_input', { field: 'section', expected: 'JSON', got: text.slice(0, 100) })
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export interface ReadChangeDeps {
  readonly changes: Pick<SectionChanges, 'select'>
  readonly sections: readonly Section[]
}

/** As the form of this kind sent it; what it lacks the preview tells. */
export async function readChange(
  kind: SectionChange['kind'],
  body: unknown,
  deps: ReadChangeDeps,
): Promise<SectionChange> {
  const field = (name: string) => readField(body, name).trim()
  const created = { code: field('newCode'), name: field('name') }
  const into = deps.sections.find(({ code }) => code === field('into')) ?? created
  switch (kind) {
    case 'create':
      return { kind, section: created }
    case 'rename':
      return { kind, code: field('code'), name: field('name') }
    case 'merge':
      return { kind, from: readFields(body, 'from'), into }
    case 'split':
      return {
        kind,
        from: field('from'),
        into,
        entryIds: await readEntryIds(body, deps),
        roles: field('roles') === '1',
      }
    case 'close':
      return { kind, code: field('code') }
    case 'move':
      return { kind, to: field('to'), entryIds: await readEntryIds(body, deps) }
    default:
      return kind satisfies never
  }
}

/** Those that were checked, or all that the selection finds now. */
async function readEntryIds(body: unknown, { changes }: ReadChangeDeps): Promise<readonly string[]> {
  if (readField(body, 'scope') !== 'all') return readFields(body, 'entry')
  const sectionCode = readField(body, 'selectedSection')
  const selection = {
    ...(sectionCode !== '' && { sectionCode }),
    text: readField(body, 'selectedText'),
    tag: readField(body, 'selectedTag'),
  }
  const { entries } = await changes.select(selection, MOVED_MAX)
  return entries.map(({ id }) => id)
}
