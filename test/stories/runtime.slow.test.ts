// An older Node than the product needs: the command hands over to the runtime that `npm ci` brought, or says what to do.
import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeFolder } from './story-entries.ts'
import { PROJECT, runZencho, startServer, ZENCHO } from './zencho-process.ts'

/** Node itself runs TypeScript from here on. */
const NEEDED = [22, 18] as const

const oldNode = findOldNode()
const bundled = join(PROJECT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')

function findOldNode(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin']
  const found = folders.map(folder => join(folder, 'node')).filter(path => existsSync(path))
  return [...new Set(found.map(path => realpathSync(path)))].find(isTooOld) ?? null
}

function isTooOld(node: string): boolean {
  const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .split('.')
    .map(Number)
  return major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])
}

describe.skipIf(oldNode === null)('an older Node (skipped where there is none older than 22.18)', () => {
  const node = oldNode ?? ''
  let folder = ''
  beforeAll(async () => {
    folder = await makeFolder()
  })
  afterAll(() => rm(folder, { recursive: true }))

  describe.skipIf(!existsSync(bundled))('with the runtime of node_modules', () => {
    test('hands over to it, with arguments, output and exit code', async () => {
      const manifest = z
        .object({ version: z.string() })
        .parse(JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')))
      expect(await runZencho(['--version'], {}, { node })).toEqual({
        code: 0,
        stdout: `${manifest.version}\n`,
        stderr: '',
      })
      const wrong = await runZencho(['no-such-command'], {}, { node })
      expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    })

    test('serves, and ends with it on SIGTERM', async () => {
      const environment = { DATA_DIR: join(folder, 'data'), SAMPLE_DATA: 'off' }
      await using server = await startServer(environment, { node })
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      server.child.kill('SIGTERM')
      expect((await server.finished).code).toBe(0)
      await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed')
    })
  })

  test('without node_modules says what to do, in both languages, and exits with 2', async () => {
    const copy = join(folder, 'copy')
    await mkdir(join(copy, 'src', 'cli'), { recursive: true })
    await cp(ZENCHO, join(copy, 'src', 'cli', 'zencho.js'))
    await cp(join(PROJECT, 'package.json'), join(copy, 'package.json'))
    const { code, stdout, stderr } = await runZencho(
      ['serve'],
      {},
      { node, script: join(copy, 'src', 'cli', 'zencho.js') },
    )
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('npm ci を実行')
    expect(stderr).toContain('Run npm ci')
    expect(stderr).toContain('22.18')
    expect(stderr).not.toMatch(/\n\s+at /u)
  })
})
