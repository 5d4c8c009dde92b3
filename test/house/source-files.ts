// The project's own files, for the tests that read the house instead of running it.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '../..')
export const PRODUCT_FOLDERS = ['src', 'bot', 'indexer', 'admin'] as const

export interface SourceFile {
  /** From the project's folder, with slashes. */
  readonly path: string
  readonly text: string
}

/** All files of these folders with one of these extensions, by path. */
export function sourceFiles(folders: readonly string[], extensions: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap(folder => readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true }))
    .filter(item => item.isFile() && extensions.some(extension => item.name.endsWith(extension)))
    .map(item => join(item.parentPath, item.name))
    .map(file => ({ path: relative(PROJECT, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

export function readProjectFile(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8')
}

/** Lines that hold code: neither blank nor comment alone. */
export function countLinesOfCode(text: string): number {
  const withoutBlocks = text.replace(/^\s*\/\*[\s\S]*?\*\/[ \t]*$/gmu, '')
  return withoutBlocks.split('\n').filter(line => line.trim() !== '' && !line.trim().startsWith('//')).length
}

/** The cells of every Markdown table row, backquotes and stars taken off. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.replace(/[`*]/gu, '').trim()),
    )
}
