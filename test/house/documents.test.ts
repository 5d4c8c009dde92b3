// Documents and code agree: what README.md and the manifests say is what the code does.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../src/config.ts'
import { PROJECT, readProjectFile, sourceFiles, tableRows } from './source-files.ts'

const hasReadme = existsSync(join(PROJECT, 'README.md'))
const readme = hasReadme ? readProjectFile('README.md') : ''
const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    bin: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readProjectFile('package.json')))

/** The names in the schema of the environment. */
const settings = [...readProjectFile('src/config/environment.ts').matchAll(/^ {4}([A-Z][A-Z_]+): /gmu)].map(
  match => match[1] ?? '',
)

describe.skipIf(!hasReadme)('README.md (skipped until it exists)', () => {
  test('names every setting, and no other', () => {
    expect(settings.length).toBeGreaterThanOrEqual(10)
    const rows = tableRows(readme).map(([name = '']) => name)
    expect(rows.filter(name => /^[A-Z][A-Z_]+$/u.test(name)).toSorted()).toEqual(settings.toSorted())
  })

  test('gives the defaults that the code has', () => {
    const config = loadConfig({})
    const defaults = new Map(tableRows(readme).map(([name = '', value = '']) => [name, value]))
    expect(defaults.get('PORT')).toBe(String(config.port))
    expect(defaults.get('HOST')).toBe(config.host)
    expect(join(process.cwd(), defaults.get('DATA_DIR') ?? '')).toBe(config.dataDir)
    expect(join(PROJECT, defaults.get('MODEL_DIR') ?? '')).toBe(config.modelDir)
    expect(join(PROJECT, defaults.get('SAMPLE_DIR') ?? '')).toBe(config.sampleDir)
    expect(defaults.get('SAMPLE_DATA')).toBe(config.sampleDir === null ? 'off' : 'on')
    expect(defaults.get('ORGANISATION')).toBe(config.organisation)
    expect(defaults.get('ANSWER_CONFIDENCE')).toBe(String(config.thresholds.answered))
    expect(defaults.get('CANDIDATE_CONFIDENCE')).toBe(String(config.thresholds.candidates))
    expect(defaults.get('LOG_LEVEL')).toBe(config.logLevel)
  })

  test('has a line for every dependency, and none for what is not there', () => {
    const [, section = ''] = readme.split(/^## Dependencies$/mu)
    const rows = tableRows(section.split(/^## /mu)[0] ?? '')
    const named = rows
      .filter(([names = '']) => !/^_?development:/u.test(names))
      .flatMap(([names = '']) => names.split(', '))
      .filter(name => /^[@a-z][\w@/.-]*$/u.test(name) && name !== 'package')
    const expected = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]
    expect(named.toSorted()).toEqual(expected.toSorted())
    for (const [names = '', reason = ''] of rows) expect(reason.length, names).toBeGreaterThan(2)
  })

  test('links to files that are there', () => {
    for (const { path, text } of [{ path: 'README.md', text: readme }, ...sourceFiles(['docs', 'faq-data'], ['.md'])]) {
      const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/gu)].map(match => match[1] ?? '')
      const missing = links.filter(link => !existsSync(join(PROJECT, path, '..', link)))
      expect([path, missing]).toEqual([path, []])
    }
  })

  test('names the subcommands that the command has', () => {
    const commands = [...readProjectFile('src/cli/run-cli.ts').matchAll(/\.command\('([a-z]+)'\)/gu)].map(
      match => match[1],
    )
    expect(commands.length).toBeGreaterThanOrEqual(7)
    for (const command of commands) expect(readme).toContain(`npx zencho ${command}`)
  })
})

describe('package.json', () => {
  test('names files that are there', () => {
    const scripts = Object.values(manifest.scripts).flatMap(script => script.match(/\S+\.(js|ts|mjs)\b/gu) ?? [])
    const files = [...Object.values(manifest.bin), ...scripts]
    expect(files.filter(file => !existsSync(join(PROJECT, file)))).toEqual([])
  })

  test('fixes every dependency to one version', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([])
  })
})

describe('the model', () => {
  const folder = join(PROJECT, 'indexer/model/builtin')
  const model = z
    .object({ dimensions: z.int(), rows: z.int(), sha256: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))

  test.for(Object.entries(model.sha256))('file %s is the one that its manifest names', ([name, checksum]) => {
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ).toBe(checksum)
  })

  test('has a row of the table, a scale and a word for each of its rows', () => {
    expect(readFileSync(join(folder, 'table_int8.bin')).length).toBe(model.rows * model.dimensions)
    expect(readFileSync(join(folder, 'scale_f16.bin')).length).toBe(model.rows * 2)
    const words = readFileSync(join(folder, 'vocab.txt'), 'utf8')
      .split('\n')
      .filter(word => word !== '')
    expect(words.length).toBe(model.rows)
    expect(new Set(words).size).toBe(words.length)
  })
})
