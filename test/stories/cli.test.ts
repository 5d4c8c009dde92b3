// The `zencho` command: what each subcommand says, writes and exits with. Real processes where the process is the point.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { expectFault } from './expectations.ts'
import { closeHere, runHere, VERSION } from './run-here.ts'
import { HIDDEN, makeFolder, PUBLISHED, STORY_ENTRIES, writeEntries, writeSampleFolder } from './story-entries.ts'
import { type Environment, runZencho } from './zencho-process.ts'

const COMMANDS = ['serve', 'ask', 'import', 'export', 'index', 'status', 'eval']
const JINJI = { code: 'jinji', name: '人事課' }

let root = ''
beforeAll(async () => {
  root = await makeFolder()
})
afterAll(async () => {
  await closeHere()
  await rm(root, { recursive: true, force: true })
})

let homes = 0
/** A data folder of its own; nothing is opened in it yet. */
async function home(sample: 'with sample' | 'empty' = 'empty') {
  homes += 1
  const folder = join(root, String(homes))
  await mkdir(folder)
  const data = { DATA_DIR: join(folder, 'data') }
  if (sample === 'empty') return { folder, environment: { ...data, SAMPLE_DATA: 'off' } }
  return { folder, environment: { ...data, SAMPLE_DIR: await writeSampleFolder(folder) } }
}

function json(text: string): unknown {
  const parsed: unknown = JSON.parse(text)
  return parsed
}

describe('usage', () => {
  test('is told by --help, for the command and for every subcommand, with exit code 0', async () => {
    const { code, stdout } = await runHere(['--help'], {})
    expect(code).toBe(0)
    for (const command of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^ +${command} .*[ぁ-ん]`, 'mu'))
      const help = await runHere([command, '--help'], {})
      expect([help.code, help.stderr]).toEqual([0, ''])
      expect(help.stdout).toContain(`Usage: zencho ${command}`)
      if (command !== 'serve') expect(help.stdout).toContain('--json')
    }
  })

  test('says the version, without opening anything', async () => {
    expect(await runHere(['--version'], { DATA_DIR: '/proc/none' })).toEqual({ code: 0, stdout: VERSION, stderr: '' })
  })

  test.for([
    ['no command', []],
    ['an unknown command', ['answer']],
    ['an unknown option', ['status', '--yaml']],
    ['a question that is missing', ['ask']],
    ['a file that is missing', ['import']],
    ['a limit of 0', ['ask', '旅費', '--limit', '0']],
    ['a limit of 21', ['ask', '旅費', '--limit', '21']],
    ['a limit that is no number', ['ask', '旅費', '--limit', 'x']],
    ['an unknown format', ['export', 'a.csv', '--format', 'docx']],
    ['an unknown encoding', ['export', 'a.csv', '--encoding', 'utf16']],
    ['an unknown baseline', ['eval', 'x', '--baseline', 'bm25,tfidf']],
    ['a gate without the run it needs', ['eval', 'x', '--fail-on-loss']],
    ['floors to raise that are not named', ['eval', 'x', '--raise']],
    ['a report of an unknown form', ['eval', 'x', '--out', 'report.xlsx']],
    ['one file too many', ['export', 'a.csv', 'b.csv']],
  ] as const)('is wrong with %s: exit code 2, a hint, and nothing opened', async ([_what, args]) => {
    const { folder, environment } = await home()
    const { code, stdout, stderr } = await runHere(args, environment)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toBe('')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the process', () => {
  test('exits with 0 and 2, and keeps what is asked for on the output and the rest off it', async () => {
    const { environment } = await home('with sample')
    const answered = await runZencho(['ask', '休みを取りたい', '--json'], environment)
    expect([answered.code, json(answered.stdout)]).toEqual([0, expect.objectContaining({ outcome: 'answered' })])
    expect(answered.stderr).toContain('見本データ')
    const wrong = await runZencho(['ask'], environment)
    expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).not.toMatch(/\n\s+at /u)
  })

  test('exits with 1, and reads a .env file in the working folder under the settings of the environment', async () => {
    const { folder, environment } = await home()
    await writeFile(join(folder, '.env'), 'PORT=abc\nLOG_LEVEL=loud\n')
    const result = await runZencho(['status'], { ...environment, LOG_LEVEL: 'warn' }, { cwd: folder })
    expectFault(result, 'PORT')
    expect(result.stderr).not.toContain('LOG_LEVEL')
  })
})

describe('with the sample data', () => {
  let folder = ''
  let environment: Environment = {}
  beforeAll(async () => {
    const made = await home('with sample')
    folder = made.folder
    environment = made.environment
  })

  test('status of an empty database is all zeros, and fills nothing in', async () => {
    const { stdout } = await runHere(['status', '--json'], environment)
    expect(json(stdout)).toMatchObject({ registered: 0, questions: 0 })
  })

  test('ask fills it, says so, and prints the official answer with its section, date and basis', async () => {
    const { code, stdout, stderr } = await runHere(['ask', '休みを', '取りたい'], environment)
    expect(code).toBe(0)
    expect(stderr).toMatch(/13件・3課/u)
    expect(stdout).toContain('■ 年次有給休暇を取得するときは、どのような手続きが必要ですか。')
    expect(stdout).toContain('1. 日付を選ぶ\n2. 所属長の承認を受ける')
    expect(stdout).toContain('人事課')
    expect(stdout).toContain('令和8年4月1日')
    expect(stdout).toContain('職員の勤務時間、休暇等に関する条例第12条')

    const second = await runHere(['ask', '出張のこと'], environment)
    expect([second.code, second.stderr]).toEqual([0, ''])
    expect(second.stdout).toContain('ryohi-001')

    const none = await runHere(['ask', 'xyzzy plugh'], environment)
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('見つかりませんでした')])
  })

  test('ask gives the whole answer as JSON, of one section and as many candidates as wanted', async () => {
    const args = ['ask', '出張のこと', '--section', 'ryohi', '--limit', '2', '--json']
    const { code, stdout } = await runHere(args, environment)
    expect(code).toBe(0)
    const { candidates, outcome } = z
      .object({ outcome: z.string(), candidates: z.array(z.object({ section: z.object({ code: z.string() }) })) })
      .parse(json(stdout))
    expect(['answered', 'candidates']).toContain(outcome)
    expect(candidates.length).toBeLessThanOrEqual(2)
    expect(new Set(candidates.map(({ section }) => section.code))).toEqual(new Set(['ryohi']))
  })

  test('ask --explain tells how the answer came about, in tables and as JSON, and logs no question', async () => {
    const questions = async () => json((await runHere(['status', '--json'], environment)).stdout)
    const before = await questions()
    const told = await runHere(['ask', '休みを', '取りたい', '--explain', '--limit', '2'], environment)
    expect([told.code, told.stderr]).toEqual([0, ''])
    expect(told.stdout).toMatch(/^質問: 休みを 取りたい\n判定: .*回答としました。$/mu)
    expect(told.stdout).toMatch(/^\| 取り +\| 取る +\| 動詞 +\| トリ +\| 取る +\|$/mu)
    expect(told.stdout).toMatch(/^■ 候補1: 年次有給休暇を取得するときは.*（人事課、jinji-001）$/mu)
    expect(told.stdout).toContain('確からしさ: 99%')
    expect(told.stdout).toMatch(/^総合点: [\d.]+ = 語 1\.00 × /mu)
    expect(told.stdout).toMatch(/^\| 休み +\| 質問・言い換え \| 休み +\| +1\.00 \| +1 \| +\d+\.\d\d \|$/mu)
    expect(told.stdout.match(/^■ 候補\d/gmu)).toEqual(['■ 候補1', '■ 候補2'])

    const args = ['ask', '休みを 取りたい', '--explain', '--limit', '2', '--json']
    const explanation = json((await runHere(args, environment)).stdout)
    expect(explanation).toMatchObject({ outcome: 'answered', candidates: [{ entryId: 'jinji-001' }, {}] })
    const nothing = await runHere(['ask', 'xyzzy', '--explain'], environment)
    expect([nothing.code, nothing.stdout]).toEqual([0, expect.stringContaining('「該当なし」としました。')])
    expectFault(await runHere(['ask', '　', '--explain'], environment), '質問')
    expect(await questions()).toEqual(before)
  })

  test('ask --explain names the negative phrasing that keeps a question from an entry', async () => {
    const { stdout } = await runHere(['ask', '給与明細の暗証番号を忘れた', '--explain'], environment)
    expect(stdout).toMatch(/^■ 案内しないFAQ: パスワードを忘れた.*（情報政策課、joho-002）$/mu)
    expect(stdout).toMatch(/^案内しない理由: .*「給与明細の暗証番号を忘れた」と同じ文です（近さ 1\.00、/mu)
  })

  test('ask refuses a question of nothing or of more than a page, as JSON where that is wanted', async () => {
    expectFault(await runHere(['ask', '　'], environment), '質問')
    const long = await runHere(['ask', 'あ'.repeat(1_001), '--json'], environment)
    expect([long.code, json(long.stdout)]).toEqual([1, { error: expect.objectContaining({ code: 'bad_input' }) }])
  })

  test('import refuses one id in two files', async () => {
    const twice = await Promise.all(['a.jsonl', 'b.jsonl'].map(name => writeEntries(join(folder, name), HIDDEN)))
    expectFault(await runHere(['import', ...twice], environment))
    for (const file of twice) await rm(file)
  })

  test('an empty setting counts as none', async () => {
    const { code } = await runHere(['status'], { ...environment, PORT: '', ANSWER_CONFIDENCE: '', LOG_LEVEL: '' })
    expect(code).toBe(0)
  })

  test('index and status tell how many entries there are, in words and as JSON', async () => {
    const index = await runHere(['index', '--json'], environment)
    expect(index.code).toBe(0)
    expect(json(index.stdout)).toMatchObject({ ready: true, pending: 0, degraded: null, entries: PUBLISHED.length })
    expect((await runHere(['index'], environment)).stdout).toContain(`${PUBLISHED.length}件`)
    const status = await runHere(['status', '--json'], environment)
    expect(json(status.stdout)).toMatchObject({
      registered: PUBLISHED.length + 1,
      byStatus: { published: PUBLISHED.length, archived: 1, draft: 1, in_review: 1 },
      database: join(environment['DATA_DIR'] ?? '', 'zencho.sqlite'),
    })
    const words = await runHere(['status'], environment)
    expect(words.stdout).toMatch(/^登録数（累計）: 11件$/mu)
    expect(words.stdout).toMatch(/^公開中: 10件$/mu)
  })

  test.for([
    ['out.csv', []],
    ['out.csv', ['--encoding', 'cp932']],
    ['out.csv', ['--encoding', 'utf8']],
    ['out.jsonl', []],
    ['out.yml', []],
    ['out.txt', ['--format', 'yaml']],
  ] as const)('export and import bring every entry back unchanged: %s %j', async ([name, options]) => {
    const out = join(folder, name)
    const exported = await runHere(['export', out, ...options, '--json'], environment)
    expect([exported.code, json(exported.stdout)]).toEqual([0, { exported: STORY_ENTRIES.length, path: out }])
    const file = out.replace('.txt', '.yaml')
    if (file !== out) await rename(out, file)
    const again = await runHere(['import', file, '--json'], environment)
    expect(json(again.stdout)).toEqual({ created: 0, revised: 0, unchanged: STORY_ENTRIES.length })
    await rm(file)
  })

  test('export writes one section where one is named', async () => {
    const out = join(folder, 'out.jsonl')
    const { stdout } = await runHere(['export', out, '--section', 'ryohi'], environment)
    expect(stdout).toContain('3件')
    const ids = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map(line => z.object({ id: z.string() }).parse(json(line)).id)
    expect(ids).toEqual(['ryohi-001', 'ryohi-002', 'ryohi-003'])
    await rm(out)
  })

  test('export says what is wrong with a file it cannot write, and leaves nothing behind', async () => {
    expectFault(await runHere(['export', join(folder, 'out.pdf')], environment), '.csv', '.yaml')
    expectFault(await runHere(['export', join(folder, 'none', 'out.csv')], environment), join(folder, 'none'))
    expect((await readdir(folder)).toSorted()).toEqual(['data', 'sample'])
  })
})

describe('import', () => {
  test('checks and takes CSV, and finds nothing to change in the same as YAML and JSON Lines', async () => {
    const { folder, environment } = await home()
    const file = await writeEntries(join(folder, 'entries.csv'), STORY_ENTRIES)
    const dry = await runHere(['import', file, '--dry-run', '--json'], environment)
    expect([dry.code, json(dry.stdout)]).toEqual([0, { checked: STORY_ENTRIES.length }])
    expect(await readdir(folder)).toEqual(['entries.csv'])
    const first = await runHere(['import', file, '--json'], environment)
    expect([first.code, json(first.stdout)]).toEqual([0, { created: STORY_ENTRIES.length, revised: 0, unchanged: 0 }])
    for (const name of ['entries.csv', 'entries.yaml', 'entries.jsonl']) {
      const again = await runHere(
        ['import', await writeEntries(join(folder, name), STORY_ENTRIES), '--json'],
        environment,
      )
      expect([name, json(again.stdout)]).toEqual([name, { created: 0, revised: 0, unchanged: STORY_ENTRIES.length }])
    }

    const [one, ...others] = PUBLISHED
    if (one === undefined) throw new Error('expected an entry')
    const more = await writeEntries(join(folder, 'more.csv'), [{ ...one, answer: '新しい回答' }, ...others])
    const third = await runHere(['import', more], environment)
    expect([third.code, third.stderr]).toEqual([0, ''])
    expect(third.stdout).toContain('新規 0件')
    expect(third.stdout).toContain('改定 1件')
    expect(third.stdout).toContain(`変更なし ${others.length}件`)
    expect(json((await runHere(['ask', one.question, '--json'], environment)).stdout)).toMatchObject({
      entry: { id: one.id, answer: '新しい回答', revision: 2 },
    })
  })

  test('names file and line of every problem of every file, and loads nothing of any of them', async () => {
    const { folder, environment } = await home()
    const good = await writeEntries(join(folder, 'good.jsonl'), STORY_ENTRIES)
    const broken = join(folder, 'broken.jsonl')
    const row = JSON.stringify({ id: 'a-1', section: JINJI, question: 'q', answer: 'a' })
    await writeFile(broken, `${row}\n{"id":\n${row.replace('"a"', '""')}\n`)
    const result = await runHere(['import', good, broken], environment)
    expectFault(result, `${broken}:2:`, `${broken}:3:`, '1件も')
    expect(await readdir(folder)).toEqual(['broken.jsonl', 'good.jsonl'])
    const asJson = await runHere(['import', broken, '--json'], environment)
    expect(asJson.code).toBe(1)
    expect(json(asJson.stdout)).toMatchObject({ error: { code: 'bad_row', data: { file: broken, line: 2 } } })
    const dry = await runHere(['import', broken, '--dry-run'], environment)
    expect(dry.code).toBe(1)
  })

  test.for([
    ['missing', 'none.csv', null],
    ['empty', 'empty.yaml', ''],
    ['of an unknown kind', 'book.xlsx', 'PK'],
    ['an Excel book under another name', 'book.csv', 'PK\u0003\u0004\0\0'],
  ] as const)('says what to do with a file that is %s', async ([_what, name, content]) => {
    const { folder, environment } = await home()
    const path = join(folder, name)
    if (content !== null) await writeFile(path, content)
    expectFault(await runHere(['import', path], environment), path)
  })
})

describe('settings and folders that are wrong', () => {
  test('are told all at once, by name and value', async () => {
    const result = await runHere(['status'], { PORT: 'abc', ANSWER_CONFIDENCE: '2', LOG_LEVEL: 'loud' })
    expectFault(result, 'PORT', 'abc', 'ANSWER_CONFIDENCE', '"2"', 'LOG_LEVEL')
  })

  test.for([
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ ANSWER_CONFIDENCE: '0.2', CANDIDATE_CONFIDENCE: '0.3' }, 'CANDIDATE_CONFIDENCE'],
    [{ SAMPLE_DATA: 'yes' }, 'SAMPLE_DATA'],
  ] as const)('are refused: %j', async ([environment, named]) => {
    expectFault(await runHere(['status'], { DATA_DIR: join(root, 'refused'), ...environment }), named)
  })

  // Number(' ') is 0: a server on a port of chance, candidates for every question.
  test.for(['PORT', 'CANDIDATE_CONFIDENCE'])('are refused where %s is blank', async name => {
    const { environment } = await home()
    expectFault(await runHere(['status'], { ...environment, [name]: ' ' }), name)
  })

  test('say so of a data folder below a file', async () => {
    const { folder } = await home()
    await writeFile(join(folder, 'file'), 'x')
    const DATA_DIR = join(folder, 'file', 'data')
    expectFault(await runHere(['ask', '旅費'], { DATA_DIR }), DATA_DIR, 'DATA_DIR')
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('x')
  })

  test('say so of a text file in the place of the database, and leave it as it is', async () => {
    const { environment } = await home()
    await mkdir(environment.DATA_DIR)
    const path = join(environment.DATA_DIR, 'zencho.sqlite')
    const text = '議事録。'.repeat(1_000)
    await writeFile(path, text)
    expectFault(await runHere(['ask', '旅費'], environment), path, 'バックアップ')
    expect(await readFile(path, 'utf8')).toBe(text)
    expect((await readdir(environment.DATA_DIR)).toSorted()).toEqual(['in-use.lock', 'zencho.sqlite'])
  })

  test('say file and line of a sample file that is broken, and load nothing', async () => {
    const { folder, environment } = await home('with sample')
    const broken = join(folder, 'sample', '02-broken.yaml')
    await writeFile(broken, 'section:\n  code: jinji\n  name: 人事課\nentries:\n  - id: x-1\n    question: q\n')
    expectFault(await runHere(['ask', '旅費'], environment), broken, '5 行目')
    expect(json((await runHere(['status', '--json'], environment)).stdout)).toMatchObject({ registered: 0 })
  })
})
