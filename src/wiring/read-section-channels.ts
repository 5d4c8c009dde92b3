// The Slack channels that the bot should be in: those of the sections, and the one for sections without. For the check,
// which needs no index and opens no more than the database.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteSectionContacts } from '../adapters/sqlite/sqlite-section-contacts.ts'
import type { Config } from '../config.ts'

export async function readSectionChannels({
  dataDir,
  slack,
}: Pick<Config, 'dataDir' | 'slack'>): Promise<readonly string[]> {
  const path = join(dataDir, 'zencho.sqlite')
  const ofSections = existsSync(path) ? await readContacts(path) : []
  const shared = slack?.ticketChannel ?? null
  return [...new Set([...(shared === null ? [] : [shared]), ...ofSections])]
}

async function readContacts(path: string): Promise<readonly string[]> {
  const database = openDatabase(path, { check: false })
  try {
    const contacts = await openSqliteSectionContacts(database.query, () => new Date()).contacts()
    return contacts.flatMap(({ door, address }) => (door === 'slack' ? [address] : []))
  } finally {
    await database.close()
  }
}
