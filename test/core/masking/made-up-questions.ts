// Questions as staff might type them, made up by a seeded draw: with personal data whose place is known, and with what
// looks like personal data and is none. All names, numbers and addresses are invented.
import { hasMyNumberCheckDigit } from '../../../src/core/masking/find-numbers.ts'
import type { MaskedKind } from '../../../src/core/masking/masked-kinds.ts'
import { type Draw, seededDraw } from '../../../src/core/seeded-draw.ts'

export interface MadeUpQuestion {
  readonly text: string
  /** Each piece of personal data in it, as typed. */
  readonly secrets: readonly { readonly kind: MaskedKind; readonly typed: string }[]
  /** Parts that must still be there afterwards. */
  readonly kept: readonly string[]
}

export function makeQuestions(count: number, seed: number): readonly MadeUpQuestion[] {
  const draw = seededDraw(seed)
  return Array.from({ length: count }, (_, i) => (i % 5 < 3 ? withSecret(draw, i) : withoutSecret(draw)))
}

const pick = <T>(draw: Draw, items: readonly T[]): T => items[Math.floor(draw() * items.length)] as T
const digits = (draw: Draw, length: number) => Array.from({ length }, () => Math.floor(draw() * 10)).join('')
const wide = (text: string) => text.replace(/[!-~]/gu, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
const sometimesWide = (draw: Draw, text: string) => (draw() < 0.2 ? wide(text) : text)

type Maker = (draw: Draw) => { readonly typed: string; readonly sentence: (typed: string) => string }

const sentences =
  (...forms: readonly string[]) =>
  (draw: Draw) => {
    const form = pick(draw, forms)
    return (typed: string) => form.replace('□', typed)
  }

const MAKERS: Readonly<Record<MaskedKind, Maker>> = {
  my_number: draw => ({
    typed: sometimesWide(draw, grouped(draw, myNumber(draw))),
    sentence: sentences(
      '個人番号は□です。',
      '□を提出しました。',
      'マイナンバー：□の登録を直したい',
      '番号（□）が変わった',
    )(draw),
  }),
  phone: draw => ({
    typed: sometimesWide(draw, phone(draw)),
    sentence: sentences(
      '連絡先は□です。',
      'TEL:□',
      '□に電話してください。',
      '父の携帯（□）を登録したい',
      '☎□まで',
    )(draw),
  }),
  mail: draw => ({
    typed: sometimesWide(draw, mail(draw)),
    sentence: sentences('□に届きません。', 'メールは<□>です', '宛先：□', '□を転送先にしたい', 'アドレス「□」')(draw),
  }),
  postal_code: draw => ({
    typed: sometimesWide(draw, `${digits(draw, 3)}-${digits(draw, 4)}`),
    sentence: sentences(
      '〒□に送ってほしい',
      '郵便番号は□',
      '〒 □ 汐見県汐見市',
      '□ 汐見県潮見郡浜町に引っ越した',
    )(draw),
  }),
  address: draw => ({
    typed: sometimesWide(draw, address(draw)),
    sentence: sentences('住所は□です。', '□に転居しました。', '自宅（□）から通勤', '宛先：□', '実家が□にあり、')(draw),
  }),
  employee_number: draw => ({
    typed: draw() < 0.5 ? `S${digits(draw, 6)}` : digits(draw, pick(draw, [5, 6, 7, 8])),
    sentence: sentences(
      '職員番号は□です。',
      '職員番号：□',
      '社員番号（□）',
      '職員コード□の者です',
      '職員ID □ の',
    )(draw),
  }),
  bank_account: draw => ({
    typed: sometimesWide(draw, digits(draw, 7)),
    sentence: sentences('口座番号は□です。', '普通 □', '汐見銀行本店 普通預金 □', '当座□に', '振込先の口座：□')(draw),
  }),
}

const TAILS = [
  '手続を教えてください。',
  'どうすればいいですか。',
  '通勤手当はどうなりますか。',
  '変更届は要りますか。',
] as const
const HEADS = [
  '',
  'お世話になっております。',
  '至急です。',
  '人事課の汐見と申します。',
  '令和8年4月1日付けで異動しました。',
] as const

function withSecret(draw: Draw, i: number): MadeUpQuestion {
  const kinds = Object.keys(MAKERS) as readonly MaskedKind[]
  const first = kinds[i % kinds.length] ?? 'phone'
  const wanted = draw() < 0.25 ? [first, pick(draw, kinds)] : [first]
  const head = pick(draw, HEADS)
  const tail = pick(draw, TAILS)
  const made = wanted.map(kind => ({ kind, ...MAKERS[kind](draw) }))
  const text = head + made.map(({ typed, sentence }) => sentence(typed)).join('\n') + tail
  return { text, secrets: made.map(({ kind, typed }) => ({ kind, typed })), kept: [head, tail] }
}

const myNumber = (draw: Draw): string => {
  const eleven = digits(draw, 11)
  const last = Array.from({ length: 10 }, (_, digit) => String(digit)).find(digit =>
    hasMyNumberCheckDigit(eleven + digit),
  )
  return eleven + (last ?? '0')
}
const grouped = (draw: Draw, number: string) =>
  pick(draw, [number, number.replace(/(\d{4})(?=\d)/gu, '$1 '), number.replace(/(\d{4})(?=\d)/gu, '$1-'), number])

const phone = (draw: Draw): string => {
  const d = (length: number) => digits(draw, length)
  const mobile = pick(draw, ['090', '080', '070', '050'])
  return pick(draw, [
    `${mobile}-${d(4)}-${d(4)}`,
    `${mobile}${d(8)}`,
    `${mobile} ${d(4)} ${d(4)}`,
    `${mobile}.${d(4)}.${d(4)}`,
    `03-${d(4)}-${d(4)}`,
    `03(${d(4)})${d(4)}`,
    `(0${pick(draw, ['45', '52', '92'])})${d(3)}-${d(4)}`,
    `0${pick(draw, ['45', '52', '92'])}${d(7)}`,
    `0${pick(draw, ['154', '978', '837'])}-${d(2)}-${d(4)}`,
    `0${pick(draw, ['1267', '9912'])}-${d(1)}-${d(4)}`,
    `0120-${d(3)}-${d(3)}`,
    `+81-${mobile.slice(1)}-${d(4)}-${d(4)}`,
    `+81 3 ${d(4)} ${d(4)}`,
    `+81(0)45-${d(3)}-${d(4)}`,
    `${mobile}‐${d(4)}‐${d(4)}`,
    `${mobile}ー${d(4)}ー${d(4)}`,
  ])
}

const mail = (draw: Draw): string => {
  const name = pick(draw, ['taro.shiomi', 'hanako_77', 'sato-k', 'info2', 'a', 'yamada+faq'])
  return `${name}@${pick(draw, ['pref.shiomi.example', 'mail.example.com', 'city-a.lg.example', 'x.example.co.jp'])}`
}

const address = (draw: Draw): string => {
  const n = (max: number) => String(1 + Math.floor(draw() * max))
  const city = pick(draw, [
    '汐見県汐見市',
    '汐見市',
    '東京都港区',
    '北海道しおみ郡はま町',
    '大阪府潮市',
    '神奈川県みなと市北区',
    'しおみ市',
    '潮見郡浜町',
    '沖縄県しま郡みさき村',
  ])
  const town = pick(draw, [
    '本町',
    '大字浜田',
    '虎ノ丘',
    '霧ヶ浜',
    '緑が丘',
    '中央',
    'みどり台',
    '字前田',
    'セントラルパーク',
  ])
  const number = pick(draw, [
    `${n(9)}丁目${n(30)}番${n(20)}号`,
    `${n(9)}丁目${n(30)}-${n(20)}`,
    `${n(9)}-${n(30)}-${n(20)}`,
    `${n(2000)}番地`,
    `${n(2000)}番地の${n(9)}`,
    `${n(2000)}番地${n(9)}`,
    `${n(300)}-${n(20)}`,
    `${pick(draw, ['一', '二', '三'])}丁目${pick(draw, ['四', '五', '十二'])}番${pick(draw, ['六', '八'])}号`,
    `${n(20)}番${n(20)}号`,
  ])
  const building = pick(draw, [
    '',
    '',
    '',
    ` 汐見マンション${n(900)}号室`,
    `メゾン浜${n(900)}`,
    ` 県職員住宅${n(30)}号`,
    ` ${n(900)}号室`,
  ])
  return city + town + number + building
}

const NEGATIVES: readonly ((draw: Draw) => string)[] = [
  draw => `地方公務員法第${digits(draw, 2)}条第${digits(draw, 1)}項第${digits(draw, 1)}号の解釈を教えてください。`,
  draw => `昭和${digits(draw, 2)}年法律第${digits(draw, 3)}号と令和5年政令第${digits(draw, 3)}号の関係は。`,
  draw => `令和${1 + Math.floor(draw() * 8)}年4月1日から2027年3月31日までの契約です。`,
  draw => `2026-0${1 + Math.floor(draw() * 9)}-15 09:30から2026-12-01 17:15までの休暇`,
  draw => `予算は${1 + Math.floor(draw() * 9)}${digits(draw, 2)},${digits(draw, 3)},${digits(draw, 3)}円です。`,
  draw => `契約金額${1 + Math.floor(draw() * 9)}${digits(draw, 6)}円（税込）の随意契約`,
  draw => `人事第${digits(draw, 4)}号の通知はどこにありますか。`,
  draw => `内線${digits(draw, 4)}が使えません。`,
  draw => `IPアドレス192.168.${Math.floor(draw() * 255)}.${Math.floor(draw() * 255)}に接続できない`,
  draw => `様式第${digits(draw, 1)}-${digits(draw, 1)}-${digits(draw, 1)}号の記入例`,
  draw => `東京都千代田区に${2 + Math.floor(draw() * 3)}-${5 + Math.floor(draw() * 3)}日出張します。`,
  draw => `汐見県汐見市の会議に${1 + Math.floor(draw() * 9)}回出席した旅費`,
  draw => `市町村課の${1 + Math.floor(draw() * 3)}-${1 + Math.floor(draw() * 9)}番の棚`,
  draw => `法人番号${1 + Math.floor(draw() * 9)}${digits(draw, 12)}の登録方法`,
  draw => `第${1 + Math.floor(draw() * 3)}会議室を13:00-15:00で${digits(draw, 2)}名予約`,
  draw => `職員番号の桁数は${4 + Math.floor(draw() * 5)}桁ですか。`,
  draw => `口座振替の手数料${digits(draw, 3)}円は誰が負担しますか。`,
  draw => `普通交付税1${digits(draw, 6)}千円の算定`,
  draw => `電話の取り次ぎは${1 + Math.floor(draw() * 5)}コール以内ですか。`,
  draw => `議案第${digits(draw, 2)}号と第${digits(draw, 2)}号の説明員`,
  draw => `郵便番号簿は${2020 + Math.floor(draw() * 7)}年版ですか。`,
  draw => `Excel 2021の関数でA${digits(draw, 2)}:B${digits(draw, 3)}を合計したい`,
  draw => `歳出科目${digits(draw, 2)}-${digits(draw, 2)}-${digits(draw, 2)}の流用`,
  draw => `単価契約 @${digits(draw, 3)}円×${digits(draw, 2)}個`,
  draw => `住所変更届の様式第${digits(draw, 1)}号はどこですか。`,
  draw => `${digits(draw, 2)}時間${digits(draw, 2)}分の超過勤務と${digits(draw, 1)}/100の割増`,
  draw => `備品番号${wrongCheckDigit(draw)}の廃棄`,
  draw => `庁舎${1 + Math.floor(draw() * 9)}階の${digits(draw, 3)}会議室`,
  draw => `X(旧Twitter)の@shiomi_prefのような公式アカウント${digits(draw, 1)}件`,
  draw => `条例第${digits(draw, 2)}条の${digits(draw, 1)}の規定による届出は${digits(draw, 2)}日以内ですか。`,
]

function withoutSecret(draw: Draw): MadeUpQuestion {
  const made = pick(draw, NEGATIVES)(draw)
  const text = sometimesWide(draw, pick(draw, HEADS) + made)
  return { text, secrets: [], kept: [text] }
}

const wrongCheckDigit = (draw: Draw): string => {
  for (;;) {
    const number = digits(draw, 12)
    if (!hasMyNumberCheckDigit(number)) return number
  }
}
