// node indexer/model/train/tokenise-pairs.ts PAIRS.jsonl.gz TOKENS.jsonl.gz
// Turns training pairs ([source, text, text], one a line) into terms by the product's own analysis, once: ten minutes for
// half a million pairs, and training can then be run again and again.
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { tokenise } from '../../../src/core/tokenise.ts'

/** A passage's first lines say what it is about; statutes go on for pages. */
const TEXT_LENGTH_MAX = 400

const pairSchema = z.tuple([z.string(), z.string(), z.string()])

const [source, target] = process.argv.slice(2)
if (source === undefined || target === undefined) {
  throw new Error('expected two files: node tokenise-pairs.ts PAIRS.jsonl.gz TOKENS.jsonl.gz')
}

const analyser = openLinderaAnalyser()
const tokens = new Map<string, string>()

function termsOf(text: string): string {
  const known = tokens.get(text)
  if (known !== undefined) return known
  const terms = tokenise(text.slice(0, TEXT_LENGTH_MAX), analyser).join(' ')
  tokens.set(text, terms)
  return terms
}

async function* tokenisedLines(path: string) {
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    const [name, left, right] = pairSchema.parse(JSON.parse(line))
    yield `${JSON.stringify([name, termsOf(left), termsOf(right)])}\n`
  }
}

await pipeline(tokenisedLines(source), createGzip(), createWriteStream(target))
