import { afterEach } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteNoticeOutbox, openSqliteNotices } from '../../../src/adapters/sqlite/sqlite-notices.ts'
import { noticesContract } from '../../contracts/notices.contract.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

noticesContract('the SQLite store of notices', async () => {
  const database = openDatabase(':memory:')
  open.push(database)
  let time = new Date('2026-11-22T01:00:00Z')
  let ids = 0
  const now = () => time
  const newId = () => `id-${(ids += 1)}`
  const accounts = openSqliteAccounts(database.query, { now, newId })
  const account = async (login: string, mail: string | null, slackUser: string | null, disabled = false) => {
    const plain = { name: login, sectionCode: null, grants: [] }
    return (await accounts.create({ ...plain, login, mail, slackUser, disabled }, 'test')).id
  }
  return {
    notices: openSqliteNotices(database.query, { outDoors: ['mail', 'slack'], now, newId }),
    outbox: openSqliteNoticeOutbox(database.query),
    ids: {
      both: await account('both', 'a@pref.example.jp', 'U1'),
      none: await account('none', null, null),
      disabled: await account('gone', 'b@pref.example.jp', 'U2', true),
    },
    now,
    pass: ms => {
      time = new Date(time.getTime() + ms)
    },
  }
})
