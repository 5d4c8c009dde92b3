// Writes settings into a `.env` file: lines that set the same names are replaced, everything else stays as it was.
import { existsSync, readFileSync } from 'node:fs'
import { replaceFile } from '../adapters/entry-files/replace-file.ts'

export type Settings = Readonly<Record<string, string>>

/** Writes the settings; gives the path of the copy of the file as it was, null where there was none. */
export async function writeSettings(path: string, settings: Settings): Promise<string | null> {
  if (!existsSync(path)) {
    await replaceFile(path, Buffer.from(mergeSettings('', settings)))
    return null
  }
  const before = readFileSync(path)
  const backup = `${path}.${new Date()
    .toISOString()
    .replaceAll(/[^0-9]/gu, '')
    .slice(0, 14)}.bak`
  await replaceFile(backup, before)
  await replaceFile(path, Buffer.from(mergeSettings(before.toString('utf8'), settings)))
  return backup
}

export function settingLines(settings: Settings): readonly string[] {
  return Object.entries(settings).map(
    ([name, value]) => `${name}=${/^[\w./:@+-]*$/u.test(value) ? value : quote(value)}`,
  )
}

/** The text of the file with these settings, each once; an empty value takes the line away. */
export function mergeSettings(text: string, settings: Settings): string {
  const names = Object.keys(settings)
  const kept = text
    .split(/\r?\n/u)
    .filter(line => !names.some(name => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`, 'u').test(line)))
  while (kept.at(-1) === '') kept.pop()
  const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
  return `${[...kept, ...settingLines(set)].join('\n')}\n`
}

/** Node's reader of `.env` knows no escapes: a value is put in quotes that it does not hold. */
function quote(value: string): string {
  const mark = ["'", '"', '`'].find(candidate => !value.includes(candidate)) ?? '"'
  return `${mark}${value}${mark}`
}
