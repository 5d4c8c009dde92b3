// One request as a browser of this person sends it, and all that came back, files of every kind as text.
import { fromBuffer } from 'yauzl'
import type { Seen } from './judge.ts'
import type { Role } from './sealed.ts'

export interface Attacker {
  readonly url: string
  readonly role: Role
  readonly cookie: string
}

export interface Sent {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: URLSearchParams | FormData | string
  readonly headers?: Readonly<Record<string, string>>
}

const PATIENCE_MS = 60_000

export async function send({ url, role, cookie }: Attacker, sent: Sent): Promise<Seen> {
  const { method = 'GET', path, body = null, headers = {} } = sent
  const response = await fetch(new URL(path, url), {
    method,
    redirect: 'manual',
    body,
    headers: { ...(method === 'POST' && { Origin: url }), ...(cookie !== '' && { Cookie: cookie }), ...headers },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const { status, headers: received } = response
  return { role, method, path, status, headers: received, text: await textOf(response) }
}

async function textOf(response: Response): Promise<string> {
  // A stream of events goes on for as long as somebody listens.
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    await response.body?.cancel()
    return ''
  }
  const bytes = Buffer.from(await response.arrayBuffer())
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? await unzip(bytes) : bytes.toString('utf8')
}

/** The texts of all parts of a workbook. */
function unzip(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error)
      zip.on('error', reject)
      zip.on('end', () => resolve(text))
      zip.on('entry', entry => {
        zip.openReadStream(entry, (fault, stream) => {
          if (fault !== null) return reject(fault)
          stream.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')))
          stream.on('end', () => zip.readEntry())
        })
      })
      zip.readEntry()
    })
  })
}
