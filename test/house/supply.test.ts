// What others wrote and the product runs on: licences that an office may use, and no program at install that nobody looked at.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { productionPackages } from '../../deploy/production-packages.ts'
import { PROJECT } from './source-files.ts'

/** Licences that ask for a notice, or for source of the part itself where it is changed, and for nothing of what uses it. */
const ALLOWED = /^(?:MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|PSF-2\.0|\(MIT OR [^()]+\))$/u

/** Looked at one by one; why they may stay. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  // libvips as a shared library of its own, which comes with transformers.js and works on images; nothing is linked into us.
  '@img/sharp-libvips-linux-x64': 'LGPL-3.0-or-later',
  '@img/sharp-libvips-linux-arm64': 'LGPL-3.0-or-later',
}

/** Programs that packages want to run at install. The first two do nothing here (.npmrc keeps one from downloading). */
const INSTALL_SCRIPTS: ReadonlySet<string> = new Set(['onnxruntime-node', 'protobufjs', '@swc/core'])

interface PackageFile {
  readonly name: string
  readonly license?: string
  readonly licenses?: readonly { readonly type: string }[]
}

describe('packages of others', () => {
  const packages = productionPackages(PROJECT).map(({ folder }) => {
    return JSON.parse(readFileSync(join(PROJECT, folder, 'package.json'), 'utf8')) as PackageFile
  })

  test('come under licences that an office may use', () => {
    expect(packages.length).toBeGreaterThan(100)
    const licenceOf = ({ license, licenses }: PackageFile) =>
      license ?? licenses?.map(({ type }) => type).join(' AND ') ?? ''
    const others = packages.filter(
      found => !ALLOWED.test(licenceOf(found)) && LOOKED_AT[found.name] !== licenceOf(found),
    )
    expect(others.map(found => [found.name, licenceOf(found)])).toEqual([])
  })

  test('run no program at install but those that were looked at', () => {
    const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>
    }
    const running = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript === true)
    const names = running.map(([folder]) => folder.replace(/^.*node_modules\//u, ''))
    expect(names.filter(name => !INSTALL_SCRIPTS.has(name))).toEqual([])
  })

  test('are named in the lock file with what they must hash to, and no address of a registry', () => {
    const text = readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')
    const { packages: locked } = JSON.parse(text) as {
      readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>>
    }
    const installed = Object.entries(locked).filter(([name]) => name !== '' && existsSync(join(PROJECT, name)))
    const bare = installed.filter(([, { integrity }]) => integrity === undefined)
    expect(bare.map(([name]) => name)).toEqual([])
    expect(text).not.toMatch(/"resolved": /u)
  })
})
