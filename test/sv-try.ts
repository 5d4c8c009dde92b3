import { rmSync, mkdtempSync } from 'node:fs'
import { openDatabase } from '../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../src/adapters/sqlite/sqlite-registry.ts'
const dir = mkdtempSync('/tmp/sv-'); const db = openDatabase(dir + '/z.sqlite')
const reg = openSqliteRegistry(db.query, () => new Date())
const N = Number(process.argv[2])
const inputs = Array.from({length: N}, (_, i) => ({ id: `jinji-${i}`, section: {code:'jinji',name:'人事課'}, status: 'published' as const, question: `質問その${i}はどのような手続きが必要ですか。`, answer: `回答${i}\n` + 'あいう'.repeat(i % 40), phrasings: ['休みたい'+i, '年休'+i], negativePhrasings: [], tags: ['休暇'], basis: ['条例第12条'], reviewBy: '2027-03-31', validFrom: null, validUntil: null, visibleTo: [], registeredOn: '2026-04-01', revisedOn: '2026-04-01' }))
let t = performance.now()
console.log(await reg.save(inputs, { actor: 'x' }), Math.round(performance.now() - t), 'ms', (performance.now() - t) / N)
t = performance.now()
console.log(await reg.save(inputs, { actor: 'x' }), Math.round(performance.now() - t), 'ms unchanged')
await db.close(); rmSync(dir, { recursive: true })
