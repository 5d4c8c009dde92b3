// Damage of every kind to the files that a start reads instead of the database: nothing crashes, nothing is silently wrong, words
// answer meanwhile, and soon everything is as a fresh build would have it (TESTLIST A7).
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepIndex } from '../../indexer/keep-index.ts'
import { readArrayFile, readArrayManifest } from '../../src/adapters/array-file/array-file.ts'
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../../src/adapters/lindera/lindera-analyser.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../../src/adapters/sqlite/sqlite-unit-store.ts'
import { loadConfig } from '../../src/config.ts'
import { analyseQuestion } from '../../src/core/analyse-question.ts'
import { retrieve } from '../../src/core/search/retrieve.ts'
import { Synonyms } from '../../src/core/search/synonyms.ts'
import { seededRandom } from '../bench/seeded-random.ts'
import { drillEntries } from './drill-entries.ts'
import { openHome } from './drill-home.ts'
import { type DrillResult, say } from './drill-row.ts'

const ENTRIES = 200
const QUESTIONS = 25
const FLIPS_OF_EACH = 8
const NOT_MADE_AGAIN = 'the image is not made again'

const analyser = openLinderaAnalyser()
const { modelDir } = loadConfig({})
const embedders = openBuiltinEmbedders(modelDir)

interface Answers {
  /** As soon as the index is open, whatever its files were. */
  readonly atOnce: string
  /** When it says that all is well. */
  readonly settled: string
  readonly events: readonly string[]
}

export async function indexDamage(cases = Number.POSITIVE_INFINITY): Promise<DrillResult> {
  await using good = await openHome(drillEntries(0, ENTRIES))
  await using other = await openHome(drillEntries(ENTRIES, ENTRIES))
  await using lab = await openHome([])
  const fresh = await answersOf(good.dataDir)
  await answersOf(other.dataDir)
  const questionsOnly = await answersOf(good.dataDir)
  const problems: string[] = fresh.settled === questionsOnly.settled ? [] : ['a second start differs from the first']
  const damages = listDamages(other.dataDir).slice(0, cases)
  let rebuilt = 0
  let silentAtOnce = 0
  for (const { name, damage } of damages) {
    rmSync(lab.dataDir, { recursive: true, force: true })
    cpSync(good.dataDir, lab.dataDir, { recursive: true })
    damage(join(lab.dataDir, 'index'))
    const answers = await answersOf(lab.dataDir).catch((error: unknown) => String(error))
    if (typeof answers === 'string') problems.push(`${name}: ${answers}`)
    else {
      if (answers.settled !== fresh.settled) problems.push(`${name}: other answers`)
      if (answers.events.includes(NOT_MADE_AGAIN)) problems.push(`${name}: ${NOT_MADE_AGAIN}`)
      if (answers.atOnce === '') silentAtOnce += 1
      if (answers.events.includes('graph_rebuilt')) rebuilt += 1
    }
    say(`${name}: ${typeof answers === 'string' ? answers : answers.events.join(', ')}`)
  }
  return {
    id: 'A7',
    target: '≥ 40 damages of the index files: 0 crashes, 0 silently wrong, made again, words answer meanwhile',
    measured: `${damages.length} damages: ${problems.length} crashed, answered otherwise than a fresh build, or were not made again${problems.length === 0 ? '' : ` (${problems.slice(0, 3).join('; ')})`}, ${rebuilt} graphs built again, ${damages.length - silentAtOnce} answered at once`,
    met: problems.length === 0 && silentAtOnce === 0,
  }
}

interface Damage {
  readonly name: string
  readonly damage: (folder: string) => void
}

function listDamages(otherDataDir: string): readonly Damage[] {
  const { next: random } = seededRandom(7)
  return ['words.image', 'vectors.hnsw'].flatMap(file => {
    const manifest = `${file}.manifest.json`
    const change = (name: string, edit: (path: string) => void, of = file): Damage => ({
      name: `${of} ${name}`,
      damage: folder => edit(join(folder, of)),
    })
    const flips = (from: number, count: number, of: string) =>
      Array.from({ length: FLIPS_OF_EACH }, (_, index) => {
        const share = random()
        return change(`${count} bytes flipped (${index})`, path => flip(path, from + share, count), of)
      })
    const swap = (of: string) =>
      change('of another registry', path => cpSync(join(otherDataDir, 'index', of), path), of)
    return [
      change('gone', path => rmSync(path)),
      change('empty', path => truncateSync(path, 0)),
      change('cut in half', path => truncateSync(path, Math.floor(readFileSync(path).length / 2))),
      change('a byte short', path => truncateSync(path, readFileSync(path).length - 1)),
      change('zeroed', path => writeFileSync(path, Buffer.alloc(readFileSync(path).length))),
      change('text', path => writeFileSync(path, 'これは索引ではありません。')),
      change('longer', path => writeFileSync(path, 'x', { flag: 'a' })),
      ...flips(0, 1, file),
      ...flips(0, 16, file),
      change('gone', path => rmSync(path), manifest),
      change('torn', path => truncateSync(path, 100), manifest),
      change('without facts', path => writeFileSync(path, '{}'), manifest),
      ...flips(0, 1, manifest).slice(0, 3),
      swap(file),
      swap(manifest),
      {
        name: `${file} with its manifest of another registry`,
        damage: (folder: string) => {
          for (const one of [file, manifest]) cpSync(join(otherDataDir, 'index', one), join(folder, one))
        },
      },
    ]
  })
}

/** At a share of the file. */
function flip(path: string, share: number, count: number): void {
  const bytes = readFileSync(path)
  const at = Math.floor(share * Math.max(1, bytes.length - count))
  for (let index = at; index < at + count; index += 1) bytes[index] = (bytes[index] ?? 0) ^ 0x5a
  writeFileSync(path, bytes)
}

async function answersOf(dataDir: string): Promise<Answers> {
  const database = openDatabase(join(dataDir, 'zencho.sqlite'))
  const events: string[] = []
  const imagePath = join(dataDir, 'index', 'words.image')
  const kept = await keepIndex({
    store: openSqliteUnitStore(database.query, () => new Date()),
    embedders,
    nearTerms: embedders.nearTerms(),
    synonyms: new Synonyms([]),
    settings: {
      databasePath: database.path,
      modelFolder: modelDir,
      embedder: { kind: 'builtin' },
      graphPath: join(dataDir, 'index', 'vectors.hnsw'),
      imagePath,
      imageEntriesMin: 1,
    },
    log: event => events.push(event),
  })
  try {
    const atOnce = await rankAll(kept.index)
    await kept.poke()
    const { degraded } = await kept.status()
    if (degraded !== null) events.push(degraded)
    const manifest = await readArrayManifest(imagePath)
    if (manifest === null || (await readArrayFile(imagePath, manifest)) === null) events.push(NOT_MADE_AGAIN)
    return { atOnce, settled: await rankAll(kept.index), events }
  } finally {
    await kept.close()
    await database.close()
  }
}

/** Candidates in order with their scores; '' where nothing is found at all. */
async function rankAll(index: Parameters<typeof retrieve>[1]): Promise<string> {
  const all: string[] = []
  for (const { question } of drillEntries(0, QUESTIONS)) {
    const ranked = await retrieve(analyseQuestion(question, analyser), index, { limit: 5 })
    all.push(ranked.map(({ entryId, score }) => `${entryId} ${score.toFixed(3)}`).join(', '))
  }
  return all.every(line => line === '') ? '' : all.join('\n')
}
