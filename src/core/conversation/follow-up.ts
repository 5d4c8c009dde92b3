// Follow-up questions: 「期限は？」 after a question on leave means the deadline of that leave. Decided by rules on the words;
// what it means is found by searching with the words of the earlier question before its own.
import { normalise } from '../normalise.ts'
import { type MorphologicalAnalyser, tokenise } from '../tokenise.ts'

/**
 * `pointing` refers to what was said before (その場合は…) and cannot be understood alone; `elliptical` may be meant that way
 * (期限は？) or not, which only a search can tell; null stands on its own.
 */
export type FollowUpKind = 'pointing' | 'elliptical' | null

/** How much of the earlier questions is searched with, from their end, in code points: their matter, not their story. */
const EARLIER_LENGTH_MAX = 200

/** An elliptical question names little more than its one point. */
const ELLIPTICAL_TERMS_MAX = 3

// Words at the head that point back. そのほか／その他 opens a new point, but within the same matter.
const POINTING_HEAD =
  /^(?:(?:では|じゃあ?|で|あと|また|ちなみに|それなら|それじゃあ?)[、,\s]*)?(?:それ|これ|その|この|あれ|そう|そこ|そちら|こちら|上記|上の|さっき|先ほど|同じ|前の|今の|他に|ほかに|他の|ほかの)/u
const CONNECTING_HEAD = /^(?:では|じゃあ?|あと|ちなみに|それで|すると|だとしたら|もし(?:も)?そう)[、,\s]*/u
const ELLIPTICAL_TAIL =
  /(?:は|の(?:場合|とき|時)(?:は|も)?|でも|だと|なら|だったら|も(?:同じ|可|できる)?)(?:どう(?:なる|なりますか|ですか|でしょうか)?|大丈夫|可能|ok)?(?:ですか|でしょうか)?[?？。!！…]*$/u

/** What kind of follow-up a question may be, judged by its words alone. */
export function followUpKind(text: string, analyser: MorphologicalAnalyser): FollowUpKind {
  const words = normalise(text)
  if (POINTING_HEAD.test(words)) return 'pointing'
  const bare = words.replace(CONNECTING_HEAD, '')
  const few = tokenise(bare, analyser).length <= ELLIPTICAL_TERMS_MAX
  if (few && (bare !== words || ELLIPTICAL_TAIL.test(words))) return 'elliptical'
  return null
}

/** The words to search with: the end of what the conversation was about, then the question. */
export function withEarlierWords(text: string, earlier: string): string {
  const kept = [...earlier].slice(-EARLIER_LENGTH_MAX).join('')
  return `${kept}\n${text}`
}
