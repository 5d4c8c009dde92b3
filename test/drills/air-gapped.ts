// Makes the bundle, then installs and uses it in a network namespace of its own whose only way out is counted: not one packet may
// leave (TESTLIST H1). Needs root, for the namespace.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../stories/story-entries.ts'
import { PROJECT } from '../stories/zencho-process.ts'

export async function airGapped(): Promise<boolean> {
  const folder = await makeFolder()
  try {
    if (!(await run(process.execPath, [join(PROJECT, 'deploy/make-bundle.ts'), '--out', folder]))) return false
    const archive = (await readdir(folder)).find(name => name.endsWith('.tar.gz'))
    if (archive === undefined) throw new Error(`expected an archive in ${folder}`)
    if (!(await run('tar', ['-xzf', join(folder, archive), '-C', folder]))) return false
    const unpacked = join(folder, archive.replace(/\.tar\.gz$/u, ''))
    // --net: a network stack of its own, with nothing but its own loopback.
    const inside = [process.execPath, join(import.meta.dirname, 'inside-air-gap.ts'), unpacked, join(folder, 'home')]
    return await run('unshare', ['--net', '--', ...inside])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(command: string, args: readonly string[]): Promise<boolean> {
  const [code] = await once(spawn(command, args, { stdio: 'inherit' }), 'close')
  if (code !== 0) console.error(`${command} ended with ${String(code)}`)
  return code === 0
}
