// `zencho model`: how a model comes from the hub, or from a folder, to the settings, and what is refused on the way.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { HUB_REVISION, type ModelHubStandIn, openModelHub } from '../fakes/model-hub.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { writeTinyCrossEncoder, writeTinySentenceModel } from '../fakes/tiny-models/tiny-models.ts'
import { runHere } from './run-here.ts'
import { runZencho } from './zencho-process.ts'

const NAME = 'intfloat/multilingual-e5-small'
/** Float32 vectors of unit length are so to seven digits. */
const NEARLY_NONE = expect.closeTo(0, 6) as number

const WEIGHTS = 'onnx/model_quantized.onnx'

let hub: ModelHubStandIn
let target: string
beforeEach(async () => {
  hub = await openModelHub(NAME, writeTinySentenceModel())
  target = join(makeTempFolder(), 'models', 'e5')
})
afterEach(() => hub[Symbol.asyncDispose]())

const model = (...args: readonly string[]) => runHere(['model', ...args], { HF_ENDPOINT: hub.endpoint })
const fetchModel = (...args: readonly string[]) => model('fetch', NAME, '--to', target, ...args)
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'zencho-model.json'), 'utf8')) as {
    files: Record<string, string>
    golden: { question: string }[]
  }
const failureOf = async (result: Promise<{ readonly code: number | null; readonly stdout: string }>) => {
  const { code, stdout } = await result
  return [code, (JSON.parse(stdout) as { readonly error: { readonly code: string } }).error.code]
}

describe('zencho model fetch', () => {
  test('brings a model, records it, and says how to use it', async () => {
    const fetched = await fetchModel()
    expect([fetched.code, fetched.stderr]).toEqual([0, ''])
    expect(fetched.stdout).toContain(`zencho model use ${target} --write`)
    expect(readdirSync(target).toSorted()).toEqual([
      'config.json',
      'onnx',
      'tokenizer.json',
      'tokenizer_config.json',
      'zencho-model.json',
    ])
    expect(manifestOf(target)).toMatchObject({ name: NAME, revision: HUB_REVISION })
    expect(Object.keys(manifestOf(target).files).toSorted()).toEqual(['config.json', WEIGHTS, 'tokenizer.json'])
    const checked = await model('check', target, '--json')
    expect(JSON.parse(checked.stdout)).toMatchObject({
      name: 'multilingual-e5-small',
      family: 'e5',
      dimensions: 4,
      filesChecked: 3,
    })
  })

  test('goes on where it broke off, and leaves nothing half-fetched under its name', async () => {
    hub.cutShort(WEIGHTS)
    expect(await failureOf(fetchModel('--json'))).toEqual([1, 'hub'])
    expect(existsSync(join(target, WEIGHTS))).toBe(false)
    const held = statSync(join(target, `${WEIGHTS}.part`)).size
    expect(held).toBeGreaterThan(0)
    const before = hub.asked.length
    expect((await fetchModel()).code).toBe(0)
    const again = hub.asked.slice(before).filter(path => path.includes('/resolve/'))
    expect(again).toContain(`/${NAME}/resolve/${HUB_REVISION}/${WEIGHTS} bytes=${held}-`)
    expect(again.some(path => path.includes('tokenizer.json'))).toBe(false) // it was whole already
    expect((await model('check', target)).code).toBe(0)
  })

  test('refuses a file that is not the one that the hub announced', async () => {
    hub.alter(WEIGHTS)
    expect(await failureOf(fetchModel('--json'))).toEqual([1, 'hub'])
    expect(existsSync(join(target, WEIGHTS))).toBe(false)
    expect(existsSync(join(target, `${WEIGHTS}.part`))).toBe(false)
  })

  test.each([
    ['not_found', ['fetch', 'nobody/nothing']],
    ['bad_input', ['fetch', 'https://hub.example/model']],
    ['model_unusable', ['fetch', NAME, '--dtype', 'fp16']],
  ] as const)('says %s where there is nothing to fetch', async (code, args) => {
    expect(await failureOf(model(...args, '--to', target, '--json'))).toEqual([1, code])
    expect(existsSync(target)).toBe(false)
  })

  test('says that the hub does not answer', async () => {
    await hub[Symbol.asyncDispose]()
    const failed = await fetchModel()
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain(hub.endpoint)
    expect(failed.stderr).toMatch(/HF_ENDPOINT.*閉域網/u)
  })
})

describe('zencho model check', () => {
  test('finds a file that was altered', async () => {
    await fetchModel()
    writeFileSync(join(target, 'tokenizer.json'), `${readFileSync(join(target, 'tokenizer.json'), 'utf8')} `)
    const { code, stderr } = await model('check', target)
    expect([code, stderr.includes('SHA-256'), stderr.includes('tokenizer.json')]).toEqual([1, true, true])
  })

  test('finds a model that computes something else, though its files are those recorded', async () => {
    await fetchModel()
    const manifest = manifestOf(target)
    const golden = manifest.golden.map((item, i) => ({ ...item, question: manifest.golden[(i + 1) % 8]?.question }))
    writeFileSync(join(target, 'zencho-model.json'), JSON.stringify({ ...manifest, golden }))
    const { code, stderr } = await model('check', target)
    expect([code, stderr.includes('deviate')]).toEqual([1, true])
  })

  test('takes a folder without a record as it is, says so, and records it where that is wanted', async () => {
    for (const folder of [writeTinySentenceModel(), writeTinyCrossEncoder()]) {
      expect((await model('check', folder)).stdout).toMatch(/照合していません/u)
      expect((await model('check', folder, '--record')).stdout).not.toMatch(/照合していません/u)
      const again = await model('check', folder, '--json')
      expect(JSON.parse(again.stdout)).toMatchObject({ deviation: NEARLY_NONE, filesChecked: 3 })
    }
  })

  test('says what it needs where no folder is given or set', async () => {
    expect(await failureOf(model('check', '--json'))).toEqual([1, 'bad_input'])
    const folder = writeTinySentenceModel()
    const checked = await runHere(['model', 'check', '--json'], { EMBEDDER: 'transformers', MODEL_PATH: folder })
    expect(checked.code).toBe(0)
  })
})

describe('zencho model use', () => {
  test('prints the settings, and writes nothing unless told to', async () => {
    const folder = writeTinySentenceModel()
    const { code, stdout } = await model('use', folder)
    expect([code, stdout]).toEqual([0, `EMBEDDER=transformers\nMODEL_PATH=${folder}`])
    expect((await model('use', 'builtin')).stdout).toBe('EMBEDDER=builtin')
    const reranker = writeTinyCrossEncoder()
    expect((await model('use', reranker)).stdout).toBe(`RERANKER_PATH=${reranker}`)
  })

  test('refuses a model that does not work', async () => {
    const folder = writeTinySentenceModel()
    writeFileSync(join(folder, WEIGHTS), 'not a model')
    expect(await failureOf(model('use', folder, '--json'))).toEqual([1, 'model_unusable'])
  })

  test('writes .env, keeps what else stands there, and leaves a copy; the product then runs with it', async () => {
    const cwd = makeTempFolder()
    const folder = writeTinySentenceModel()
    const before = '# our settings\nPORT=4000\nEMBEDDER=builtin\n'
    writeFileSync(join(cwd, '.env'), before)
    const used = await runZencho(['model', 'use', folder, '--write'], {}, { cwd })
    expect(used.code).toBe(0)
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(
      `# our settings\nPORT=4000\nEMBEDDER=transformers\nMODEL_PATH=${folder}\n`,
    )
    const copies = readdirSync(cwd).filter(name => name.endsWith('.bak'))
    expect(copies.map(name => readFileSync(join(cwd, name), 'utf8'))).toEqual([before])
    const listed = await runZencho(['model', 'list'], {}, { cwd })
    expect(listed.stdout).toContain(`transformers ${folder}`)
  })
})

describe('zencho model list', () => {
  test('shows what is in use, what is there, and what is recommended', async () => {
    const cwd = makeTempFolder()
    const whole = writeTinySentenceModel({ folder: join(cwd, 'models', 'ruri-v3-30m') })
    const broken = writeTinySentenceModel({ folder: join(cwd, 'models', 'broken') })
    writeFileSync(join(broken, 'config.json'), '{')
    const { stdout, code } = await runZencho(['model', 'list', '--json'], {}, { cwd })
    expect(code).toBe(0)
    const listed = JSON.parse(stdout) as { found: { folder: string; problem: string | null }[]; embedder: string }
    expect(listed.embedder).toBe('builtin')
    expect(listed.found.find(({ folder }) => folder === whole)?.problem).toBeNull()
    expect(listed.found.find(({ folder }) => folder === broken)?.problem).toMatch(/model_unusable/u)
  })
})

test('settings of models are refused with all that is wrong with them, keys unseen', () => {
  const wrong = {
    EMBEDDER: 'transformers',
    OPENAI_BASE_URL: 'ftp://x',
    RERANKER_DEPTH: '1.5',
    EMBEDDING_TIMEOUT_MS: '0',
  }
  expect(() => loadConfig(wrong)).toThrow(/OPENAI_BASE_URL.*/u)
  expect(() => loadConfig({ EMBEDDER: 'transformers' })).toThrow(/MODEL_PATH/u)
  expect(loadConfig({ EMBEDDER: 'openai', OPENAI_API_KEY: 'sk' }).embedder).toMatchObject({
    kind: 'openai',
    endpoint: { baseUrl: 'https://api.openai.com/v1', dimensions: null },
  })
})
