// All entry files of a folder as one whole: in the order of their names, with ids unique over all of them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FaqError } from '../../core/errors.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import type { RowOptions } from './entry-row.ts'
import { type EntryFile, isEntryFileName, readEntryFile } from './read-entry-file.ts'

/** Throws the first problem, as `readEntryFile` does. Other files, hidden files and folders inside are passed over. */
export async function readEntryFolder(path: string, options: RowOptions = {}): Promise<readonly EntryFile[]> {
  const files: EntryFile[] = []
  for (const name of await entryFileNames(path)) {
    // oxlint-disable-next-line no-await-in-loop -- one file in memory at a time, and the first problem by name
    files.push(await readEntryFile(join(path, name), options))
  }
  refuseSharedIds(files)
  return files
}

async function entryFileNames(path: string): Promise<readonly string[]> {
  try {
    const items = await readdir(path, { withFileTypes: true })
    const names = items.filter(item => !item.isDirectory()).map(item => item.name)
    return names.filter(name => isEntryFileName(name) && !name.startsWith('.')).toSorted()
  } catch (cause) {
    throw new FaqError('bad_row', { file: path, line: 1, reason: ja.noSuchFolder() }, { cause })
  }
}

function refuseSharedIds(files: readonly EntryFile[]): void {
  const places = new Map<string, { readonly file: string; readonly line: number }>()
  for (const { path: file, entries } of files) {
    for (const { input, line } of entries) {
      const earlier = places.get(input.id)
      if (earlier !== undefined) {
        const reason = ja.duplicateIdElsewhere(input.id, earlier.file, earlier.line)
        throw new FaqError('bad_row', { file, line, reason })
      }
      places.set(input.id, { file, line })
    }
  }
}
