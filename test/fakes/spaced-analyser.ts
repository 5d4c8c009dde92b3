// An analyser whose result can be read off the text: words stand apart by blanks, `surface/part of speech/base form`.
import type { MorphologicalAnalyser } from '../../src/core/tokenise.ts'

/** 「年休 を/助詞 取り/動詞/取る」 is a noun, a particle and a verb; without a part of speech a word is a noun. */
export const spacedAnalyser: MorphologicalAnalyser = {
  analyse: text =>
    text
      .split(' ')
      .filter(word => word !== '')
      .map(word => {
        const [surface = '', pos = '名詞', base = surface] = word.split('/')
        return { surface, pos, base, reading: '' }
      }),
}
