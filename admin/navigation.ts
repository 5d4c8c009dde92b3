// The places of the admin door, in the order in which people work, each with the right that opens it.
import type { Account } from '../src/core/access/account.ts'
import { type Action, may } from '../src/core/access/rights.ts'
import { adminFrame as texts } from '../src/core/messages/ja/admin/frame.ts'

export interface Place {
  readonly path: string
  readonly label: string
  /** null: for everybody who is signed in. */
  readonly action: Action | null
}

const PLACES: readonly Place[] = [
  { path: '/admin', label: texts.places.home, action: null },
  { path: '/admin/entries', label: texts.places.entries, action: 'entries.read' },
  { path: '/admin/reviews', label: texts.places.reviews, action: 'entries.read' },
  { path: '/admin/tickets', label: texts.places.tickets, action: 'ticket.work' },
  { path: '/admin/learning', label: texts.places.learning, action: 'entries.read' },
  { path: '/admin/upkeep', label: texts.places.upkeep, action: 'entries.read' },
  { path: '/admin/kpi', label: texts.places.kpi, action: 'figures.read' },
  { path: '/admin/plan', label: texts.places.plan, action: 'figures.read' },
  { path: '/admin/exchange', label: texts.places.exchange, action: 'entries.exchange' },
  { path: '/admin/synonyms', label: texts.places.synonyms, action: 'words.edit' },
  { path: '/admin/workbench', label: texts.places.workbench, action: 'workbench.use' },
  { path: '/admin/sections', label: texts.places.sections, action: 'sections.manage' },
  { path: '/admin/people', label: texts.places.people, action: 'people.manage' },
  { path: '/admin/tokens', label: texts.places.tokens, action: 'tokens.manage' },
  { path: '/admin/ai', label: texts.places.ai, action: 'models.manage' },
  { path: '/admin/privacy', label: texts.places.privacy, action: 'privacy.manage' },
  { path: '/admin/audit', label: texts.places.audit, action: 'audit.read' },
]

export function placesFor(account: Account): readonly Place[] {
  return PLACES.filter(({ action }) => action === null || may(account, action))
}
