// Japanese morphological analysis by lindera (WebAssembly) with the IPADIC dictionary inside its npm package.
import { createRequire } from 'node:module'
import type * as Lindera from 'lindera-wasm-nodejs-ipadic'
import type { Morpheme, MorphologicalAnalyser } from '../../core/tokenise.ts'

interface LinderaToken {
  readonly surface: string
  readonly baseForm?: string
  readonly partOfSpeech: string
}

/**
 * IPADIC's full names of the function words and symbols that `tokenise` drops. Half of a text is such words, and turning
 * a token into a JavaScript object costs as much as finding it: left out inside lindera, a text takes 60 % of the time.
 * Whatever a list like this misses, `tokenise` still drops.
 */
const LEFT_OUT = [
  '助詞,格助詞,一般',
  '助詞,格助詞,引用',
  '助詞,格助詞,連語',
  '助詞,係助詞',
  '助詞,終助詞',
  '助詞,接続助詞',
  '助詞,特殊',
  '助詞,副詞化',
  '助詞,副助詞',
  '助詞,副助詞／並立助詞／終助詞',
  '助詞,並立助詞',
  '助詞,連体化',
  '助動詞',
  '記号,一般',
  '記号,句点',
  '記号,読点',
  '記号,空白',
  '記号,括弧開',
  '記号,括弧閉',
  '記号,アルファベット',
  'その他,間投',
  'フィラー',
]

/** Loads the dictionary (about 0.4 s, 160 MB): once a thread. Function words and symbols are left out. */
export function openLinderaAnalyser(): MorphologicalAnalyser {
  // The package is CommonJS and loads its dictionary when required; requiring it here keeps `--help` quick.
  const require = createRequire(import.meta.url)
  const lindera = require('lindera-wasm-nodejs-ipadic') as typeof Lindera
  const builder = new lindera.TokenizerBuilder()
  builder.setDictionary('embedded://ipadic')
  builder.setMode('normal')
  builder.appendTokenFilter('japanese_stop_tags', { tags: LEFT_OUT })
  const tokenizer = builder.build()
  return {
    analyse: text => (text === '' ? [] : (tokenizer.tokenize(text) as readonly LinderaToken[]).map(toMorpheme)),
  }
}

function toMorpheme(token: LinderaToken): Morpheme {
  return { surface: token.surface, base: token.baseForm ?? '', pos: token.partOfSpeech }
}
