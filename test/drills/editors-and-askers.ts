// Twenty editors at work and two hundred people who ask, at the same time, against a real server with the sample data: no error,
// no lost save, and an answer within a second for 99 of 100 (TESTLIST B4).
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { summariseTimes } from '../bench/latency.ts'
import { seededRandom } from '../bench/seeded-random.ts'
import { makeFolder } from '../stories/story-entries.ts'
import { startServer } from '../stories/zencho-process.ts'
import { between, type EditorsMeasured, editor, type Person, savedRevisions, signInEditors } from './editors-at-work.ts'

const EDITORS = 20
const ASKERS = 200
const ANSWER_P99_MAX_MS = 1_000
/** Seconds between what one person does and the next thing they do. */
const ASKER_PAUSE_S = [2, 12] as const
/** Everybody does not come at once. */
const ARRIVAL_S = 10

const QUESTIONS = [
  '有給休暇を取りたいときはどうすればいい？',
  '出張の旅費はいつ振り込まれますか',
  'パスワードを忘れた',
  'VPNにつながらない',
  '名刺を作りたい',
  '文書の保存期間を教えて',
  '会議室の予約の仕方',
  '育休はいつから取れますか',
  '契約書に印紙は必要ですか',
  '公用車を借りたい',
  'ストレスチェックの案内が来ない',
  '情報公開請求が来たらどうする',
]

interface Measured extends EditorsMeasured {
  readonly answers: number[]
}

export async function editorsAndAskers(minutes: number): Promise<boolean> {
  const folder = await makeFolder()
  const dataDir = join(folder, 'data')
  const measured: Measured = { answers: [], edits: [], errors: [], saves: 0 }
  try {
    await using server = await startServer({ DATA_DIR: dataDir })
    await untilReady(server.url)
    const cookies = await signInEditors(dataDir, EDITORS)
    const until = performance.now() + minutes * 60_000
    const { next: random } = seededRandom(20261130)
    await Promise.all([
      ...Array.from({ length: ASKERS }, () => asker({ url: server.url, until, random }, measured)),
      ...cookies.map((cookie, index) => editor({ url: server.url, until, random, cookie, index }, measured)),
    ])
    return report(measured, { minutes, saved: await savedRevisions(dataDir) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(500)
}

async function asker({ url, until, random }: Person, { answers, errors }: Measured): Promise<void> {
  await pause(random() * ARRIVAL_S * 1_000)
  while (performance.now() < until) {
    const question = QUESTIONS[Math.floor(random() * QUESTIONS.length)] ?? ''
    const before = performance.now()
    const response = await fetch(`${url}/api/v1/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question }),
    })
    await response.text()
    answers.push(performance.now() - before)
    if (response.status !== 200) errors.push(`ask ${response.status}`)
    await pause(between(ASKER_PAUSE_S, random))
  }
}

function report(measured: Measured, { minutes, saved }: { readonly minutes: number; readonly saved: number }): boolean {
  const { answers, edits, errors, saves } = measured
  const asked = summariseTimes(answers)
  const edited = summariseTimes(edits)
  const ms = (value: number) => `${value.toFixed(0)} ms`
  console.log(`${EDITORS} editors and ${ASKERS} askers, ${minutes} min`)
  console.log(`answers: ${asked.count}, p50 ${ms(asked.p50)}, p99 ${ms(asked.p99)}, max ${ms(asked.max)}`)
  console.log(`editors' pages: ${edited.count}, p50 ${ms(edited.p50)}, p99 ${ms(edited.p99)}, max ${ms(edited.max)}`)
  console.log(`saves: ${saves}, revisions found: ${saved}`)
  console.log(`errors: ${errors.length}${errors.length > 0 ? ` (${[...new Set(errors)].join(', ')})` : ''}`)
  const met = errors.length === 0 && asked.p99 < ANSWER_P99_MAX_MS && saved === saves
  console.log(met ? 'met' : 'missed')
  return met
}
