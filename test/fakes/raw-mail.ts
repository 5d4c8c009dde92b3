// Messages as a mail server hands them over, made by hand: what is tested is how they are read.
export interface RawMail {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A message to the FAQ, each of another person, with headers added or replaced; an empty header is left out. */
export function rawMail({ headers = {}, body = '' }: RawMail = {}): Buffer {
  const someone = `yamada.${crypto.randomUUID().slice(0, 8)}@pref.example.jp`
  const all = {
    'Return-Path': `<${someone}>`,
    From: `=?UTF-8?B?5bGx55Sw?= <${someone}>`,
    To: 'faq@pref.example.jp',
    Cc: 'all-staff@pref.example.jp',
    Subject: 'question',
    Date: 'Mon, 30 Nov 2026 10:00:00 +0900',
    'Message-ID': `<${crypto.randomUUID()}@pref.example.jp>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Transfer-Encoding': '8bit',
    ...headers,
  }
  const head = Object.entries(all)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${head.join('')}\r\n`), Buffer.from(body as string)])
}
