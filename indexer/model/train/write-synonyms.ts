// node indexer/model/train/write-synonyms.ts FOLDER
// Writes FOLDER/synonyms.txt from SudachiDict's synonyms (package sudachi-synonyms-dictionary): groups of words that are one
// term each, one group a line. Reading the package itself takes three seconds and 15 MB; the product reads this in milliseconds.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import { tokenise } from '../../../src/core/tokenise.ts'

const dictionarySchema = z.array(z.object({ items: z.array(z.object({ midashi: z.string() })) }))
const packageSchema = z.object({ fetchDictionary: z.custom<() => unknown>(value => typeof value === 'function') })
const manifestSchema = z.looseObject({ sha256: z.record(z.string(), z.string()) })

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('expected the folder of a word table')

// The package's ES module entry does not load; its CommonJS one does.
const { fetchDictionary } = packageSchema.parse(createRequire(import.meta.url)('sudachi-synonyms-dictionary'))
const groups = dictionarySchema.parse(await fetchDictionary())
const analyser = openLinderaAnalyser()

const lines = groups.flatMap(({ items }) => {
  const words = new Set(items.map(({ midashi }) => tokenise(midashi, analyser)).flatMap(terms => (terms.length === 1 ? terms : [])))
  return words.size > 1 ? [[...words].join(' ')] : []
})
const bytes = Buffer.from(`${lines.join('\n')}\n`)
writeFileSync(join(folder, 'synonyms.txt'), bytes)

const manifestPath = join(folder, 'manifest.json')
const manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestPath, 'utf8')))
const sha256 = { ...manifest.sha256, 'synonyms.txt': createHash('sha256').update(bytes).digest('hex') }
writeFileSync(manifestPath, `${JSON.stringify({ ...manifest, sha256 }, null, 2)}\n`)
process.stdout.write(`${lines.length} groups\n`)
