import { createRequire } from 'node:module'
import type * as Lindera from 'lindera-wasm-nodejs-ipadic'
import { expect, test } from 'vitest'
import { loadLindera } from '../../../src/adapters/lindera/load-lindera.ts'

const PACKAGE = 'lindera-wasm-nodejs-ipadic'
const TEXTS = [
  '年休の申請は、何日前までにすればよいですか。',
  'surface reading baseForm partOfSpeech',
  '😀のＶＰＮに繋がんない。é',
  '*',
  '庶務事務システムから申請してください。'.repeat(200),
]

interface Word {
  readonly surface: string
  readonly baseForm?: string
  readonly partOfSpeech: string
  readonly reading?: string
}

function analyseAll({ TokenizerBuilder }: typeof Lindera): readonly (readonly Word[])[] {
  const builder = new TokenizerBuilder()
  builder.setDictionary('embedded://ipadic')
  builder.setMode('normal')
  const tokenizer = builder.build()
  return TEXTS.map(text => tokenizer.tokenize(text) as readonly Word[])
}

test('reads of every word what the package itself gives, and nothing else', () => {
  const quick = analyseAll(loadLindera())
  const require = createRequire(import.meta.url)
  delete require.cache[require.resolve(PACKAGE)] // an instance of its own, with its own glue
  const plain = analyseAll(require(PACKAGE) as typeof Lindera)
  const asRead = plain.map(words =>
    words.map(({ surface, baseForm, partOfSpeech, reading }) => {
      const inDictionary = baseForm === undefined ? {} : { baseForm, reading }
      return { surface, partOfSpeech, ...inDictionary }
    }),
  )
  expect(quick).toEqual(asRead)
})
