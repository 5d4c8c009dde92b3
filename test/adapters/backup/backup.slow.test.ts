// Backups of real databases in real folders: made, listed, verified and restored; and what is done with damaged ones.
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openAttachmentFiles } from '../../../src/adapters/attachment-files.ts'
import { dropBackups, listBackups, readManifest } from '../../../src/adapters/backup/backup-folder.ts'
import { makeBackup } from '../../../src/adapters/backup/make-backup.ts'
import { restoreBackup } from '../../../src/adapters/backup/restore-backup.ts'
import { verifyBackup } from '../../../src/adapters/backup/verify-backup.ts'
import { openHeldDatabase } from '../../../src/adapters/sqlite/hold-data-folder.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAttachments } from '../../../src/adapters/sqlite/sqlite-attachments.ts'
import { openSqliteAuditLog } from '../../../src/adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteKeptValues } from '../../../src/adapters/sqlite/sqlite-kept-values.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSessions } from '../../../src/adapters/sqlite/sqlite-sessions.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

/** A second further with each look, so that no two backups have one name. */
let moment = Date.parse('2026-12-01T02:00:00+09:00')
const now = () => new Date((moment += 1_000))

interface Home {
  readonly dataDir: string
  readonly folder: string
  readonly databasePath: string
}

/** Made once: a fresh database takes longer than most of what is done with it. */
let template: string | undefined

async function makeHome(): Promise<Home> {
  template ??= await makeTemplate()
  const home = homeIn(makeTempFolder())
  mkdirSync(home.dataDir)
  copyFileSync(template, home.databasePath)
  return home
}

async function makeTemplate(): Promise<string> {
  const home = homeIn(makeTempFolder())
  await addEntries(home, ['jinji-001'])
  return home.databasePath
}

function homeIn(root: string): Home {
  const dataDir = join(root, 'data')
  return { dataDir, folder: join(root, 'backups'), databasePath: join(dataDir, 'zencho.sqlite') }
}

async function withDatabase<T>(
  { databasePath }: Home,
  use: (query: ReturnType<typeof openDatabase>['query']) => Promise<T>,
) {
  const database = openDatabase(databasePath)
  try {
    return await use(database.query)
  } finally {
    await database.close()
  }
}

const addEntries = (home: Home, ids: readonly string[]) =>
  withDatabase(home, query =>
    openSqliteRegistry(query, now).save(
      ids.map(id => makeInput(id)),
      { actor: 'test' },
    ),
  )

async function addAttachment(home: Home, text: string): Promise<string> {
  const file = await openAttachmentFiles(join(home.dataDir, 'attachments')).keep(Buffer.from(text))
  await withDatabase(home, query =>
    openSqliteAttachments(query, { now, newId: () => crypto.randomUUID() }).add(
      { entryId: 'jinji-001', name: '様式.pdf', mediaType: 'application/pdf', file },
      'test',
    ),
  )
  return file.sha256
}

const make = ({ dataDir, folder }: Home) => makeBackup({ dataDir, folder, version: '1.2.3' }, now)
const restore = ({ dataDir }: Home, from: string, dryRun = false) => restoreBackup({ from, dataDir, dryRun }, now)
const idsIn = (home: Home) =>
  withDatabase(home, async query =>
    (await query.selectFrom('entry').select('id').orderBy('id').execute()).map(({ id }) => id),
  )

describe('a backup', () => {
  test('holds the database and the attachments that it names, and says what it is', async () => {
    const home = await makeHome()
    const sha256 = await addAttachment(home, '様式')
    const { path, manifest } = await make(home)
    expect(readdirSync(path).toSorted()).toEqual(['attachments', 'manifest.json', 'zencho.sqlite'])
    expect(manifest).toMatchObject({ version: '1.2.3', counts: { entries: 1, attachments: 1 }, attachmentsMissing: [] })
    expect(manifest.files.map(file => file.path)).toEqual(['zencho.sqlite', `attachments/${sha256}`])
    expect(await verifyBackup(path)).toEqual(manifest)
    expect(await readManifest(path)).toEqual(manifest)
  })

  test('is made beside a writer, and holds what was committed before it began', async () => {
    const home = await makeHome()
    const database = openHeldDatabase(home.dataDir)
    const registry = openSqliteRegistry(database.query, now)
    await registry.save([makeInput('jinji-002')], { actor: 'test' })
    const { manifest } = await make(home)
    expect(manifest.counts.entries).toBe(2)
    await database.close()
  })

  test('shares attachments with the one before it, but not with the data', async () => {
    const home = await makeHome()
    const sha256 = await addAttachment(home, '様式')
    const [first, second] = [await make(home), await make(home)]
    const inode = (path: string) => statSync(join(path, 'attachments', sha256)).ino
    expect(inode(second.path)).toBe(inode(first.path))
    expect(inode(second.path)).not.toBe(inode(home.dataDir))
  })

  test('does not take a damaged attachment over from the one before it', async () => {
    const home = await makeHome()
    const sha256 = await addAttachment(home, '様式')
    const first = await make(home)
    rmSync(join(first.path, 'attachments', sha256))
    writeFileSync(join(first.path, 'attachments', sha256), '様弐')
    const second = await make(home)
    expect(readFileSync(join(second.path, 'attachments', sha256), 'utf8')).toBe('様式')
  })

  test('is made although attachments are gone or damaged, and says which', async () => {
    const home = await makeHome()
    const gone = await addAttachment(home, '様式1')
    const damaged = await addAttachment(home, '様式2')
    rmSync(join(home.dataDir, 'attachments', gone))
    writeFileSync(join(home.dataDir, 'attachments', damaged), '様式3')
    const { path, manifest } = await make(home)
    expect(manifest.attachmentsMissing.toSorted()).toEqual([gone, damaged].toSorted())
    expect(await verifyBackup(path)).toEqual(manifest)
  })

  test('holds no key of another system, not even in free pages', async () => {
    const home = await makeHome()
    await withDatabase(home, query => openSqliteKeptValues(query).write('slack_tokens', 'xoxe-a-key-of-slack'))
    const { path } = await make(home)
    expect(readFileSync(join(path, 'zencho.sqlite')).includes('xoxe-a-key-of-slack')).toBe(false)
    expect(readFileSync(home.databasePath).includes('xoxe-a-key-of-slack')).toBe(true)
  })

  test('of a damaged database is not made: nothing bears the name of a backup', async () => {
    const home = await makeHome()
    const raw = new BetterSqlite3(home.databasePath)
    raw.unsafeMode(true)
    raw.exec(
      'DROP TRIGGER audit_event_is_kept; UPDATE audit_event SET actor = 1 WHERE seq = 2'.replace(
        'audit_event_is_kept',
        auditTrigger(raw),
      ),
    )
    raw.close()
    await expect(make(home)).rejects.toMatchObject({ code: 'database_corrupt' })
    expect(readdirSync(home.folder)).toEqual([])
  })

  test('that cannot be written says so', async () => {
    const home = await makeHome()
    writeFileSync(join(home.dataDir, 'a-file'), '')
    const order = { dataDir: home.dataDir, folder: join(home.dataDir, 'a-file'), version: '1' }
    await expect(makeBackup(order, now)).rejects.toMatchObject({ code: 'cannot_write' })
  })
})

function auditTrigger(database: BetterSqlite3.Database): string {
  const find =
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event' AND sql LIKE '%UPDATE%'"
  return String(database.prepare(find).pluck().get())
}

describe('the folder of backups', () => {
  test('lists them newest first, with those that cannot be read, and nothing else', async () => {
    const home = await makeHome()
    const [first, second] = [await make(home), await make(home)]
    mkdirSync(join(home.folder, 'zencho-20261101-020000'))
    mkdirSync(join(home.folder, 'photos'))
    const listed = await listBackups(home.folder)
    expect(listed.map(({ name }) => name)).toEqual([second.name, first.name, 'zencho-20261101-020000'])
    expect(listed.map(({ manifest }) => manifest !== null)).toEqual([true, true, false])
    await dropBackups(home.folder, [first.name])
    expect(readdirSync(home.folder).toSorted()).toEqual(['photos', 'zencho-20261101-020000', second.name])
  })

  test('that is not there is empty', async () => {
    expect(await listBackups(join(makeTempFolder(), 'none'))).toEqual([])
  })
})

/** What may befall a backup on a disk or on the way from one to another. */
const DAMAGES: readonly (readonly [string, (path: string, attachment: string) => void])[] = [
  ['without its manifest', path => rmSync(join(path, 'manifest.json'))],
  ['with a torn manifest', path => truncateSync(join(path, 'manifest.json'), 200)],
  [
    'with a manifest that leads out of the folder',
    path => editManifest(path, text => text.replace('"zencho.sqlite"', '"../../data/zencho.sqlite"')),
  ],
  ['with a manifest of other counts', path => editManifest(path, text => text.replace('"entries": 1', '"entries": 2'))],
  ['without its database', path => rmSync(join(path, 'zencho.sqlite'))],
  ['with an empty database', path => truncateSync(join(path, 'zencho.sqlite'), 0)],
  [
    'with half a database',
    path => truncateSync(join(path, 'zencho.sqlite'), statSync(join(path, 'zencho.sqlite')).size / 2),
  ],
  ['with one flipped bit', path => flip(join(path, 'zencho.sqlite'), 5_000)],
  ['without an attachment', (path, sha256) => rmSync(join(path, 'attachments', sha256))],
  ['with another attachment', (path, sha256) => writeFileSync(join(path, 'attachments', sha256), '様弐')],
]

function editManifest(path: string, edit: (text: string) => string): void {
  const file = join(path, 'manifest.json')
  const text = readFileSync(file, 'utf8')
  const edited = edit(text)
  expect(edited).not.toBe(text)
  writeFileSync(file, edited)
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('a damaged backup', () => {
  test.for(DAMAGES)('%s is refused before anything is replaced', async ([, damage]) => {
    const home = await makeHome()
    const sha256 = await addAttachment(home, '様式')
    const { path } = await make(home)
    await addEntries(home, ['jinji-002'])
    damage(path, sha256)
    await expect(restore(home, path, true)).rejects.toMatchObject({ code: 'backup_damaged' })
    await expect(restore(home, path)).rejects.toMatchObject({ code: 'backup_damaged' })
    expect(await idsIn(home)).toEqual(['jinji-001', 'jinji-002'])
  })

  test('of a newer program is refused by name', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    editManifest(path, text => text.replace(/"schema": \d+/u, '"schema": 99'))
    await expect(restore(home, path)).rejects.toMatchObject({ code: 'database_newer', data: { found: 99 } })
  })
})

describe('a restore', () => {
  test('brings back what was there, keeps what was there before it, and says so in the trail', async () => {
    const home = await makeHome()
    const sha256 = await addAttachment(home, '様式')
    const { path, name } = await make(home)
    await addEntries(home, ['jinji-002'])
    rmSync(join(home.dataDir, 'attachments', sha256))
    const { aside } = await restore(home, path)
    expect(await idsIn(home)).toEqual(['jinji-001'])
    expect(readFileSync(join(home.dataDir, 'attachments', sha256), 'utf8')).toBe('様式')
    expect(await idsIn({ ...home, databasePath: join(aside ?? '', 'zencho.sqlite') })).toEqual([
      'jinji-001',
      'jinji-002',
    ])
    const trail = await withDatabase(home, query => openSqliteAuditLog(query).page({}, { limit: 1 }))
    expect(trail[0]).toMatchObject({ action: 'data.restored', subject: name, actor: 'cli' })
    expect(await withDatabase(home, query => openSqliteAuditLog(query).verify())).toMatchObject({ kind: 'intact' })
    expect(readdirSync(home.dataDir).filter(file => file.startsWith('.restore'))).toEqual([])
  })

  test('fills a folder that is not there yet', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    const other = {
      ...home,
      dataDir: join(home.folder, '..', 'new'),
      databasePath: join(home.folder, '..', 'new', 'zencho.sqlite'),
    }
    expect((await restore(other, path)).aside).toBeNull()
    expect(await idsIn(other)).toEqual(['jinji-001'])
  })

  test('is refused while a server or a command uses the data, and is not there for them while it runs', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    const database = openHeldDatabase(home.dataDir)
    await expect(restore(home, path)).rejects.toMatchObject({ code: 'data_in_use' })
    expect((await restore(home, path, true)).manifest.counts.entries).toBe(1)
    await database.close()
    await expect(restore(home, path)).resolves.toMatchObject({ manifest: { counts: { entries: 1 } } })
  })

  test('is refused where another program has the database open', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    const other = new BetterSqlite3(home.databasePath)
    other.prepare('SELECT count(*) FROM entry').all()
    await expect(restore(home, path)).rejects.toMatchObject({ code: 'data_in_use' })
    other.close()
  })

  test('replaces a database that is beyond reading, and keeps it with its log', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    writeFileSync(home.databasePath, 'no database at all')
    writeFileSync(`${home.databasePath}-wal`, 'nor a log')
    const { aside } = await restore(home, path)
    expect(readFileSync(join(aside ?? '', 'zencho.sqlite-wal'), 'utf8')).toBe('nor a log')
    expect(readFileSync(join(aside ?? '', 'zencho.sqlite'), 'utf8')).toBe('no database at all')
    expect(await idsIn(home)).toEqual(['jinji-001'])
  })

  test('signs everybody out: what was ended since the backup stays ended', async () => {
    const home = await makeHome()
    await withDatabase(home, async query =>
      (await openSqliteSessions(query)).write('a-token', '{}', { accountId: null, now: now() }),
    )
    const { path } = await make(home)
    await restore(home, path)
    expect(await withDatabase(home, async query => (await openSqliteSessions(query)).read('a-token'))).toBeNull()
  })

  test('leaves the renewed keys of Slack as they are', async () => {
    const home = await makeHome()
    const keep = (value: string) =>
      withDatabase(home, query => openSqliteKeptValues(query).write('slack_tokens', value))
    await keep('old')
    const { path } = await make(home)
    await keep('new')
    await restore(home, path)
    expect(await withDatabase(home, query => openSqliteKeptValues(query).read('slack_tokens'))).toBe('new')
  })

  test('follows a data folder that is a link', async () => {
    const home = await makeHome()
    const { path } = await make(home)
    await addEntries(home, ['jinji-002'])
    const linked = join(home.folder, '..', 'linked')
    symlinkSync(home.dataDir, linked)
    await restore({ ...home, dataDir: linked }, path)
    expect(await idsIn(home)).toEqual(['jinji-001'])
  })
})
