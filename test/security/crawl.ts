// Goes wherever a page leads, submits every form with plain and hostile values, asks for what nobody links to, and comes back to
// see what became of what was planted. Bounded, and the same at every run but for the ids that the product draws.
import { type Draw, seededDraw } from '../../src/core/seeded-draw.ts'
import { addressesOfSealed, questionsForSealed } from './guess.ts'
import { HOSTILE_VALUES } from './hostile.ts'
import { type Finding, isHtml, judge, type Seen } from './judge.ts'
import { ENDS_A_SCAN } from './open-proxy.ts'
import type { Target } from './open-target.ts'
import { type FormField, type PageForm, readPage } from './read-page.ts'
import type { Role } from './sealed.ts'
import { type Attacker, type Sent, send } from './send.ts'

/** Pages of one kind that are looked at: the next ones show what these do. */
const PAGES_PER_KIND = 3
const PAGES_MAX = 500
const FORMS_MAX = 160
const HOSTILE_ROUNDS = 3
const HOSTILE_QUERIES = 4
const SEED = 20_261_201

export interface Crawl {
  readonly findings: readonly Finding[]
  readonly requests: number
  readonly pages: number
  readonly forms: number
  readonly kinds: readonly string[]
}

interface Journey extends Attacker {
  readonly draw: Draw
  readonly findings: Finding[]
  /** Addresses to look at, with the page that leads there; '' for those that were guessed. */
  readonly queue: { readonly path: string; readonly from: string }[]
  readonly known: Set<string>
  readonly kinds: Map<string, number>
  readonly forms: Map<string, { readonly form: PageForm; readonly page: string }>
  readonly visited: string[]
  count: number
}

export async function crawl(target: Target, role: Role): Promise<Crawl> {
  const { url, cookies } = target
  const journey: Journey = {
    url,
    role,
    cookie: cookies[role],
    draw: seededDraw(SEED),
    findings: [],
    queue: [],
    known: new Set(),
    kinds: new Map(),
    forms: new Map(),
    visited: [],
    count: 0,
  }
  for (const path of STARTS) enqueue(path, '', journey)
  for (const path of addressesOfSealed(target)) {
    journey.known.add(path)
    journey.queue.push({ path, from: '' })
  }
  await visitAll(journey)
  for (const sent of questionsForSealed()) await follow(await ask(sent, journey), journey)
  await submitAll(journey)
  await visitAll(journey)
  // What was planted comes up where somebody looks later.
  for (const path of journey.visited.slice()) await ask({ path }, journey)
  const { findings, count: requests, visited, forms, kinds } = journey
  return { findings: distinct(findings), requests, pages: visited.length, forms: forms.size, kinds: [...kinds.keys()] }
}

const STARTS: readonly string[] = [
  '/',
  '/admin/',
  '/widget',
  '/widget.js',
  '/api/openapi.json',
  '/api/v1/entries?limit=100',
  '/api/v1/figures/summary',
  '/api/v1/plan',
  '/figures',
  '/healthz',
  '/readyz',
  '/metrics',
  '/mcp',
  '/none',
]

async function ask(sent: Sent, journey: Journey): Promise<Seen> {
  ;(await import('node:fs')).appendFileSync(
    '/tmp/dev-req.log',
    `${Date.now()} ${sent.method ?? 'GET'} ${sent.path.slice(0, 200)}\n`,
  )
  journey.count += 1
  const seen = await send(journey, sent)
  journey.findings.push(...judge(seen))
  return seen
}

function enqueue(address: string, from: string, journey: Journey): void {
  const here = new URL(from === '' ? '/' : from, journey.url)
  if (!URL.canParse(address, here.href)) return
  const { origin, pathname, search } = new URL(address, here)
  const path = pathname + search
  if (origin !== new URL(journey.url).origin || journey.known.has(path)) return
  journey.known.add(path)
  const kind = kindOf(path)
  const times = journey.kinds.get(kind) ?? 0
  journey.kinds.set(kind, times + 1)
  if (times < PAGES_PER_KIND) journey.queue.push({ path, from })
}

/** What an address is about, whichever entry or day it names. */
export function kindOf(path: string): string {
  const [address = '', query = ''] = path.split('?')
  const segments = address.split('/').map(part => (/\d|^(?:jinji|ryohi|joho)-/u.test(part) ? '{}' : part))
  const names = [...new Set(new URLSearchParams(query).keys())].toSorted()
  return `${segments.join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`
}

async function visitAll(journey: Journey): Promise<void> {
  for (let next = journey.queue.shift(); next !== undefined; next = journey.queue.shift()) {
    if (journey.visited.length >= PAGES_MAX) return
    const { path, from } = next
    journey.visited.push(path)
    const seen = await ask({ path }, journey)
    if (seen.status === 404 && from !== '') {
      tell(journey, { what: 'a link that leads nowhere', request: `GET ${path}`, evidence: `on ${from}` })
    }
    await follow(seen, journey)
    await distort(path, journey)
  }
}

/** Takes up where an answer leads. */
async function follow(seen: Seen, journey: Journey): Promise<void> {
  const location = seen.headers.get('location')
  if (location !== null) enqueue(location, seen.path, journey)
  if (!isHtml(seen.headers)) return
  const { links, forms } = readPage(seen.text)
  for (const link of links.filter(each => !each.startsWith('#'))) enqueue(link, seen.path, journey)
  for (const form of forms) {
    const action = pathOf(form.action, seen.path)
    const key = `${form.method} ${kindOf(action)} ${form.fields.map(({ name }) => name.replace(/\d+/gu, '#')).join()}`
    if (!journey.forms.has(key) && journey.forms.size < FORMS_MAX) journey.forms.set(key, { form, page: seen.path })
  }
}

const pathOf = (action: string, page: string): string => {
  const { pathname, search } = new URL(action === '' ? page : action, new URL(page, 'http://here.invalid'))
  return pathname + search
}

/** The same address with something else in each of its parameters. */
async function distort(path: string, journey: Journey): Promise<void> {
  const [address = '', query = ''] = path.split('?')
  const parameters = [...new URLSearchParams(query)]
  if (parameters.length === 0) return
  for (let time = 0; time < HOSTILE_QUERIES; time += 1) {
    const changed = parameters.map(
      ([name, value]) => [name, journey.draw() < 0.6 ? hostile(journey) : value] as [string, string],
    )
    await ask({ path: `${address}?${new URLSearchParams(changed).toString()}` }, journey)
  }
}

function hostile({ draw }: Journey): string {
  return (HOSTILE_VALUES[Math.floor(draw() * HOSTILE_VALUES.length)] ?? '').toWellFormed()
}

/** Forms bring up pages with forms: until there are no new ones. */
async function submitAll(journey: Journey): Promise<void> {
  const done = new Set<string>()
  for (let more = true; more; ) {
    const waiting = [...journey.forms].filter(([key]) => !done.has(key))
    more = waiting.length > 0
    for (const [key, { form, page }] of waiting) {
      done.add(key)
      await submit(form, page, journey)
    }
  }
}

async function submit(form: PageForm, page: string, journey: Journey): Promise<void> {
  const action = pathOf(form.action, page)
  const isSignIn = journey.role === 'anonymous'
  if (!isSignIn && ENDS_A_SCAN.test(`${form.method} ${action}`)) return
  if (form.method === 'GET') {
    const path = action.split('?')[0] ?? ''
    for (let time = 0; time < HOSTILE_ROUNDS; time += 1) {
      await ask(
        { path: `${path}?${new URLSearchParams(fill(form, () => hostile(journey), journey)).toString()}` },
        journey,
      )
    }
    return enqueue(`${path}?${new URLSearchParams(fill(form, plain, journey)).toString()}`, page, journey)
  }
  await expectRefused(form, action, journey)
  for (let time = 0; time < HOSTILE_ROUNDS; time += 1) {
    await followPost(
      await ask(
        post(
          form,
          action,
          fill(form, () => hostile(journey), journey),
        ),
        journey,
      ),
      journey,
    )
  }
  await followPost(await ask(post(form, action, fill(form, plain, journey)), journey), journey)
}

/** Looks at what came of it at once, whatever else of the kind was seen. */
async function followPost(seen: Seen, journey: Journey): Promise<void> {
  await follow(seen, journey)
  const location = seen.headers.get('location')
  if (location !== null && location.startsWith('/')) await follow(await ask({ path: location }, journey), journey)
}

/** The page of another site sends it: nothing may come of it. */
async function expectRefused(form: PageForm, action: string, journey: Journey): Promise<void> {
  const filled = post(form, action, fill(form, plain, journey))
  for (const headers of [{ Origin: 'https://evil.invalid' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    const { status } = await ask({ ...filled, headers }, journey)
    if (status !== 403) {
      tell(journey, { what: 'a form for other sites', request: `POST ${action}`, evidence: `${status}` })
    }
  }
}

function post({ multipart }: PageForm, path: string, fields: [string, string][]): Sent {
  if (!multipart) return { method: 'POST', path, body: new URLSearchParams(fields) }
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  body.append('file', new Blob([`質問,回答\n${HOSTILE_VALUES.slice(0, 9).join(',')},x\n`]), `${HOSTILE_VALUES[0]}.csv`)
  return { method: 'POST', path, body }
}

const plain = ({ value, type }: FormField): string => (value === '' && type !== 'hidden' ? '試しの文です。' : value)

/** Hidden fields, buttons and choices keep their values half of the time: else nothing would get past the first look at them. */
function fill({ fields }: PageForm, valueOf: (field: FormField) => string, { draw }: Journey): [string, string][] {
  const buttons = fields.filter(({ type }) => type === 'submit' || type === 'button')
  const pressed = buttons[Math.floor(draw() * buttons.length)]
  return fields
    .filter(field => field.type !== 'file' && (!buttons.includes(field) || field === pressed))
    .map(field => {
      const isTyped = ['text', 'search', 'textarea', 'email', 'url', 'tel'].includes(field.type)
      return [field.name, isTyped || draw() < 0.2 ? valueOf(field) : field.value] as [string, string]
    })
}

function tell(journey: Journey, finding: Omit<Finding, 'role'>): void {
  journey.findings.push({ ...finding, role: journey.role })
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ what, request, evidence }: Finding) => `${what} ${kindOf(request)} ${evidence}`
  return [...new Map(findings.map(finding => [keyOf(finding), finding])).values()]
}
