// Japanese morphological analysis by lindera (WebAssembly) with the IPADIC dictionary inside its npm package.
import type { Morpheme, MorphologicalAnalyser } from '../../core/tokenise.ts'
import { loadLindera } from './load-lindera.ts'

interface LinderaToken {
  readonly surface: string
  readonly baseForm?: string
  readonly partOfSpeech: string
  readonly reading?: string
}

/** Loads the dictionary (about 0.4 s, 160 MB): once a thread. */
export function openLinderaAnalyser(): MorphologicalAnalyser {
  const lindera = loadLindera() // here, not above: `--help` needs no dictionary
  const builder = new lindera.TokenizerBuilder()
  builder.setDictionary('embedded://ipadic')
  builder.setMode('normal')
  const tokenizer = builder.build()
  return {
    analyse: text => (text === '' ? [] : (tokenizer.tokenize(text) as readonly LinderaToken[]).map(toMorpheme)),
  }
}

function toMorpheme(token: LinderaToken): Morpheme {
  return {
    surface: token.surface,
    base: token.baseForm ?? '',
    pos: token.partOfSpeech,
    reading: token.reading ?? '',
  }
}
