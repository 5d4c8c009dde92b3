// `npm run bundle [-- --out FOLDER]`: one archive that installs and runs on a machine without any network: the product, the
// packages it runs on with their native builds, the Node runtime, the word table, the sample data, and the checksum of each file.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isNeeded, productionPackages } from './production-packages.ts'

const PROJECT = resolve(import.meta.dirname, '..')

/** What the server and its operators read; tests and the training of the word table stay behind. */
const PARTS = [
  'src',
  'bot',
  'indexer',
  'admin',
  'faq-data',
  'docs',
  'deploy',
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
]
const LEFT_BEHIND: ReadonlySet<string> = new Set(['indexer/model/train'])

/** Only Linux runs the service unit and the installer. */
const MACHINE = { platform: 'linux', arch: process.arch }

main()

function main(): void {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } })
  if (process.platform !== MACHINE.platform)
    throw new Error(`expected to run on Linux, the system the bundle is for, not on ${process.platform}`)
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { readonly version: string }
  const name = `zencho-faq-${version}-${MACHINE.platform}-${MACHINE.arch}`
  const staging = mkdtempSync(join(tmpdir(), 'zencho-bundle-'))
  try {
    const root = join(staging, name)
    fill(root, version)
    const archive = pack(staging, name, resolve(values.out))
    console.log(`${archive}\n${describe(root, archive)}`)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function fill(root: string, version: string): void {
  const app = join(root, 'app')
  mkdirSync(app, { recursive: true })
  for (const part of PARTS) {
    cpSync(join(PROJECT, part), join(app, part), {
      recursive: true,
      filter: from => !LEFT_BEHIND.has(relative(PROJECT, from)),
    })
  }
  const packages = productionPackages(PROJECT)
  refuseMissingRuntime(packages.map(({ folder }) => folder))
  for (const { folder } of packages) copyPackage(folder, app)
  for (const file of ['install.sh', 'zencho', 'zencho-faq.service', 'zencho.env'])
    cpSync(join(PROJECT, 'deploy', file), join(root, file))
  writeFileSync(join(root, 'MANIFEST.json'), `${JSON.stringify(manifest(version, packages), null, 2)}\n`)
  writeFileSync(join(root, 'SBOM.cdx.json'), billOfMaterials())
  const files = filesBelow(root)
  writeFileSync(join(root, 'SHA256SUMS'), files.map(file => `${sha256(join(root, file))}  ${file}\n`).join(''))
}

/** In the form of CycloneDX, as npm reads it from the lock file; without what differs each time it is asked. */
function billOfMaterials(): string {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev']
  const text = execFileSync('npm', args, {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const bill = JSON.parse(text) as { serialNumber?: string; metadata: { timestamp?: string } }
  delete bill.serialNumber
  delete bill.metadata.timestamp
  return `${JSON.stringify(bill, null, 2)}\n`
}

/** A package's own files; packages inside it are copied for themselves. */
function copyPackage(folder: string, app: string): void {
  cpSync(join(PROJECT, folder), join(app, folder), {
    recursive: true,
    dereference: true,
    filter: from => {
      const path = relative(PROJECT, from)
      return !path.slice(folder.length).includes('node_modules') && isNeeded(path, MACHINE)
    },
  })
}

function refuseMissingRuntime(folders: readonly string[]): void {
  const runtime = `node_modules/node-${MACHINE.platform}-${MACHINE.arch}`
  const addon = join(PROJECT, 'node_modules/hnswlib-node/build/Release/addon.node')
  if (folders.includes(runtime) && existsSync(addon)) return
  throw new Error(`expected ${runtime} and a built hnswlib-node: run npm ci on this machine first`)
}

function manifest(version: string, packages: readonly { readonly folder: string; readonly version: string }[]) {
  const { glibcVersionRuntime } = (
    process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } }
  ).header
  return {
    product: 'zencho-faq',
    version,
    ...MACHINE,
    // Native builds run where the system's library is as new as here, or newer.
    glibc: glibcVersionRuntime ?? null,
    packages: packages.map(found => `${found.folder.replace(/^.*node_modules\//u, '')}@${found.version}`).sort(),
  }
}

function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(path => lstatSync(join(root, path)).isFile())
    .sort()
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** The same content gives the same archive, whoever packs it and when. */
function pack(staging: string, name: string, out: string): string {
  mkdirSync(out, { recursive: true })
  const archive = join(out, `${name}.tar.gz`)
  const plain = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=2020-01-01 00:00Z']
  const compress = ['--use-compress-program', 'gzip -n']
  execFileSync('tar', [...plain, ...compress, '-cf', archive, '-C', staging, name], { stdio: 'inherit' })
  writeFileSync(`${archive}.sha256`, `${sha256(archive)}  ${name}.tar.gz\n`)
  return archive
}

function describe(root: string, archive: string): string {
  const files = filesBelow(root)
  const unpacked = files.reduce((sum, file) => sum + lstatSync(join(root, file)).size, 0)
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  return `${files.length} files, ${megabytes(unpacked)}; the archive ${megabytes(lstatSync(archive).size)}`
}
