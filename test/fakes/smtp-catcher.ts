// A mail server on 127.0.0.1 that keeps what it is given: the independent `smtp-server`, by which our sending is tested.
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface CaughtMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  readonly raw: string
  readonly parsed: ParsedMail
}

export interface SmtpCatcher extends AsyncDisposable {
  readonly url: string
  readonly caught: readonly CaughtMail[]
  /** From now on recipients are refused with this code; null accepts again. */
  readonly refuseWith: (code: number | null) => void
}

/** With `password`, the server asks for the user `zencho` and this password. */
export async function openSmtpCatcher(password: string | null = null): Promise<SmtpCatcher> {
  const caught: CaughtMail[] = []
  let refusal: number | null = null
  const server = new SMTPServer({
    authOptional: password === null,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS', ...(password === null ? ['AUTH'] : [])],
    onAuth: ({ username, password: given }, _session, done) => {
      const fits = username === 'zencho' && given === password
      done(fits ? null : Object.assign(new Error('sign-in refused'), { responseCode: 535 }), { user: username ?? '' })
    },
    onRcptTo: (_address, _session, done) => {
      done(refusal === null ? null : Object.assign(new Error('refused'), { responseCode: refusal }))
    },
    onData: (stream, { envelope }, done) => {
      const keep = async () => {
        const raw = await readAll(stream)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        caught.push({ envelope: { from, to }, raw: raw.toString('utf8'), parsed: await simpleParser(raw) })
      }
      // The server speaks in callbacks: it confirms when we do.
      void (async () =>
        done(
          await keep().then(
            () => null,
            (error: Error) => error,
          ),
        ))()
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.on('error', reject)
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const credentials = password === null ? '' : `zencho:${encodeURIComponent(password)}@`
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    caught,
    refuseWith: code => void (refusal = code),
    [Symbol.asyncDispose]: () => new Promise(resolve => server.close(() => resolve())),
  }
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
