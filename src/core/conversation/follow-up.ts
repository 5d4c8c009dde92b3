// Follow-up questions: 「期限は？」 after a question on leave means the deadline of that leave. Words alone tell what may be a
// follow-up; what it means is found by searching with the words of the earlier question before its own.
import { countCodePoints, normalise } from '../normalise.ts'
import type { MorphologicalAnalyser } from '../tokenise.ts'

/**
 * `pointing` refers to what was said before (その場合は…) and cannot be understood alone; `elliptical` lacks its matter, or
 * seems to (期限は？), which only a search can tell; null stands on its own.
 */
export type FollowUpKind = 'pointing' | 'elliptical' | null

/** How much of the earlier questions is searched with, from their end, in code points: their matter, not their story. */
const EARLIER_LENGTH_MAX = 200

/** 「会計年度任用職員の場合は」 names two things, a person and a case; what names more has a matter of its own. */
const ELLIPTICAL_NAMES_MAX = 2

/** Words that go on with what was said, before anything else is. */
const CONNECTING_HEAD =
  /^(?:では|じゃあ?|あと|ちなみに|それで|それじゃあ?|それなら|すると|だとしたら|だったら)[、,\s]*/u

/** Words that point back. これから, そのうち and その他 as a title's first word do not. */
const POINTING_HEAD =
  /^(?:それ|これ(?!から|まで)|その(?!うち|他の)|この(?!ごろ|頃)|あれ|そう(?!いえば)|そこ|そちら|こちら|上記|上の|さっき|先ほど|同じ|今の|他に|ほかに|他は|ほかは|他の|ほかの)/u

/** A topic without a predicate, or a case without its matter. とは asks for a meaning, には for a way: both name their matter. */
const BARE_TOPIC_TAIL = /(?<![とに])(?:は|って)(?:どう(?:なる|なります|です|でしょう)?)?(?:か)?[?。!…]*$/u
const BARE_CASE_TAIL =
  /(?:の場合|のとき|の時|でも|だと|なら|だったら|も)(?:(?:い|よ|良)い|大丈夫|可能?|ok|同じ|でき(?:る|ます)|取れ(?:る|ます)|必要)?(?:の)?(?:です|でしょう)?(?:か)?[?。!…]*$/u
/** Questions for a place, a time, a person or an amount that do not say of what. */
const BARE_QUESTION_HEAD = /^(?:どこ|いつ|誰|だれ|いくら|何日|何時|何回|何枚|どうやって|どの(?:くらい|ぐらい|課|様式))/u

/** 「様式はどこ」 is 「様式は」 with a word for what is asked of it. */
const ASKING_END = /は(?:どこ|いつ|誰|だれ|いくら|何日|必要|不要|何)(?:です|でしょう|まで)?(?:か)?[?。!…]*$/u

/** What kind of follow-up a question may be, judged by its words alone. */
export function followUpKind(text: string, analyser: MorphologicalAnalyser): FollowUpKind {
  const words = normalise(text)
  const bare = words.replace(CONNECTING_HEAD, '').replace(ASKING_END, 'は')
  if (POINTING_HEAD.test(bare)) return 'pointing'
  const names = countNames(bare, analyser)
  if (names > ELLIPTICAL_NAMES_MAX) return null
  const lacksMatter = BARE_TOPIC_TAIL.test(bare) || BARE_CASE_TAIL.test(bare) || BARE_QUESTION_HEAD.test(bare)
  return lacksMatter || CONNECTING_HEAD.test(words) ? 'elliptical' : null
}

/** What a conversation was about before a question. */
export interface Earlier {
  readonly words: string
  /** Entries that were given as the answer: whoever asks on has read them, and wants another. */
  readonly givenEntryIds: readonly string[]
  /** The question in words that can be searched by themselves, by a model; null on any trouble. Never rejects. */
  readonly rewrite?:
    | ((question: { readonly text: string; readonly questionId: string }) => Promise<string | null>)
    | null
}

/** The words to search with: the end of what the conversation was about, then the question twice: it counts more. */
export function withEarlierWords(text: string, { words }: Earlier): string {
  const kept = [...words].slice(-EARLIER_LENGTH_MAX).join('')
  return `${kept}\n${text}\n${text}`
}

/** No longer than a question may be. */
const WHOLE_LENGTH_MAX = 1_000

export interface SearchedQuestion {
  readonly text: string
  readonly searchedAs?: string | null | undefined
}

/** A question as somebody understands it who was not there: a follow-up after the words it was searched with. */
export function wholeQuestion({ text, searchedAs }: SearchedQuestion): string {
  const rewritten = rewrittenAs({ text, searchedAs })
  const whole = rewritten === null ? searchedAs?.slice(0, -`\n${text}`.length) : `${rewritten}\n${text}`
  return whole === undefined || countCodePoints(whole) > WHOLE_LENGTH_MAX ? text : whole
}

/** The words of a model that it was searched with; null where it was searched with what people typed. */
export function rewrittenAs({ text, searchedAs }: SearchedQuestion): string | null {
  if (searchedAs === null || searchedAs === undefined) return null
  return searchedAs.endsWith(`\n${text}\n${text}`) ? null : searchedAs
}

/** Things named: nouns that follow each other are one (会計・年度・任用・職員). */
function countNames(text: string, analyser: MorphologicalAnalyser): number {
  let names = 0
  let within = false
  for (const { pos } of analyser.analyse(text)) {
    const isName = pos === '名詞' || pos === 'UNK'
    if (isName && !within) names += 1
    within = isName
  }
  return names
}
