// The very first start, as an operator sees it: no default account, and a one-time address for the first administrator.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { postForm } from './sign-in.ts'
import { makeFolder } from './story-entries.ts'
import { startServer, type ZenchoServer } from './zencho-process.ts'

/** The address that the start said; null where it said none. By then it has said that it is ready. */
async function firstAddress({ stdout }: ZenchoServer): Promise<string | null> {
  await expect.poll(stdout, { timeout: 20_000 }).toContain('準備ができました')
  return /http:\/\/localhost:\d+\/admin\/first\?secret=[\w-]{43}/u.exec(stdout())?.[0] ?? null
}

test('each start without an administrator says a new address, which works once; then no start says one', async () => {
  const folder = await makeFolder()
  const environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off' }
  const password = 'correct horse battery'
  const fields = { login: 'admin', name: '管理 太郎', 'new-password': password, again: password }
  try {
    let old = ''
    {
      await using server = await startServer(environment)
      old = (await firstAddress(server)) ?? 'none'
      expect((await fetch(old)).status).toBe(200)
      const guess = { login: 'admin', password: 'admin' }
      expect((await postForm(`${server.url}/admin/sign-in`, { fields: guess })).status).toBe(401)
    }
    {
      await using server = await startServer(environment)
      const address = new URL((await firstAddress(server)) ?? 'none:')
      const before = new URL(old)
      expect((await fetch(`${server.url}${before.pathname}${before.search}`)).status).toBe(410)
      const secret = address.searchParams.get('secret') ?? ''
      const become = () => postForm(`${server.url}/admin/first`, { fields: { ...fields, secret } })
      expect([(await become()).status, (await become()).status]).toEqual([303, 410])
    }
    await using server = await startServer(environment)
    expect(await firstAddress(server)).toBeNull()
    const signedIn = await postForm(`${server.url}/admin/sign-in`, { fields: { login: 'admin', password } })
    expect(signedIn.status).toBe(303)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
