// Backups as an administrator has them: by a server that makes them itself, by commands beside it, and told of where they fail.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { backupCommands } from '../../src/wiring/open-backup.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openStory } from './open-story.ts'
import { closeHere, runHere } from './run-here.ts'
import { signInAs } from './sign-in.ts'

afterAll(closeHere)

const OLD = 'zencho-20200101-000000'
const ADMINISTRATOR = { grants: [{ role: 'administrator', sectionCode: null }] } as const

async function homeOf(url: string, cookie: string): Promise<string> {
  return (await fetch(`${url}/admin`, { headers: { Cookie: cookie } })).text()
}

describe('a server', () => {
  test('makes a backup when it is due, shows when, and makes no second one', async () => {
    const folder = join(makeTempFolder(), 'backups')
    await using story = await openStory(undefined, { BACKUP_FOLDER: folder })
    const { cookie } = await signInAs(story, ADMINISTRATOR)
    const timer = story.product.backups.start()
    await timer.look()
    await timer.look()
    expect(readdirSync(folder)).toHaveLength(1)
    expect(await story.product.backups.trouble()).toBeNull()
    expect(await homeOf(story.url, cookie)).toContain('最後に成功した日時')
    await timer.close()
  })

  test('that cannot make one tells health, the home and administrators, and is well again when it can', async () => {
    const folder = join(makeTempFolder(), 'backups')
    writeFileSync(folder, 'a file in the way')
    await using story = await openStory(undefined, { BACKUP_FOLDER: folder })
    const { account, cookie } = await signInAs(story, ADMINISTRATOR)
    const editor = await signInAs(story, { grants: [{ role: 'editor', sectionCode: null }] })
    const timer = story.product.backups.start()
    await timer.look()
    await timer.look() // not at once again
    expect(await story.product.backups.trouble()).toContain('バックアップを作成できていません')
    expect(story.events.filter(({ event }) => event === 'backup_failed')).toHaveLength(1)
    const page = await homeOf(story.url, cookie)
    expect(page).toContain('バックアップを作成できていません')
    expect(page).not.toContain(folder)
    expect(await homeOf(story.url, editor.cookie)).not.toContain('バックアップ')
    const { notices } = await story.product.editorial.notices.list(account.id, { limit: 10, offset: 0 })
    expect(notices.map(({ kind }) => kind)).toEqual(['backup_failed'])
    expect(await (await fetch(`${story.url}/readyz`)).json()).toMatchObject({ status: 'degraded' })
    await timer.close()
    rmSync(folder)
  })

  test('is well again when one was made by hand', async () => {
    const folder = join(makeTempFolder(), 'backups')
    writeFileSync(folder, 'a file in the way')
    await using story = await openStory(undefined, { BACKUP_FOLDER: folder })
    const { cookie } = await signInAs(story, ADMINISTRATOR)
    const timer = story.product.backups.start()
    await timer.look()
    expect(await story.product.backups.trouble()).toContain('バックアップを作成できていません')
    rmSync(folder)
    await backupCommands(() => story.config).make()
    expect(await story.product.backups.trouble()).toBeNull()
    expect(await homeOf(story.url, cookie)).not.toContain('バックアップを作成できていません')
    await timer.look() // today's is there
    expect(readdirSync(folder)).toHaveLength(1)
    await timer.close()
  })

  test('that cannot delete old ones says that, and not that none was made', async () => {
    const folder = join(makeTempFolder(), 'backups')
    for (const name of [OLD, `.${OLD}.gone/in-the-way`]) mkdirSync(join(folder, name), { recursive: true })
    const keep = { BACKUP_KEEP_DAILY: '1', BACKUP_KEEP_WEEKLY: '0', BACKUP_KEEP_MONTHLY: '0' }
    await using story = await openStory(undefined, { BACKUP_FOLDER: folder, ...keep })
    const { account, cookie } = await signInAs(story, ADMINISTRATOR)
    const timer = story.product.backups.start()
    await timer.look()
    expect(await story.product.backups.trouble()).toBe('古いバックアップを消せていません。')
    const page = await homeOf(story.url, cookie)
    expect([page.includes('古いバックアップを消せていません'), page.includes('作成できていません')]).toEqual([
      true,
      false,
    ])
    expect(story.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['backup_made', 'backups_not_dropped']),
    )
    expect((await story.product.editorial.notices.list(account.id, { limit: 10, offset: 0 })).notices).toEqual([])
    await timer.close()
  })

  test('without a folder for backups says so to administrators', async () => {
    await using story = await openStory()
    const { cookie } = await signInAs(story, ADMINISTRATOR)
    expect(await homeOf(story.url, cookie)).toContain('バックアップが設定されていません')
    expect(await story.product.backups.trouble()).toBeNull()
  })
})

describe('the commands', () => {
  const root = makeTempFolder()
  const environment = { DATA_DIR: join(root, 'data'), BACKUP_FOLDER: join(root, 'backups'), SAMPLE_DATA: 'off' }
  const run = (...args: string[]) => runHere(args, environment)

  test('make, list, verify and try a backup, in words and as JSON', async () => {
    expect(await run('verify')).toMatchObject({ code: 0, stdout: 'データはまだありません。' })
    await run('status')
    expect(await run('backup')).toMatchObject({ code: 0 })
    const listed = await run('backup', 'list', '--json')
    const { backups } = JSON.parse(listed.stdout) as { readonly backups: readonly { readonly name: string }[] }
    expect(backups).toHaveLength(1)
    const name = backups[0]?.name ?? ''
    expect((await run('backup', 'list')).stdout).toContain(name)
    const tried = await run('restore', name, '--dry-run')
    expect([tried.code, tried.stdout]).toEqual([0, expect.stringContaining('何も変更していません')])
    const checked = await run('verify', '--deep', '--json')
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, problems: [] })
  })

  test('refuse to restore while the product is open, and what is no backup', async () => {
    const [name = ''] = readdirSync(environment.BACKUP_FOLDER)
    expect(await run('restore', name)).toMatchObject({ code: 1, stderr: expect.stringContaining('データは使用中です') })
    const none = await run('restore', 'zencho-20200101-000000', '--json')
    expect([none.code, none.stdout]).toEqual([1, expect.stringContaining('backup_damaged')])
  })

  test('find what is wrong with attachments, and count an orphan as harmless', async () => {
    const folder = join(environment.DATA_DIR, 'attachments')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'f'.repeat(64)), 'x')
    const { code, stderr } = await run('verify')
    expect([code, stderr]).toEqual([0, expect.stringContaining('どこからも参照されていません')])
  })

  test('tell of the backup that was made where old ones cannot be deleted after it', async () => {
    const to = join(root, 'full-of-old')
    for (const name of [OLD, `.${OLD}.gone/in-the-way`]) mkdirSync(join(to, name), { recursive: true })
    const { code, stdout } = await run('backup', '--to', to, '--keep', '1')
    expect([code, stdout]).toEqual([1, expect.stringContaining('バックアップを作成し')])
  })

  test('ask for a folder where none is set', async () => {
    const { BACKUP_FOLDER: _folder, ...others } = environment
    expect(await runHere(['backup'], others)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('BACKUP_FOLDER'),
    })
    expect(await runHere(['backup', '--keep', '0'], others)).toMatchObject({ code: 2 })
  })
})
