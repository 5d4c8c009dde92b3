// A question as colleagues write it, down to what is asked: manners left out, spoken contractions written out. Of
// questions alone: entries are indexed as they stand, so what is done here needs no new index.
import { normalise } from './normalise.ts'
import type { Query } from './search/retrieve.ts'
import { analyseText, type MorphologicalAnalyser } from './tokenise.ts'

/** The question ready for search. Where manners are all there is, nothing is searched: a greeting is about no entry. */
export function analyseQuestion(text: string, analyser: MorphologicalAnalyser): Query {
  const typed = normalise(text)
  const whole = analyseText(typed, analyser)
  const plain = plainQuestion(typed)
  const asked = plain === typed ? whole : analyseText(plain, analyser)
  const told = asked.terms.filter(term => !SPOKEN_PARTS.has(term))
  return {
    text,
    searched: plain,
    terms: told.length > 0 ? told : asked.terms,
    reading: asked.reading,
    wordings: asked === whole ? [whole.terms] : [asked.terms, whole.terms],
  }
}

/** Normalised, without greetings, thanks, who is writing and the plea for an answer; contractions written out. */
export function plainQuestion(text: string): string {
  const asked = normalise(text)
    .replace(GREETING, ' ')
    .replace(PLEA, ' ')
    .replace(LAUGHTER, ' ')
    .replace(DRAWN_OUT, '')
    .trim()
    .replace(INTRODUCTION, '')
  return CONTRACTIONS.reduce((written, [spoken, full]) => written.replace(spoken, full), normalise(asked))
}

/**
 * Greetings, thanks and apologies, with what leads up to them and the mark after them. Those that names are made of stand
 * alone: 「こんにちは赤ちゃん事業」 greets nobody.
 */
const GREETING =
  /(?:大変|いつも|お忙しい(?:ところ|中)|突然|夜分に?|何度も|たびたび|度々|どうぞ|どうか|何卒|以上|(?:本日|今日)も|今後とも|引き続き){0,8}[、,]?(?:お(?:疲れ|つかれ)(?:様|さま)(?:です|でございます)|お世話になって(?:い|おり)ます|お世話になります|すみませんが?|すいませんが?|申し訳(?:ありません|ございません)が?|恐れ入りますが?|恐縮ですが?|失礼(?:いた|致)?します|ありがとうございま(?:す|した)|(?:よろしく|宜しく)お願い(?:(?:いた|致)?します|申し上げます)|(?:おはようございます|こんにちは|こんばんは|(?:はじ|初)めまして|お(?:疲れ|つかれ)(?:様|さま)|ありがとう)(?=[、。,.!?\s]|$))[、。,.!\s]*/gu

/** 「教えていただけますでしょうか」 and the like: that an answer is wanted goes without saying. */
const PLEA =
  /(?:ご?教示|お?教えて?)(?:いただけ|頂け)(?:ますと(?:幸い|助かり|ありがたい)(?:です|ます)|ますでしょうか|ませんでしょうか|ないでしょうか|ますか|ませんか|れば幸いです|れば(?:と思い|と存じ)ます|ると(?:幸いです|助かります|ありがたいです))[。.!?\s]*/gu

/** 「…ｗｗ」, 「…笑」, 「(笑)」 and faces of marks, behind what was said: a tone, no word. The w of 「w列」 and 「Wi-Fi」 stays. */
const LAUGHTER =
  /(?<=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー!?。])(?:w+|(?<=[\p{Script=Hiragana}\p{Script=Katakana}ー!?。])[笑泣汗]+)(?=[\s。、,.!?]|$)|\([笑泣汗爆涙怒]+\)|\([^()\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}a-z0-9]+\)/gu

/** 「出したーー」: a sound drawn out more than any word has it. */
const DRAWN_OUT = /(?<=\p{Script=Hiragana})ー{2,}/gu

/** 「総務課の者です。」 at the head. No particle before it: 「提出先は総務課です」 says something. */
const INTRODUCTION =
  /^[^。、,はがをにで\s!?]{1,14}(?:課|係|室|所|局|部|署|センター)(?:の[^。、,はがをにで\s!?]{1,6})?(?:です|でございます|と申します)(?:が|けど|けれど)?[。、,.!\s]+/u

/** What the dictionary would cut apart (「繋がんない」 as 繋, がん, ない); it knows 「わかんない」 and 「なきゃ」 by itself. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/らん(?=な[いくか])/gu, 'られ'],
  [/(?<=[\p{Script=Han}なさあ])がん(?=な[いくか]|ね[えー])/gu, 'がら'],
  [/なんな(?=[いくか])/gu, 'ならな'],
]

/** Auxiliaries run together with their verb (見てる, 消しちゃった, 来とらん), and の: the dictionary has them as words. */
const SPOKEN_PARTS: ReadonlySet<string> = new Set([
  'てる',
  'てく',
  'とく',
  'どく',
  'ちゃう',
  'じゃう',
  'ちまう',
  'ん',
  'らん',
  'へん',
  'ひん',
  'の',
])
