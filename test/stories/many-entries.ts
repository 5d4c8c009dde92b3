// As many entries as a story wants, each with a question of its own that no other entry's words make up.
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { entryInput } from './story-entries.ts'

const TOPICS = [
  ['公用車', 'kanzai'],
  ['防災倉庫', 'kiki'],
  ['議会中継', 'gikai'],
  ['職員食堂', 'fukuri'],
  ['健康診断', 'kenko'],
  ['行政文書', 'bunsho'],
  ['入札', 'keiyaku'],
  ['補助金', 'zaisei'],
  ['統計調査', 'tokei'],
  ['広報誌', 'koho'],
  ['無線機', 'kiki'],
  ['図書室', 'kenshu'],
  ['駐輪場', 'kanzai'],
  ['通訳', 'koho'],
  ['監査', 'kansatsu'],
  ['名刺', 'bunsho'],
] as const

const ACTIONS = [
  '予約はどこでしますか。',
  '費用はいくらですか。',
  '担当者は誰ですか。',
  '締切を教えてください。',
  '様式を入手したいです。',
  '故障したらどうしますか。',
  '廃止の予定はありますか。',
  '点検の頻度を知りたいです。',
  '見学を申し込みたいです。',
  '苦情が届きました。',
  '名義を変更したいです。',
  '鍵を紛失しました。',
  '写真を撮影してよいですか。',
  '面積を測定したいです。',
  '英語で説明したいです。',
  '過去の実績を調べたいです。',
] as const

const COUNT_MAX = TOPICS.length * ACTIONS.length

/** Entries `from` to `from + count`; the same number is always the same entry. */
export function manyEntries(from: number, count: number): readonly EntryInput[] {
  if (from + count > COUNT_MAX) throw new RangeError(`expected at most ${COUNT_MAX} entries, got ${from + count}`)
  return Array.from({ length: count }, (_, i) => manyEntry(from + i))
}

function manyEntry(number: number): EntryInput {
  // Neighbours in number differ in both words.
  const [topic, code] = TOPICS[number % TOPICS.length] ?? TOPICS[0]
  const action = ACTIONS[(number + Math.floor(number / TOPICS.length)) % ACTIONS.length] ?? ACTIONS[0]
  const id = `many-${String(number).padStart(4, '0')}`
  const question = `${topic}の${action}`
  return entryInput(
    id,
    { code, name: `${code}課` },
    { question, answer: `${topic}については、${code}課の案内（第${number}号）に従ってください。` },
  )
}
