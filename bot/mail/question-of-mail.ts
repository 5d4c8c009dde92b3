// The question in a mail: what the person wrote this time, without the quoted mail before it, the signature below it and the
// greetings around it. Where in doubt a line stays: too much text finds the answer more often than too little.
import { QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'

export interface MailQuestion {
  readonly text: string
  /** It was longer than a question may be. */
  readonly cut: boolean
}

/** null where there is no text, neither in the body nor in the subject. */
export function questionOfMail({
  text,
  subject,
}: {
  readonly text: string
  readonly subject: string
}): MailQuestion | null {
  const body = withoutGreetings(withoutSignature(withoutQuotes(toLines(text))))
  const question = body === '' ? withoutReplyMarks(subject) : body
  if (question === '') return null
  const points = [...question.toWellFormed()]
  return { text: points.slice(0, QUESTION_LENGTH_MAX).join('').trim(), cut: points.length > QUESTION_LENGTH_MAX }
}

/** 「Re: Re: 転送: 旅費」 → 「旅費」. */
export function withoutReplyMarks(subject: string): string {
  let bare = subject.replace(/\s+/gu, ' ').trim()
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(/^(?:re|fwd?|aw|sv|返信|転送)(?:\[\d+\]|\^\d+)?\s*[:：]\s*/iu, '')
  }
  return bare
}

/** In UTF-16 units: a question and everything around it; what comes after is no question any more. */
const TEXT_READ_MAX = 20_000

function toLines(text: string): readonly string[] {
  return text
    .slice(0, TEXT_READ_MAX)
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u200B\uFEFF]/gu, '')
    .split('\n')
    .map(line => line.trimEnd())
}

// Below these, everything is the mail before.
const ORIGINAL =
  /^(?:-{2,}|_{2,})\s*(?:original (?:message|appointment)|forwarded message|元のメッセージ|転送メッセージ|返信元のメッセージ)\s*(?:-{2,}|_{2,})$/iu
const HEAD_FROM = /^\*?(?:from|差出人|送信者|送信元)\*?\s*[:：]/iu
const HEAD_OTHER = /^\*?(?:sent|date|to|cc|subject|送信日時|日時|日付|宛先|件名)\*?\s*[:：]/iu
// These introduce the quoted lines below them.
const ATTRIBUTION =
  /^(?:on\s.{5,200}\swrote|.{5,200}(?:のメール|のメッセージ|の投稿|が書きました|さんは書きました)|\d{4}年\d{1,2}月\d{1,2}日.{0,200}<[^<>\s]+@[^<>\s]+>)\s*[:：]$/iu

function withoutQuotes(lines: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    if (ORIGINAL.test(line.trim()) || isOldHead(lines, i)) break
    const attribution = attributionLines(lines, i)
    if (attribution > 0) {
      i += attribution - 1
      // Where the quoted text bears no marks, nothing tells its end.
      if (!isQuoted(nextWritten(lines, i + 1))) break
    } else if (!isQuoted(line)) {
      kept.push(line)
    }
  }
  return kept
}

function isQuoted(line: string): boolean {
  return /^\s*[>＞]/u.test(line)
}

function nextWritten(lines: readonly string[], from: number): string {
  return lines.slice(from).find(line => line.trim() !== '') ?? ''
}

/** The head of the mail before as Outlook writes it: 差出人, then 送信日時, 宛先 or 件名 within three lines. */
function isOldHead(lines: readonly string[], i: number): boolean {
  if (!HEAD_FROM.test((lines[i] ?? '').trim())) return false
  return lines.slice(i + 1, i + 4).some(line => HEAD_OTHER.test(line.trim()))
}

/** How many lines the introduction of a quote takes, 0 where there is none; mail programs break it anywhere. */
function attributionLines(lines: readonly string[], i: number): number {
  const [first = '', second = ''] = lines.slice(i, i + 2).map(line => line.trim())
  if (first === '' || first.length > 250) return 0
  if (ATTRIBUTION.test(first)) return 1
  return second.length <= 250 && /[:：]$/u.test(second) && ATTRIBUTION.test(`${first} ${second}`) ? 2 : 0
}

/** A line drawn with one kind of sign, as signatures have above and below. */
const RULE = /^(?:[─━═―‐ー＝＿*＊～~☆★◆◇■□●○・…]{3,}|[-=_#+]{5,})$/u
/** A signature is short; a longer text below a line is part of the letter. */
const SIGNATURE_LINES_MAX = 12
const SENT_FROM_PHONE =
  /^(?:(?:私の)?(?:iPhone|iPad|Android|スマートフォン)から送信(?:されました)?|Sent from my .{1,40}|.{0,20}Outlook for (?:iOS|Android).{0,40})[.。]?$/iu

function withoutSignature(lines: readonly string[]): readonly string[] {
  const marked = lines.findIndex(line => line === '--' || line === '-- ')
  const above = (marked < 0 ? lines : lines.slice(0, marked)).filter(line => !SENT_FROM_PHONE.test(line.trim()))
  for (let i = Math.max(1, tailStart(above)); i < above.length; i += 1) {
    if (!RULE.test((above[i] ?? '').replace(/\s/gu, ''))) continue
    if (withoutGreetings(above.slice(0, i)) !== '') return above.slice(0, i)
  }
  return above
}

/** From where on no more is written than a signature holds. */
function tailStart(lines: readonly string[]): number {
  let written = 0
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    if ((lines[i] ?? '').trim() !== '') written += 1
    if (written > SIGNATURE_LINES_MAX) return i + 1
  }
  return 0
}

const GREETING =
  /^(?:(?:いつも)?(?:大変)?お世話になって(?:おります|います)|お世話になります|お疲れ(?:様|さま)(?:です|でございます|でした)|おはようございます|こんにちは|(?:以上[、,]?\s{0,5})?(?:どうぞ|何卒|なにとぞ)?\s{0,5}(?:よろしく|宜しく)お(?:願|ねが)い(?:いた|致)?し(?:ます|上げます)|(?:全庁FAQ)?\s{0,5}(?:ご)?担当(?:者)?\s{0,5}(?:様|さま|殿|御中)|各位|はじめまして|失礼(?:いた|致)?します)[。.！!、]?$/u
/** 「人事課の山田です。」 */
const INTRODUCTION =
  /^[^、。]{1,20}(?:課|室|部|局|係|所|班|センター|学校)(?:の|\s)[^、。はがをにのも]{1,10}(?:です|と申します)。?$/u
/** People introduce themselves at the beginning. */
const INTRODUCTION_WITHIN = 4

/** Only whole sentences go; an introduction stays where nothing else was said. */
function withoutGreetings(lines: readonly string[]): string {
  const text = keepSentences(lines.join('\n').trim(), sentence => !GREETING.test(sentence))
  const bare = keepSentences(text, (sentence, line) => line >= INTRODUCTION_WITHIN || !INTRODUCTION.test(sentence))
  return bare === '' ? text : bare
}

function keepSentences(text: string, isKept: (sentence: string, line: number) => boolean): string {
  const lines = text.split('\n').map((line, i) => {
    const sentences = line.split(/(?<=[。！!])/u)
    return sentences.filter(sentence => isKept(sentence.trim(), i)).join('')
  })
  return lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
}
