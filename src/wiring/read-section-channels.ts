// The Slack channels that the bot should be in: those of the sections, and the one for sections without. For the check.
import { openSqliteSectionContacts } from '../adapters/sqlite/sqlite-section-contacts.ts'
import type { Config } from '../config.ts'
import { withDatabase } from './with-database.ts'

export async function readSectionChannels({
  dataDir,
  slack,
}: Pick<Config, 'dataDir' | 'slack'>): Promise<readonly string[]> {
  const contacts = await withDatabase(dataDir, query => openSqliteSectionContacts(query, () => new Date()).contacts())
  const ofSections = (contacts ?? []).flatMap(({ door, address }) => (door === 'slack' ? [address] : []))
  const shared = slack?.ticketChannel ?? null
  return [...new Set([...(shared === null ? [] : [shared]), ...ofSections])]
}
