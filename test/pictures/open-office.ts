// The office that the pictures show: the real product with its sample data behind its real server on 127.0.0.1, in a folder of its
// own, with half a year of questions, the people who work on entries, and work that waits for them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Product } from '../../src/cli/cli-deps.ts'
import { readEvaluationQueries } from '../../src/cli/read-evaluation-set.ts'
import { loadConfig } from '../../src/config.ts'
import { type Account, actorOf, type Grant } from '../../src/core/access/account.ts'
import { PLAIN_CONTENT } from '../../src/core/entry.ts'
import { listen } from '../../src/server/listen.ts'
import { buildServer } from '../../src/wiring/build-server.ts'
import { loadSample } from '../../src/wiring/load-sample.ts'
import { openProduct } from '../../src/wiring/open-product.ts'
import { signInAs } from '../stories/sign-in.ts'
import { setMoment } from './fixed-clock.ts'

/** A working day after the last registration of the sample data, before the first of its reviews is overdue. */
const TODAY = '2026-12-01T10:00:00+09:00'

const JINJI = { code: 'jinji', name: '人事課' } as const

/** Waits for the approver of its section. */
export const WAITING_ENTRY = 'jinji-900'

export interface Office extends AsyncDisposable {
  readonly url: string
  readonly product: Product
  readonly people: Readonly<Record<'editor' | 'approver' | 'manager' | 'administrator', Account>>
}

export async function openOffice(): Promise<Office> {
  setMoment(TODAY)
  const { product, ...opened } = await openProductWithSample()
  await product.settleIndex()
  const people = await hire(product)
  await askThroughTheYear(product)
  await leaveWork(product, people)
  return { product, people, ...opened }
}

async function openProductWithSample(): Promise<Omit<Office, 'people'>> {
  const folder = await mkdtemp(join(tmpdir(), 'zencho-pictures-'))
  const config = loadConfig({ DATA_DIR: folder })
  const product = await openProduct(config, () => {})
  await loadSample(product, config)
  const listening = await listen(
    buildServer(product, config, () => {}),
    '127.0.0.1',
    0,
  )
  const close = async () => {
    await listening.close(0)
    await product.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: listening.url, product, [Symbol.asyncDispose]: close }
}

async function hire(product: Product): Promise<Office['people']> {
  const add = async (login: string, name: string, grants: readonly Grant[], sectionCode: string = JINJI.code) =>
    (await signInAs({ product }, { login, name, grants, sectionCode, mail: `${login}@pref.shiomi.example.jp` })).account
  return {
    editor: await add('jinji-ichiro', '人事 一郎', [{ role: 'editor', sectionCode: JINJI.code }]),
    approver: await add('jinji-hanako', '人事 花子', [{ role: 'approver', sectionCode: JINJI.code }]),
    manager: await add('fureai-kazuko', '汐見 和子', [{ role: 'manager', sectionCode: null }], 'fureai'),
    administrator: await add('joho-taro', '情報 太郎', [{ role: 'administrator', sectionCode: null }], 'joho'),
  }
}

/** Every question of the evaluation once, over the working hours of April to November. */
async function askThroughTheYear({ conversation }: Product): Promise<void> {
  const queries = await readEvaluationQueries(join(import.meta.dirname, '../../faq-data/evaluation/queries.jsonl'))
  for (const [i, { text, relevant }] of queries.entries()) {
    setMoment(momentOf(i, queries.length))
    const { questionId, answer } = await conversation.ask({ text, channel: 'web', asker: `asker-${i % ASKERS}` })
    if (answer === null || i % 2 === 0) continue // one in two says nothing
    const kind = answer.entry.id in relevant ? 'resolved' : 'unresolved'
    await conversation.react({ questionId, kind, entryId: answer.entry.id })
  }
  setMoment(TODAY)
}

const ASKERS = 120
const FIRST_QUESTION = Date.parse('2026-04-01T08:30:00+09:00')
const LAST_QUESTION = Date.parse('2026-11-30T17:00:00+09:00')

function momentOf(i: number, count: number): string {
  return new Date(FIRST_QUESTION + ((LAST_QUESTION - FIRST_QUESTION) * i) / (count - 1)).toISOString()
}

/** A ticket and an entry that wait, questions that nothing answers, a target and the number of staff. */
async function leaveWork({ registry, conversation, learning, desk, kpi }: Product, people: Office['people']) {
  const asker = { questionId: null, replyTo: { door: 'web' }, asker: null, askerName: null } as const
  const { code: sectionCode } = JINJI
  for (const { at, question } of TICKETS) {
    setMoment(at)
    await desk.tickets.open({ ...asker, question, sectionCode }, 'web')
  }
  for (const [i, text] of UNANSWERED.entries()) await conversation.ask({ text, channel: 'web', asker: `drone-${i}` })
  setMoment('2026-11-30T16:20:00+09:00')
  const draft = { ...PLAIN_CONTENT, ...WAITING, registeredOn: null, revisedOn: null }
  await registry.save([{ ...draft, status: 'draft' }], { actor: actorOf(people.editor), note: '新しく作りました。' })
  await registry.save([{ ...draft, status: 'in_review' }], { actor: actorOf(people.editor) })
  await setTargets(kpi)
  setMoment(TODAY)
  await learning.settleClusters()
}

const TICKETS = [
  {
    at: '2026-11-27T11:05:00+09:00',
    question: '子どもの学級閉鎖で急に休むとき、年次有給休暇のほかに使える休暇はありますか。',
  },
  {
    at: '2026-11-30T09:40:00+09:00',
    question: '職員証を自宅に忘れた日は、登庁の記録をどのように付ければよいですか。',
  },
]

const UNANSWERED = [
  '業務でドローンを飛ばす手続きを教えてください',
  'ドローンを飛ばしたい',
  'ドローンの飛行の申請はどこにしますか',
  '献血に行く時間の扱い',
  '献血は勤務時間中に行けますか',
]

const WAITING = {
  id: WAITING_ENTRY,
  section: JINJI,
  question: '昼の休憩時間を、ずらして取ることはできますか。',
  answer:
    '窓口の当番など、公務の都合がある場合に限り、所属長の指示で11時30分から13時30分までの間にずらせます。\n\n1. 前日までに、所属の当番表で時間を決める\n2. 当日、ずらした時間に休憩を取る\n3. 休憩を取れなかったときは、その日のうちに所属長に伝える',
  phrasings: ['昼休みをずらしたい', '窓口当番の日の昼休み'],
  tags: ['勤務時間'],
  basis: ['職員の勤務時間、休暇等に関する規則第4条'],
  reviewBy: '2027-11-30',
} as const

/** As if the registry had taken over entries of an earlier system, so that the figures are those of an office of this size. */
async function setTargets({ figures, plan }: Product['kpi']): Promise<void> {
  await figures.addOpening({ onDate: '2021-03-31', count: 1_800, note: '前のシステムの登録数' }, 'cli')
  await figures.addOpening({ onDate: '2022-03-31', count: 3_100, note: '前のシステムの登録数' }, 'cli')
  await figures.setStaffNumber(2026, 4_200, 'cli')
  const [registrations] = await plan.indicators()
  if (registrations === undefined) throw new Error('expected the plan of the sample data')
  const target = (fiscalYear: number, number: number) => ({
    indicatorId: registrations.id,
    seen: { text: '', note: '' },
    fiscalYear,
    side: 'target' as const,
    text: number.toLocaleString('ja-JP'),
    number,
    note: '',
  })
  await plan.setValues([target(2025, 5_400), target(2026, 5_700)], 'cli')
}
