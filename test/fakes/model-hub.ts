// A hub on 127.0.0.1 with one model out of a folder: it lists, gives files and parts of files, and can cut a file short or
// alter it.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, relative, sep } from 'node:path'

export const HUB_REVISION = '0123456789abcdef0123456789abcdef01234567'

export interface ModelHubStandIn extends AsyncDisposable {
  readonly endpoint: string
  /** Paths asked for, with their range where one was. */
  readonly asked: readonly string[]
  /** The next answer with this file breaks off half-way. */
  readonly cutShort: (file: string) => void
  /** From now on this file comes with its last byte altered. */
  readonly alter: (file: string) => void
}

/** Files of more than `lfsMin` bytes are announced with their checksum, as the hub does for large ones. */
export async function openModelHub(name: string, folder: string, lfsMin = 200): Promise<ModelHubStandIn> {
  const asked: string[] = []
  const cut = new Set<string>()
  const altered = new Set<string>()
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => relative(folder, join(item.parentPath, item.name)).split(sep).join('/'))
  const listFile = (path: string) => {
    const bytes = readFileSync(join(folder, path))
    const lfs = { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, pointerSize: 128 }
    return { type: 'file', path, size: bytes.length, oid: 'git', ...(bytes.length >= lfsMin && { lfs }) }
  }
  const sendFile = (path: string, request: IncomingMessage, response: ServerResponse) => {
    const whole = readFileSync(join(folder, path))
    if (altered.has(path)) whole[whole.length - 1] = (whole.at(-1) ?? 0) ^ 1
    const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0)
    const bytes = whole.subarray(from)
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length })
    if (!cut.delete(path)) return response.end(bytes)
    return response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy())
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub')
    asked.push(request.headers.range === undefined ? pathname : `${pathname} ${request.headers.range}`)
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const file = pathname.replace(`/${name}/resolve/${HUB_REVISION}/`, '')
    if (pathname === `/api/models/${name}/revision/main`) json({ id: name, sha: HUB_REVISION })
    else if (pathname === `/api/models/${name}/tree/${HUB_REVISION}`) json(paths.map(listFile))
    else if (paths.includes(file)) sendFile(file, request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    cutShort: file => void cut.add(file),
    alter: file => void altered.add(file),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
