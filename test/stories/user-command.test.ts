// `zencho user`: what each of its commands says and does.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectFault } from './expectations.ts'
import { closeHere, productHere, runHere } from './run-here.ts'
import { makeFolder, STORY_ENTRIES } from './story-entries.ts'

let folder = ''
let environment: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  folder = await makeFolder()
  environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off', PUBLIC_URL: 'https://faq.shiomi.test' }
  await (await productHere(environment)).registry.save(STORY_ENTRIES, { actor: 'story' })
})
afterAll(async () => {
  await closeHere()
  await rm(folder, { recursive: true, force: true })
})

const user = (...args: readonly string[]) => runHere(['user', ...args], environment)
const people = async () => (await productHere(environment)).people

describe('zencho user', () => {
  test('list tells how to begin where there is nobody', async () => {
    expect((await user('list')).stdout).toContain('zencho user add')
  })

  test('add makes an account and prints a link by which a password is chosen', async () => {
    const args = ['--name', '人事 太郎', '--section', 'jinji', '--role', 'editor@own', '--role', 'approver@joho']
    const { code, stdout } = await user('add', 'Taro', ...args)
    expect(code).toBe(0)
    expect(stdout).toContain('利用者「taro」を追加しました')
    const secret = /https:\/\/faq\.shiomi\.test\/admin\/sign-in\/password\?secret=([\w-]{43})/u.exec(stdout)?.[1] ?? ''
    const { invitations } = await people()
    expect(await invitations.find(secret)).toMatchObject({
      login: 'taro',
      section: { code: 'jinji' },
      grants: [
        { role: 'approver', sectionCode: 'joho' },
        { role: 'editor', sectionCode: 'jinji' },
      ],
    })
  })

  test.for([
    ['a login that is taken', ['add', 'TARO', '--name', 'x'], 'taro'],
    ['a login that cannot be typed', ['add', '太郎', '--name', 'x'], 'ユーザーID'],
    ['no name', ['add', 'jiro'], '氏名'],
    ['a section that is not there', ['add', 'jiro', '--name', 'x', '--section', 'gone'], 'gone'],
    ['a role that is not there', ['add', 'jiro', '--name', 'x', '--role', 'boss'], 'boss'],
    ['a role without its section', ['add', 'jiro', '--name', 'x', '--role', 'editor'], 'editor'],
    ['an own section that there is none', ['add', 'jiro', '--name', 'x', '--role', 'editor@own'], 'editor@own'],
    ['nobody', ['disable', 'nobody'], 'nobody'],
    ['no role to change', ['role', 'taro'], '--add'],
  ] as const)('refuses %s', async ([_what, args, named]) => {
    expectFault(await user(...args), named)
    expect(await (await people()).accounts.count()).toBe(1)
  })

  test('role changes what somebody may do; the last administrator stays one', async () => {
    const changed = await user('role', 'taro', '--add', 'administrator', '--remove', 'approver@joho')
    expect(changed.stdout).toContain('administrator editor@jinji')
    expectFault(await user('role', 'taro', '--remove', 'administrator'), '管理者がいなくなる')
    expectFault(await user('disable', 'taro'), '管理者がいなくなる')
    await user('add', 'admin', '--name', '管理 花子', '--role', 'administrator')
    const json = await user('role', 'taro', '--remove', 'administrator', '--json')
    expect(JSON.parse(json.stdout)).toEqual({ login: 'taro', roles: ['editor@jinji'] })
  })

  test('disable and enable, and list says who is', async () => {
    expect((await user('disable', 'taro')).stdout).toContain('停止しました')
    const { stdout } = await user('list')
    expect(stdout).toMatch(/\| taro +\| 人事 太郎 +\| 人事課 +\| editor@jinji +\| 停止中 +\|/u)
    expect((await user('list', '--find', '管理', '--json')).stdout).toContain('"login": "admin"')
    expect((await user('enable', 'taro')).stdout).toContain('再開しました')
  })

  test('password prints a new link, or takes a password from the input, by the rules', async () => {
    expect((await user('password', 'taro')).stdout).toContain('secret=')
    const weak = await runHere(['user', 'password', 'taro', '--stdin'], environment, Buffer.from('password1\n'))
    expectFault(weak, 'よく使われて')
    const input = Buffer.from('correct horse battery\r\nand more')
    const set = await runHere(['user', 'password', 'taro', '--stdin'], environment, input)
    expect(set.stdout).toContain('パスワードを設定しました')
    expect(set.stdout + set.stderr).not.toContain('correct horse')
    const { accounts } = await people()
    const account = await accounts.findByLogin('taro')
    expect(await accounts.passwordHash(account?.id ?? '')).toMatch(/^scrypt\$/u)
  })

  test("link lets the provider's person of that login be linked", async () => {
    expect((await user('link', 'taro')).stdout).toContain('まで許可しました')
    const { accounts } = await people()
    const { id = '' } = (await accounts.findByLogin('taro')) ?? {}
    expect((await accounts.signInStates([id])).get(id)?.linkUntil).not.toBeNull()
  })
})
