// Wapiti, a scanner that others wrote, against the started product, signed in as an administrator: it finds nothing but what the
// list below says is none. A proxy keeps it signed in, and judges every answer that it gets.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openProxy } from './open-proxy.ts'
import { openTarget } from './open-target.ts'

/** Debian's package; nothing is downloaded by a test. */
const WAPITI = '/usr/bin/wapiti'

/** Not those that call out (ssrf, xxe, shellshock's kin, wapp, nikto), nor those that guess names and passwords by the thousand. */
const MODULES = [
  'backup',
  'cookieflags',
  'crlf',
  'csp',
  'csrf',
  'exec',
  'file',
  'htaccess',
  'http_headers',
  'methods',
  'permanentxss',
  'redirect',
  'sql',
  'xss',
]

/** Seconds. All of it stays below four minutes where every module takes the whole of its time. */
const CRAWL_MAX = 40
const MODULE_MAX = 15

/** What Wapiti calls a weakness and is none, with the reason. */
const NOT_A_WEAKNESS: readonly (readonly [finding: RegExp, why: string])[] = [
  [
    /^Cross Site Request Forgery: .*Lack of anti CSRF token/u,
    'no token is needed: a write is taken only where Sec-Fetch-Site or Origin says that a page of ours sent it, which no page of another site can say; our crawler sends every form as such a page would and expects 403',
  ],
  [
    /^HTTP Secure Headers: .*X-XSS-Protection is not set/u,
    'it is set, to 0, as OWASP asks: the filters that it switched on are gone from browsers, and could be turned against a page',
  ],
]

const finding = z.object({ method: z.string(), path: z.string(), info: z.string() })
const kinds = z.record(z.string(), z.array(finding))
const reportSchema = z.object({ vulnerabilities: kinds, anomalies: kinds })

const isThere = existsSync(WAPITI)
beforeAll(() => {
  if (!isThere) console.warn(`WAPITI IS NOT INSTALLED (${WAPITI}): its scan is SKIPPED. Debian: apt-get install wapiti`)
})

describe.skipIf(!isThere)('Wapiti', () => {
  test('finds nothing, and sees nothing that our own judge objects to', { timeout: 400_000 }, async () => {
    await using target = await openTarget()
    await using proxy = await openProxy({ port: target.server.port, role: 'administrator' })
    const { report, said } = await scan(proxy.url, target.cookies.administrator)
    const found = [...Object.entries(report.vulnerabilities), ...Object.entries(report.anomalies)].flatMap(
      ([kind, each]) => each.map(({ method, path, info }) => `${kind}: ${method} ${path} ${info}`),
    )
    console.log(
      `${proxy.counts.requests} requests, ${JSON.stringify([...proxy.statuses])}, ${found.length} findings before exceptions`,
    )
    expect(found.filter(line => !NOT_A_WEAKNESS.some(([pattern]) => pattern.test(line)))).toEqual([])
    expect(proxy.findings).toEqual([])
    // It was signed in to the end, and every module ran.
    expect(proxy.counts.requests).toBeGreaterThan(500)
    for (const name of MODULES) expect(said).toContain(`Launching module ${name}`)
    const account = await fetch(`${target.url}/admin/account`, { headers: { Cookie: target.cookies.administrator } })
    expect(account.status).toBe(200)
  })
})

async function scan(url: string, cookie: string) {
  const folder = makeTempFolder()
  const output = join(folder, 'report.json')
  for (const name of ['session', 'config']) mkdirSync(join(folder, name))
  const child = spawn(WAPITI, [
    '--url',
    `${url}/`,
    '--start',
    `${url}/admin/`,
    '--scope',
    'folder',
    '--header',
    `Cookie: ${cookie}`,
    '--header',
    `Origin: ${url}`,
    '--depth',
    '5',
    '--max-links-per-page',
    '60',
    '--max-files-per-dir',
    '12',
    '--max-parameters',
    '30',
    '--max-scan-time',
    String(CRAWL_MAX),
    '--max-attack-time',
    String(MODULE_MAX),
    '--module',
    MODULES.join(','),
    '--no-bugreport',
    '--verbose',
    '0',
    '--store-session',
    join(folder, 'session'),
    '--store-config',
    join(folder, 'config'),
    '--format',
    'json',
    '--output',
    output,
  ])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => void (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0 || !existsSync(output))
    throw new Error(`expected a report of Wapiti, got: ${code} ${said.slice(-2_000)}`)
  return { report: reportSchema.parse(JSON.parse(readFileSync(output, 'utf8'))), said }
}
