// The texts a word table learns from, as terms: pairs of open data sets, and the clusters that were written for this project.
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { type MorphologicalAnalyser, tokenise } from '../../../src/core/tokenise.ts'

/** Terms of one text. */
export type Terms = readonly string[]

/** Two texts that belong together: question and passage, heading and section, word and synonym. */
export interface TermPair {
  readonly source: string
  readonly left: Terms
  readonly right: Terms
}

/** One matter asked in many ways, with its answer. */
export interface Cluster {
  readonly asks: readonly Terms[]
  readonly answer: Terms
}

export interface Lessons {
  readonly pairs: readonly TermPair[]
  readonly clusters: readonly Cluster[]
  /** Groups of words or short phrases that mean the same. */
  readonly synonyms: readonly (readonly Terms[])[]
}

const tokenPair = z.tuple([z.string(), z.string(), z.string()])
const cluster = z.strictObject({ ask: z.array(z.string().min(1)).min(2), answer: z.string().min(1) })
const synonymGroup = z.strictObject({ same: z.array(z.string().min(1)).min(2) })

/** `tokenFile` is what tokenise-pairs.ts wrote; `officeFolder` holds *.clusters.jsonl and *.synonyms.jsonl. */
export async function readLessons(
  tokenFile: string,
  officeFolder: string,
  analyser: MorphologicalAnalyser,
): Promise<Lessons> {
  const terms = (text: string) => tokenise(text, analyser)
  return {
    pairs: await readPairs(tokenFile),
    clusters: readLines(officeFolder, '.clusters.jsonl', cluster).map(({ ask, answer }) => {
      return { asks: ask.map(terms), answer: terms(answer) }
    }),
    synonyms: readLines(officeFolder, '.synonyms.jsonl', synonymGroup).map(({ same }) => same.map(terms)),
  }
}

async function readPairs(tokenFile: string): Promise<readonly TermPair[]> {
  const pairs: TermPair[] = []
  const known = new Map<string, string>()
  // Words come many times over; one string each keeps half a million pairs in a few hundred megabytes.
  const split = (text: string) => text.split(' ').map(word => known.get(word) ?? known.set(word, word).get(word) ?? word)
  let lineNumber = 0
  for await (const line of createInterface({ input: createReadStream(tokenFile).pipe(createGunzip()) })) {
    lineNumber += 1
    const [source, left, right] = parseLine(`${tokenFile}:${lineNumber}`, line, tokenPair)
    if (left !== '' && right !== '') pairs.push({ source, left: split(left), right: split(right) })
  }
  return pairs
}

function readLines<T>(folder: string, ending: string, schema: z.ZodType<T>): readonly T[] {
  const files = readdirSync(folder).filter(name => name.endsWith(ending))
  return files.sort().flatMap(name => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n')
    return lines.flatMap((line, i) => (line === '' ? [] : [parseLine(`${name}:${i + 1}`, line, schema)]))
  })
}

function parseLine<T>(place: string, line: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(line))
  } catch (cause) {
    throw new Error(`${place}: ${(cause as Error).message}`, { cause })
  }
}
