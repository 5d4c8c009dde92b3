import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { followUpKind, withEarlierWords } from '../../../src/core/conversation/follow-up.ts'

const analyser = openLinderaAnalyser()

describe('a question of a conversation', () => {
  test.each([
    ['その場合の期限は？', 'そ… points back'],
    ['それはどこに書いてありますか', 'a pronoun for the matter'],
    ['それって非常勤も？', 'spoken'],
    ['じゃあ、それは誰が決めるの', 'after a word that goes on'],
    ['ほかには', 'more of the same'],
    ['先ほどの書類の様式は', 'names what was said'],
  ])('%s points back: %s', text => expect(followUpKind(text, analyser)).toBe('pointing'))

  test.each([
    ['期限は？', 'a topic without predicate'],
    ['会計年度任用職員の場合は', 'a case without its matter'],
    ['半日でもいい？', 'a permission for nothing named'],
    ['いつ振り込まれますか', 'a time of something not named'],
    ['様式はどこ', 'a place of a form of something'],
    ['では公印は', 'goes on'],
  ])('%s lacks its matter: %s', text => expect(followUpKind(text, analyser)).toBe('elliptical'))

  test.each([
    ['年休の申請方法', 'names all it asks'],
    ['パスワードを忘れた', 'a whole sentence'],
    ['住民票コードとは', 'asks for a meaning'],
    ['公印を使うには', 'asks for a way'],
    ['これからテレワークをしたい', 'これから is a time'],
    ['その他の休暇の種類', 'その他 is a title'],
    ['出張の旅費はいつ振り込まれますか', 'has its matter'],
    ['ありがとう', 'no question'],
    ['', 'nothing'],
  ])('%s stands on its own: %s', text => expect(followUpKind(text, analyser)).toBeNull())

  test('is judged for any text, however odd, and in linear time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => void followUpKind(text, analyser)))
    followUpKind('のときでも'.repeat(200), analyser)
    followUpKind('は'.repeat(1_000), analyser)
  })
})

test('earlier words are kept from their end, and whole code points of them', () => {
  const earlier = { words: '😀'.repeat(300), givenEntryIds: [] }
  const searched = withEarlierWords('期限は', earlier)
  expect(searched).toBe(`${'😀'.repeat(200)}\n期限は\n期限は`)
})
