// What is said where a model wrote no summary, the same words in every front end.
import type { NothingWhy } from '../../compose/compose-answer.ts'

const OFFICIAL = '公式の回答や候補のFAQをご覧ください。'

export const summaryMessages = {
  nothing: `この質問のまとめは作成できませんでした。${OFFICIAL}`,
  over: `本日は、AIの利用量が全体の上限に達したため、まとめを作成できません。明日またご利用いただけます。${OFFICIAL}`,
  overOwn: `本日は、お一人あたりのAIの利用量の上限に達したため、まとめを作成できません。明日またご利用いただけます。${OFFICIAL}`,
  switchedOff: `現在、AIの利用を停止しています。${OFFICIAL}`,
} as const

/** Why there is nothing, as far as a person can make anything of it. */
export function nothingWords(why: NothingWhy | null): string {
  if (why === 'over_allowance') return summaryMessages.over
  if (why === 'over_own_allowance') return summaryMessages.overOwn
  return why === 'switched_off' ? summaryMessages.switchedOff : summaryMessages.nothing
}
