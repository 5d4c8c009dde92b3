// `zencho doctor` on a good machine, and beside everything that may be wrong with one.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/checkup.ts'
import { doctorTexts as texts } from '../../src/core/messages/ja/doctor.ts'
import { checkSqlite } from '../../src/wiring/checkup/data.ts'
import { checkMemory, checkRuntime, judgeDisk } from '../../src/wiring/checkup/machine.ts'
import { openSmtpCatcher } from '../fakes/smtp-catcher.ts'
import { closeHere, productHere, runHere } from './run-here.ts'
import { makeFolder, STORY_ENTRIES } from './story-entries.ts'

let folder = ''
let environment: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  folder = await makeFolder()
  environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off', PORT: '9' }
  const product = await productHere(environment)
  await product.registry.save(STORY_ENTRIES, { actor: 'story' })
  await product.settleIndex()
})
afterAll(async () => {
  await closeHere()
  await rm(folder, { recursive: true, force: true })
})

const { items } = texts

async function findings(more: Readonly<Record<string, string>> = {}): Promise<ReadonlyMap<string, Finding>> {
  const { stdout } = await runHere(['doctor', '--json'], { ...environment, ...more })
  const told = JSON.parse(stdout) as { readonly findings: readonly Finding[] }
  return new Map(told.findings.map(finding => [finding.item, finding]))
}

describe('zencho doctor', () => {
  test('finds nothing wrong where nothing is, and says so in a line for each thing', async () => {
    const { code, stdout } = await runHere(['doctor'], environment)
    expect(code, stdout).toBe(0)
    expect(stdout).toContain(`[良好] ${items.database}: ${texts.database.good(11, 10)}`)
    expect(stdout).toContain(`[良好] ${items.index}: ${texts.index.good(10)}`)
    expect(stdout).toContain(`[未使用] ${items.smtp}`)
    expect(stdout).not.toContain('[異常]')
  })

  test('signs in at the mail server and sends nothing; a wrong password is a fault with what to do', async () => {
    await using catcher = await openSmtpCatcher('right')
    const { host } = new URL(catcher.url)
    const mail = { MAIL_FROM: 'faq@example.jp' }
    const right = await findings({ ...mail, SMTP_URL: `smtp://zencho:right@${host}` })
    expect(right.get(items.smtp)).toMatchObject({ status: 'good', action: null })
    const wrong = await runHere(['doctor', '--json'], {
      ...environment,
      ...mail,
      SMTP_URL: `smtp://zencho:wrong@${host}`,
    })
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toContain('EAUTH 535')
    expect(wrong.stdout).not.toContain('zencho:wrong')
    expect(catcher.caught).toEqual([])
  })

  test.for([
    [200, 'good'],
    [404, 'good'],
    [401, 'note'],
    [500, 'note'],
  ] as const)('a chat model that replies with %d is %s', async ([status, expected]) => {
    await using endpoint = await replying(status)
    const found = await findings({
      OPENAI_BASE_URL: `${endpoint.url}/v1`,
      OPENAI_MODEL: 'm',
      OPENAI_API_KEY: 'sk-secret',
    })
    expect(found.get(items.chat)?.status).toBe(expected)
    expect(endpoint.asked).toEqual(['/v1/models'])
    expect(JSON.stringify([...found])).not.toContain('sk-secret')
  })

  test('tells its own port from another program there', async () => {
    await using other = await replying(200)
    const { port } = new URL(other.url)
    const found = await findings({ PORT: port })
    expect(found.get(items.server)).toMatchObject({ status: 'fault', message: texts.server.taken(`127.0.0.1:${port}`) })
    expect((await findings()).get(items.server)?.message).toBe(texts.server.free('127.0.0.1:9'))
  })

  test('an address for others without TLS, or clients that look alike, are worth a note', async () => {
    const plain = await findings({ PUBLIC_URL: 'http://faq.example.jp' })
    expect(plain.get(items.address)?.message).toBe(texts.address.plain('http://faq.example.jp'))
    const alike = await findings({ PUBLIC_URL: 'https://faq.example.jp' })
    expect(alike.get(items.address)?.message).toBe(texts.address.alike)
    const right = await findings({ PUBLIC_URL: 'https://faq.example.jp', TRUST_PROXY: '1' })
    expect(right.get(items.address)?.status).toBe('good')
  })

  test('a word table that cannot be read is told, the database is looked at all the same', async () => {
    const found = await findings({ MODEL_DIR: folder })
    expect(found.get(items.wordTable)?.status).toBe('fault')
    expect(found.get(items.database)?.status).toBe('good')
  })

  test('a folder that is a file, or could not be made, is a fault in words, and so is a mail server that is not there', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const mail = { MAIL_FROM: 'faq@example.jp', SMTP_URL: 'smtp://127.0.0.1:9' } // where nobody listens
    const isFile = await findings({ DATA_DIR: file, ...mail })
    expect(isFile.get(items.smtp)?.message).toContain('接続を断られたか、途中で切れました')
    const unmakeable = await findings({ DATA_DIR: join(file, 'data') })
    const { refused, unmakeable: says, actions } = texts.folder
    const action = actions['ENOTDIR']
    expect([isFile.get(items.folder), unmakeable.get(items.folder)]).toEqual([
      { item: items.folder, status: 'fault', message: refused(file, 'ENOTDIR'), action },
      { item: items.folder, status: 'fault', message: says(join(file, 'data'), file, 'ENOTDIR'), action },
    ])
  })

  test('a database that is merely not to be opened is not to be replaced by a backup', async () => {
    const dataDir = join(folder, 'newer')
    await mkdir(dataDir)
    const database = new BetterSqlite3(join(dataDir, 'zencho.sqlite'))
    database.exec('CREATE TABLE audit_event (seq); PRAGMA user_version = 999')
    database.close()
    const found = await findings({ DATA_DIR: dataDir })
    expect(found.get(items.database)).toMatchObject({ status: 'fault', action: texts.database.unopenedAction })
    await writeFile(join(dataDir, 'zencho.sqlite'), 'no database at all'.repeat(100))
    const broken = await findings({ DATA_DIR: dataDir })
    expect(broken.get(items.database)).toMatchObject({ status: 'fault', action: texts.database.action })
  })

  test('before the first start there is nothing to find, and nothing is made', async () => {
    const found = await findings({ DATA_DIR: join(folder, 'not-there') })
    expect(found.get(items.folder)?.message).toBe(texts.folder.missing(join(folder, 'not-there')))
    expect(found.get(items.database)?.message).toBe(texts.database.none)
  })
})

describe('limits', () => {
  test('of the runtime, memory, the disk and SQLite', () => {
    expect(['v22.17.9', 'v22.18.0', 'v24.0.0', 'v20.20.2'].map(version => checkRuntime(version).status)).toEqual([
      'fault',
      'good',
      'good',
      'fault',
    ])
    expect([1.9e9, 2e9].map(bytes => checkMemory(bytes).status)).toEqual(['note', 'good'])
    expect([1e8, 3e8, 9e9].map(free => judgeDisk(free, 4e8).status)).toEqual(['fault', 'note', 'good'])
    expect(['3.7.0', '3.51.2', '3.51.3', '3.54.1', '4.0.0'].map(version => checkSqlite(version).status)).toEqual([
      'fault',
      'fault',
      'good',
      'good',
      'good',
    ])
  })
})

async function replying(status: number) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status, { 'content-type': 'text/html' }).end('hello')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>(resolve => void server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, asked, [Symbol.asyncDispose]: close }
}
