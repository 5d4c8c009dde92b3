// Requests that are wrong in every way the test list names, over every route there is, from a seed: the same ones each time.
import { type SeededRandom, seededRandom } from '../bench/seeded-random.ts'
import { eventRequest, SIGNING_SECRET, signedHeaders } from '../fakes/slack-requests.ts'
import {
  HOSTILE_TEXTS,
  hostileTextRequests,
  hostileTicketRequests,
  misshapenRequests,
} from '../stories/hostile-requests.ts'
import type { RawRequest } from '../stories/raw-request.ts'
import { MATRIX_ROUTES } from '../stories/role-matrix-table.ts'
import type { Sending } from './http-client.ts'

export interface Someone {
  /** Of an administrator: half of what goes to the office is sent as they would. */
  readonly cookie: string
  readonly origin: string
  readonly questionId: string
}

/** Every so many requests, one of these kinds. */
const OF_THE_OFFICE = 0.55
const TO_SLACK = 0.1

/** These end the session that the others need, or never end. */
const LEFT_OUT = new Set(['POST /admin/sign-out', 'POST /admin/account/sessions/end-others', 'GET /admin/kpi/events'])
const FIELDS = [
  'id',
  'question',
  'answer',
  'name',
  'login',
  'password',
  'section',
  'version',
  'revision',
  'q',
  'page',
  'from',
  'to',
  'next',
  'note',
  'tags',
  '__proto__',
  'constructor[prototype]',
]
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/json',
  'application/json; charset=utf-16',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  ';',
]
const DEEP = 10_000

export function malformedRequests(count: number, seed: number, someone: Someone): readonly Sending[] {
  const random = seededRandom(seed)
  const known = [
    ...hostileTextRequests(someone.questionId),
    ...hostileTicketRequests(someone.questionId),
    ...misshapenRequests(someone.questionId),
  ]
  const routes = Object.keys(MATRIX_ROUTES).filter(route => !LEFT_OUT.has(route))
  return Array.from({ length: count }, () => {
    if (random.chance(OF_THE_OFFICE)) return toOffice(random.pick(routes), someone, random)
    if (random.chance(TO_SLACK)) return toSlack(random)
    return knownRequest(random.pick(known))
  })
}

function knownRequest({ method = 'GET', path, headers = {}, body }: RawRequest): Sending {
  const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join('; ')] as const)
  const bytes = body === undefined || typeof body === 'string' ? body : Buffer.from(body)
  return { method, path, headers: Object.fromEntries(flat), ...(bytes !== undefined && { body: bytes }) }
}

function toOffice(route: string, { cookie, origin }: Someone, random: SeededRandom): Sending {
  const [method = 'GET', pattern = '/'] = route.split(' ')
  const path = pattern.replace(/\{\w+\}/gu, () => encode(random.pick(HOSTILE_TEXTS)).slice(0, 2_000) || '%00')
  const query = random.chance(0.5) ? `?${formBody(random)}`.slice(0, 4_000) : ''
  const headers = {
    ...(random.chance(0.5) && { Cookie: cookie }),
    ...(random.chance(0.7) && { Origin: origin }),
  }
  if (method === 'GET') return { method, path: path + query, headers }
  const { type, body } = anyBody(random)
  return { method, path: path + query, headers: { ...headers, 'Content-Type': type }, body }
}

function toSlack(random: SeededRandom): Sending {
  const { type, body } = anyBody(random)
  const signed = { ...eventRequest({}, new Date()), body: body.toString(), contentType: type }
  const headers = signedHeaders(signed, random.chance(0.5) ? SIGNING_SECRET : 'of-somebody-else')
  return { method: 'POST', path: '/slack/events', headers, body: signed.body }
}

function anyBody(random: SeededRandom): { readonly type: string; readonly body: string | Buffer } {
  const json = 'application/json'
  const text = JSON.stringify(random.pick(HOSTILE_TEXTS))
  return random.pick([
    () => ({ type: 'application/x-www-form-urlencoded', body: formBody(random) }),
    () => ({ type: random.pick(TYPES), body: formBody(random) }),
    () => ({
      type: json,
      body: `{"type":"event_callback","event":{"type":"message","text":${text}},"question":${text}}`,
    }),
    () => ({ type: json, body: `{"__proto__":{"question":${text}},"question":[${text}],"question":{}}` }),
    () => ({ type: json, body: `${'['.repeat(DEEP)}${']'.repeat(DEEP)}` }),
    () => ({ type: json, body: `{"${'k'.repeat(60_000)}":${text}}` }),
    () => ({ type: json, body: `{"question":"${'あ'.repeat(21_500)}"}` }),
    () => ({ type: json, body: Buffer.from(`\ufeff{"question":${text}}`, 'utf16le') }),
    () => ({ type: json, body: '{"question":"\\ud800\\u0000\\udfff' }),
    () => ({
      type: 'multipart/form-data; boundary=x',
      body: `--x\r\nContent-Disposition: form-data; name="file"; filename=${text}\r\n\r\n`,
    }),
    () => ({ type: 'application/x-www-form-urlencoded', body: `${'k=v&'.repeat(5_000)}question=%ff%fe` }),
  ])()
}

/** Some names twice. */
function formBody(random: SeededRandom): string {
  const count = random.between(0, 8)
  return Array.from({ length: count }, () => `${random.pick(FIELDS)}=${encode(random.pick(HOSTILE_TEXTS))}`).join('&')
}

/** A lone surrogate goes as the bytes that no UTF-8 has. */
function encode(text: string): string {
  return [...text].map(char => (char.isWellFormed() ? encodeURIComponent(char) : '%ed%a0%80')).join('')
}
