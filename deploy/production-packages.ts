// Which installed packages a server needs, as the lock file tells it, and which of their files it can do without.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockedPackage {
  readonly dev?: boolean
  readonly version?: string
}

/** Folders below `project` of every production package that is installed, each with its version. */
export function productionPackages(project: string): readonly { readonly folder: string; readonly version: string }[] {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }
  return Object.entries(lock.packages)
    .filter(([folder, { dev }]) => folder.startsWith('node_modules/') && dev !== true)
    .filter(([folder]) => !LEFT_OUT.has(folder) && existsSync(join(project, folder)))
    .map(([folder, { version = '' }]) => ({ folder, version }))
}

/** The browser's half of transformers.js, 141 MB that nothing here loads. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules/onnxruntime-web'])

/** Whether the server needs this file of a package: native builds for other machines and sources of native code stay behind. */
export function isNeeded(
  path: string,
  { platform, arch }: { readonly platform: string; readonly arch: string },
): boolean {
  const binaries = /^node_modules\/onnxruntime-node\/bin\/napi-v\d+\/(?<os>[a-z0-9]+)(?:\/(?<cpu>[a-z0-9]+))?/u.exec(
    path,
  )?.groups
  if (binaries !== undefined) return binaries['os'] === platform && (binaries['cpu'] ?? arch) === arch
  const isSource = /^node_modules\/(?:better-sqlite3\/(?:deps|src|build)|hnswlib-node\/src)(?:\/|$)/u
  const prebuilt = /^node_modules\/better-sqlite3\/prebuilds\/(?<machine>[a-z0-9-]+)\.node$/u.exec(path)?.groups?.[
    'machine'
  ]
  if (prebuilt !== undefined) return prebuilt === `${platform}-${arch}`
  const isBuildLeftover = /^node_modules\/hnswlib-node\/build\/(?!Release(?:\/addon\.node)?$)/u
  const isRuntimeExtra = /^node_modules\/node-linux-[a-z0-9]+\/(?:include|share|lib)(?:\/|$)/u // headers and npm: nothing is built there
  const isMap = /\.(?:map|d\.[cm]?ts|markdown)$/u
  return ![isSource, isBuildLeftover, isRuntimeExtra, isMap].some(pattern => pattern.test(path))
}
