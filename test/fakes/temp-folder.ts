// Folders that live as long as the test file that asked for them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A fresh, empty folder under the system's folder for temporary files. */
export function makeTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zencho-'))
  folders.push(folder)
  return folder
}
