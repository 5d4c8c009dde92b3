// node test/bench/measure-parity.ts SET… [--mecab mecab] [--dictionary FOLDER]
// How many search terms of evaluation sets differ between the analyser that ships and MeCab with the same dictionary, which
// the earliest table was trained with. Needs MeCab and IPADIC on this machine; the product does not.
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { readEvaluationSet } from '../../src/cli/read-evaluation-set.ts'
import { normalise } from '../../src/core/normalise.ts'
import { type Morpheme, termOf } from '../../src/core/tokenise.ts'

/** Examples of terms that only one of the two has, most frequent first. */
const EXAMPLES_SHOWN = 12
const OUTPUT_BYTES_MAX = 2 ** 30

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { mecab: { type: 'string', default: 'mecab' }, dictionary: { type: 'string' } },
})
if (positionals.length === 0) throw new Error('expected folders of evaluation sets')

const analyser = openLinderaAnalyser()

/** Terms of each text, in one run: MeCab takes a text a line and ends each with EOS. */
function termsByMecab(texts: readonly string[]): readonly (readonly string[])[] {
  const where = options.dictionary === undefined ? [] : ['-r', '/dev/null', '-d', options.dictionary]
  const longest = Math.max(...texts.map(text => Buffer.byteLength(text))) + 1
  const settings = { input: `${texts.join('\n')}\n`, encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX } as const
  const output = execFileSync(options.mecab, [...where, '-b', String(longest)], settings)
  const analysed = output.split(/^EOS\n/mu)
  return texts.map((_, i) => (analysed[i] ?? '').split('\n').flatMap(line => termOfLine(line) ?? []))
}

function termOfLine(line: string): string | null {
  const [surface = '', features = ''] = line.split('\t')
  if (surface === '') return null
  const columns = features.split(',')
  return termOf({ surface, pos: columns[0] ?? '', base: columns[6] ?? '', reading: '' } satisfies Morpheme)
}

function count(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

for (const folder of positionals) {
  const { name, entries, queries } = await readEvaluationSet(folder)
  const texts = [
    ...entries.flatMap(({ question, answer, phrasings }) => [question, answer, ...(phrasings ?? [])]),
    ...queries.map(({ text }) => text),
  ].map(normalise)
  const theirs = termsByMecab(texts)
  const only = { mecab: new Map<string, number>(), lindera: new Map<string, number>() }
  let [all, differing] = [0, 0]
  for (const [i, text] of texts.entries()) {
    const ours = analyser.analyse(text).flatMap(morpheme => termOf(morpheme) ?? [])
    const [a, b] = [count(theirs[i] ?? []), count(ours)]
    all += Math.max(theirs[i]?.length ?? 0, ours.length)
    let shared = 0
    for (const term of new Set([...a.keys(), ...b.keys()])) {
      const [x, y] = [a.get(term) ?? 0, b.get(term) ?? 0]
      shared += Math.min(x, y)
      if (x > y) only.mecab.set(term, (only.mecab.get(term) ?? 0) + x - y)
      if (y > x) only.lindera.set(term, (only.lindera.get(term) ?? 0) + y - x)
    }
    differing += Math.max(theirs[i]?.length ?? 0, ours.length) - shared
  }
  const examples = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort(([, x], [, y]) => y - x)
      .slice(0, EXAMPLES_SHOWN)
      .map(([term, times]) => `${term} ${times}`)
      .join(', ')
  console.log(`${name}: ${differing} of ${all} terms differ, ${((100 * differing) / all).toFixed(2)} %`)
  console.log(`  MeCab alone: ${examples(only.mecab)}\n  lindera alone: ${examples(only.lindera)}`)
}
