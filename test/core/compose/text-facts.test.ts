import { describe, expect, test } from 'vitest'
import { areFactsFound, factsOf } from '../../../src/core/compose/text-facts.ts'

const found = (text: string, ...evidence: readonly string[]) => areFactsFound(factsOf(text), evidence.map(factsOf))

describe('a number is found', () => {
  test.each([
    ['3日以内です', '3日以内に', true],
    ['3日以内です', '13日以内に', false],
    ['3日以内です', '3回まで', false],
    ['三日以内です', '３日以内', true],
    ['二十日です', '二〇日', true],
    ['3万円です', '30,000円', true],
    ['30,000円です', '３万円', true],
    ['3万円です', '3円', false],
    ['1億2000万円', '1億2,000万円', true],
    ['5日です', '5営業日です', false],
    ['5営業日です', '5営業日以内', true],
    ['3か月です', '３ヶ月', true],
    ['3か月です', '3月', false],
    ['8時間です', '8時', false],
    ['4月1日です', '令和8年4月1日', true],
    ['4月15日です', '4月1日から5月15日', false],
    ['9:30から', '9:30', true],
    ['9:30から', '9:00から10:30', false],
    ['3分の1です', '3分の1', true],
    ['3分の1です', '3分の2', false],
    ['1.5倍です', '1.5倍', true],
    ['内線2345です', '（内線2345）', true],
    ['様式3です', '様式3号', true],
    ['三重県への出張', '出張', true],
    ['千葉県と一般の職員', '職員', true],
    ['50%です', '50％', true],
    ['第12条です', '第12条の2', true],
  ])('%j in %j: %s', (text, evidence, expected) => {
    expect(found(text, evidence)).toBe(expected)
  })
})

describe('a link is found whole or not at all', () => {
  const evidence = '[案内](https://portal.shiomi.example/leave)と、faq@pref.shiomi.example、www.shiomi.exampleへ。'
  test.each([
    ['https://portal.shiomi.example/leaveを見てください。', true],
    ['portal.shiomi.exampleを見る', false],
    ['https://portal.shiomi.example/', false],
    ['https://portal.shiomi.example/leave?q=1', false],
    ['https://portal.shiomi.example/leave/x', false],
    ['http://portal.shiomi.example/leave', false],
    ['ｈｔｔｐｓ：／／portal.shiomi.example/leave です', true],
    ['faq@pref.shiomi.exampleへ', true],
    ['leave@pref.shiomi.exampleへ', false],
    ['mailto:faq@pref.shiomi.example', false],
    ['www.shiomi.exampleへ', true],
    ['//portal.shiomi.example/leave', false],
    ['javascript:portal', false],
    ['shiomi.example', false],
  ])('%j: %s', (text, expected) => {
    expect(found(text, evidence)).toBe(expected)
  })
})

test('words in foreign letters must be there, whichever letters', () => {
  expect(found('ExcelとWordで', 'EXCEL、word')).toBe(true)
  for (const word of ['PowerPoint', 'привет', 'λόγος', 'שלום', 'Ｐｙｔｈｏｎ', '한국'])
    expect(found(`${word}です`, 'Excelです')).toBe(false)
})
