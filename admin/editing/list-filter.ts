// The filter of the list, as it stands in the address: read, and written again for links to other pages of the same list.
import { ENTRY_ORDERS, ENTRY_STATES, type EntryOrder, type EntryState } from '../../src/core/ports/entry-list.ts'
import { readField } from '../read-field.ts'

/** Rows on a page: read at a glance, and loaded in milliseconds. */
export const ROWS_PER_PAGE = 50

/** Instead of a section's code: those in which the person works. No code has a dot. */
export const OWN_SECTIONS = '.own'

/** Longer searches are cut: nobody types them. */
const TEXT_LENGTH_MAX = 200

export interface ListFilter {
  readonly text: string
  /** A code, `OWN_SECTIONS`, or '' for all. */
  readonly section: string
  readonly state: EntryState | undefined
  readonly tag: string
  readonly due: boolean
  /** Only those that are still what a model wrote. */
  readonly model: boolean
  readonly order: EntryOrder
  /** From 1. */
  readonly page: number
}

export function readListFilter(fields: unknown): ListFilter {
  const state = ENTRY_STATES.find(name => name === readField(fields, 'state'))
  const page = Number(readField(fields, 'page'))
  return {
    text: Array.from(readField(fields, 'q').trim()).slice(0, TEXT_LENGTH_MAX).join(''),
    section: readField(fields, 'section').trim(),
    state,
    tag: readField(fields, 'tag').trim(),
    due: readField(fields, 'due') === '1',
    model: readField(fields, 'model') === '1',
    order: ENTRY_ORDERS.find(name => name === readField(fields, 'order')) ?? 'updated',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

/** The address of a list; what is left at its default is left out. */
export function listUrl(filter: Partial<ListFilter>): string {
  const { text = '', section = '', state, tag = '', due = false, model = false, order = 'updated', page = 1 } = filter
  const fields: [string, string][] = [
    ['q', text],
    ['section', section],
    ['state', state ?? ''],
    ['tag', tag],
    ['due', due ? '1' : ''],
    ['model', model ? '1' : ''],
    ['order', order === 'updated' ? '' : order],
    ['page', page === 1 ? '' : String(page)],
  ]
  const query = new URLSearchParams(fields.filter(([, value]) => value !== ''))
  return query.size === 0 ? '/admin/entries' : `/admin/entries?${query.toString()}`
}
