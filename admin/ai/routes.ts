// The use of a chat model: its state with the switch, and what was sent to it. What was sent is read and exported, never changed.
import { actorOf } from '../../src/core/access/account.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { maskedWord, purposeWord, modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import type { ModelSwitch } from '../../src/core/ports/model-switch.ts'
import type { OutboundRecords, RecordedText } from '../../src/core/ports/outbound-log.ts'
import type { TokenUsage } from '../../src/core/ports/token-counter.ts'
import { CSV_TYPE, csvPieces, sendExport } from '../csv-export.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { aiPage, type ShownModel } from './ai-page.ts'
import { readSentForm, type SentForm } from './sent-form.ts'

export interface AiDeps {
  readonly modelSwitch: ModelSwitch
  readonly outbound: Omit<OutboundRecords, 'purgeBefore'>
  readonly usage: TokenUsage
  /** Null where no chat model is set up. */
  readonly access: ShownModel | null
  /** Host of the endpoint that makes vectors of questions; null where that is done here. */
  readonly vectorsHost: string | null
  readonly now: () => Date
}

const RECORDS_PER_PAGE = 50
/** A month with its last day. */
const DAYS_MAX = 31

export function aiRoutes(deps: AiDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /ai', 'models.manage', visit => showUse(visit, deps)),
    guardedRoute('GET /ai/export', 'models.manage', visit => exportSent(visit, deps)),
    guardedRoute('POST /ai/switch', 'models.manage', visit => moveSwitch(visit, deps)),
  ]
}

async function showUse({ request, send }: SignedInVisit, deps: AiDeps): Promise<void> {
  const form = readSentForm(request.query)
  const last = Number(readField(request.query, 'olderThan'))
  const olderThan = Number.isInteger(last) && last > 0 ? last : undefined
  const done = readField(request.query, 'done')
  await send(await pageOf(form, { olderThan, done }, deps), form.problem === null ? 200 : 400)
}

interface Shown {
  readonly olderThan?: number | undefined
  readonly done?: string
}

async function pageOf(form: SentForm, { olderThan, done }: Shown, deps: AiDeps) {
  const { modelSwitch, outbound, usage, access, vectorsHost, now } = deps
  const isGood = form.problem === null
  const found = isGood ? await outbound.page(form.filter, { olderThan, limit: RECORDS_PER_PAGE + 1 }) : []
  const records = found.slice(0, RECORDS_PER_PAGE)
  return aiPage({
    state: await modelSwitch.read(),
    access,
    vectorsHost,
    now: now(),
    used: await usage.tokensOn(dateInJapan(now())),
    form,
    days: isGood ? await outbound.days(form.filter, DAYS_MAX) : [],
    records,
    next: found.length > records.length ? (records.at(-1)?.seq ?? null) : null,
    paged: olderThan !== undefined,
    done: done === 'on' || done === 'off' ? done : null,
  })
}

async function moveSwitch({ request, response, account }: SignedInVisit, { modelSwitch }: AiDeps): Promise<void> {
  const isOn = readField(request.body, 'to') === 'on'
  await modelSwitch.move(isOn, actorOf(account))
  response.redirect(303, `/admin/ai?done=${isOn ? 'on' : 'off'}`)
}

async function exportSent({ request, response, send }: SignedInVisit, deps: AiDeps): Promise<void> {
  const form = readSentForm(request.query)
  if (form.problem !== null) return send(await pageOf(form, {}, deps), 400)
  const pieces = csvPieces(deps.outbound.each(form.filter), { header: header(), cells })
  await sendExport(response, { type: CSV_TYPE, name: texts.fileName }, pieces)
}

function header(): readonly string[] {
  const { seq, at, purpose, host, model, question, entries, characters, masked } = texts.columns
  return [seq, at, purpose, host, model, question, entries, characters, masked]
}

function cells(record: RecordedText): readonly string[] {
  const { seq, at, purpose, host, model, questionId, entryIds, characters, maskedKinds } = record
  const [entries, masked] = [entryIds.join(' '), maskedKinds.map(maskedWord).join('、')]
  return [
    String(seq),
    at.toISOString(),
    purposeWord(purpose),
    host,
    model,
    questionId ?? '',
    entries,
    String(characters),
    masked,
  ]
}
