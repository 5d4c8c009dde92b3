import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEntryFolder } from '../../../src/adapters/entry-files/read-entry-folder.ts'
import { checkSentence, gatherEvidence } from '../../../src/core/compose/check-sentence.ts'
import { quoteSources, unquote } from '../../../src/core/compose/quote.ts'
import { composeInstructions } from '../../../src/core/messages/ja/composed.ts'
import { PROJECT } from '../../house/source-files.ts'
import { analyser, LEAVE, TRAVEL } from './japanese.ts'

const evidence = quoteSources([LEAVE, TRAVEL], []).map(({ text }) => gatherEvidence(unquote(text), analyser))
const check = (text: string, citations: readonly number[] = [1], isWhole = true, given = evidence) =>
  checkSentence({ text, citations, isWhole }, { analyser, evidence: given, instructions: composeInstructions })

describe('a composed sentence', () => {
  test.each([
    ['年次有給休暇は、庶務事務システムの「休暇申請」から前日の17時までに申請します。', [1]],
    ['半日や1時間の単位でも取得できます。', [1]],
    ['旅費は、出張の翌月15日に給与の口座へ振り込まれます。', [2]],
    ['宿泊費の上限は1泊9,800円です。', [2]],
    ['宿泊費の上限は1泊9800円です。', [2]],
    ['帰着した日から5営業日以内に、領収書を添えて精算してください。', [2]],
    ['当日の申請はできません。', [1]],
    ['詳しくは、https://portal.shiomi.example/leave を見てください。', [1]],
    ['残りの日数は20日まで翌年度に繰り越せます。', [1]],
    ['休暇は庶務事務システムで申請し、旅費は帰着した日から5営業日以内に精算します。', [1, 2]],
  ])('that says what its sources say is accepted: %s', (text, citations) => {
    expect(check(text, citations)).toBe('accepted')
  })

  test.each([
    ['年次有給休暇は前日の17時までに申請します。', [], 'uncited'],
    ['年次有給休暇は前日の17時までに申請します。', [3], 'wrongly_cited'],
    ['年次有給休暇は前日の17時までに申請します。', [1, 9], 'wrongly_cited'],
    ['年次有給休暇は前日の17時までに申請します。', [0], 'wrongly_cited'],
    ['年次有給休暇は前日の17時までに申請します。', [2], 'other_facts'],
    ['年次有給休暇は庶務事務システムから申請します。', [2], 'unsupported'],
    ['年次有給休暇は庶務事務システムから申請します。', [1, 2], 'unsupported'],
    ['年次有給休暇は前日の18時までに申請します。', [1], 'other_facts'],
    ['年度に15日付与されます。', [1], 'other_facts'],
    ['宿泊費は1泊19,800円を上限とします。', [2], 'other_facts'],
    ['当日の申請もできます。', [1], 'contrary'],
    ['半日の単位では取得できません。', [1], 'contrary'],
    ['詳しくは https://evil.example/leave を見てください。', [1], 'other_facts'],
    ['詳しくは[こちら](https://portal.shiomi.example/leave)を見てください。', [1], 'markup'],
    ['年次有給休暇は<b>申請</b>します。', [1], 'markup'],
    ['年次有給\u200b休暇は申請します。', [1], 'markup'],
    ['知事が昨日辞任し、臨時議会が開かれます。', [1], 'unsupported'],
    ['はい。', [1], 'unsupported'],
    [`年次有給休暇は申請します${'申請'.repeat(120)}。`, [1], 'too_long'],
    ['資料にない事柄、数値、日付、条件、連絡先、URLは書かない。', [1], 'echo'],
  ])('is dropped otherwise: %s %j %s', (text, citations, verdict) => {
    expect(check(text, citations)).toBe(verdict)
  })

  test('that broke off is dropped', () => {
    expect(check('年次有給休暇は申請します', [1], false)).toBe('broken_off')
  })
})

describe('sentences of the sample entries', async () => {
  const files = await readEntryFolder(join(PROJECT, 'faq-data/entries'))
  const inputs = files.flatMap(({ entries }) => entries.map(({ input }) => input)).filter((_, i) => i % 8 === 0)
  const sources = inputs.map(input => ({ ...input, revisedOn: input.revisedOn ?? '2026-04-01' }))
  const quoted = sources.map(source => quoteSources([source], [])[0]?.text ?? '')
  const all = quoted.map(text => gatherEvidence(unquote(text), analyser))
  const sentences = sources.flatMap(({ answer }, i) =>
    answer
      .split('\n')
      .map(line => line.replace(/^\s*(?:[-*#]|\d+\.(?!\d))+\s*/u, '').replaceAll('**', ''))
      .flatMap(line => line.split(/(?<=。)/u))
      .filter(text => text.endsWith('。') && [...text].length <= 200)
      .map(text => ({ text, own: all[i], other: all[(i + 7) % all.length] })),
  )
  const share = (accepted: readonly boolean[]) => accepted.filter(Boolean).length / accepted.length
  const accepts = (text: string, given: (typeof all)[number] | undefined) =>
    given !== undefined && check(text, [1], true, [given]) === 'accepted'

  test('are accepted of the entry that they are from', () => {
    const accepted = share(sentences.map(({ text, own }) => accepts(text, own)))
    console.log(`check: ${(accepted * 100).toFixed(1)} % of ${sentences.length} own sentences accepted`)
    expect(accepted).toBeGreaterThanOrEqual(0.97)
  })

  test('are dropped where they cite another entry', () => {
    const accepted = share(sentences.map(({ text, other }) => accepts(text, other)))
    console.log(`check: ${(accepted * 100).toFixed(1)} % of wrongly cited sentences accepted`)
    expect(accepted).toBeLessThanOrEqual(0.01)
  })

  test('are mostly dropped with another number in them', () => {
    const changed = sentences
      .map(each => ({ ...each, changed: each.text.replace(/\d+/u, number => String(Number(number) + 1)) }))
      .filter(each => each.changed !== each.text)
    const accepted = share(changed.map(each => accepts(each.changed, each.own)))
    console.log(`check: ${(accepted * 100).toFixed(1)} % of ${changed.length} sentences with a changed number accepted`)
    expect(accepted).toBeLessThanOrEqual(0.06)
  })

  test('are mostly dropped when they say the opposite', () => {
    const flipped = sentences
      .map(each => ({
        ...each,
        flipped: each.text.replace(/できます|できません/u, to => (to === 'できます' ? 'できません' : 'できます')),
      }))
      .filter(each => each.flipped !== each.text)
    const accepted = share(flipped.map(each => accepts(each.flipped, each.own)))
    console.log(`check: ${(accepted * 100).toFixed(1)} % of ${flipped.length} sentences with the opposite accepted`)
    expect(accepted).toBeLessThanOrEqual(0.1)
  })
})
