import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdDataFolderAlone, openHeldDatabase } from '../../../src/adapters/sqlite/hold-data-folder.ts'
import { withDatabase } from '../../../src/wiring/with-database.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const countSettings = (folder: string) =>
  withDatabase(folder, async query => (await query.selectFrom('setting').selectAll().execute()).length)

test('a short look into the database waits for nobody who runs on it, and keeps out of an exchange of the data', async () => {
  const folder = makeTempFolder()
  const database = openHeldDatabase(folder)
  expect(await countSettings(folder)).toBeGreaterThan(0)
  await database.close()
  const alone = holdDataFolderAlone(folder)
  await expect(countSettings(folder)).rejects.toMatchObject({ code: 'data_in_use' })
  alone.release()
  expect(await countSettings(folder)).toBeGreaterThan(0)
})

test('a look where there are no data makes none', async () => {
  const folder = makeTempFolder()
  expect(await countSettings(folder)).toBeNull()
  expect(existsSync(join(folder, 'zencho.sqlite'))).toBe(false)
})
