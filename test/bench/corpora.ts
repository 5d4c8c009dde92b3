// What the benchmark measures: made-up registries of any size, and real sets of questions that lie beside the project.
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

export type Corpus =
  | { readonly kind: 'generated'; readonly name: string; readonly size: number }
  | { readonly kind: 'real'; readonly name: string; readonly folder: string }

const REAL_SETS = new URL('../../../shared/bench/', import.meta.url).pathname
const REAL_NAMES = ['kosodate', 'alchemy_ja']

export function generated(size: number): Corpus {
  return { kind: 'generated', name: String(size), size }
}

/** The sets that are there, of `folders` or else of the place where they usually lie. */
export function realSets(folders: readonly string[] | null): readonly Corpus[] {
  const found = folders ?? REAL_NAMES.map(name => join(REAL_SETS, name)).filter(folder => existsSync(folder))
  return found.map(folder => ({ kind: 'real', name: basename(folder), folder }))
}
