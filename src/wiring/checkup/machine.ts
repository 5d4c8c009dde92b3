// What the machine gives: a runtime, memory, a folder that can be written to, room on the disk.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, open, rm, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { type Finding, fault, good, note } from '../../core/checkup.ts'
import { doctorTexts as texts } from '../../core/messages/ja/doctor.ts'

const MEMORY_MIN_BYTES = 2e9
/** Below this, writes soon fail. */
const DISK_MIN_BYTES = 200e6
/** A backup and a new index beside the present ones. */
const ROOM_PER_DATABASE_BYTE = 3

const { items } = texts

export function checkRuntime(version: string): Finding {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  const isNewEnough = major > 22 || (major === 22 && minor >= 18)
  if (isNewEnough) return good(items.runtime, texts.runtime.good(version))
  return fault(items.runtime, texts.runtime.old(version), texts.runtime.action)
}

export function checkMemory(bytes: number = totalmem()): Finding {
  const { good: says, action } = texts.memory
  return bytes < MEMORY_MIN_BYTES ? note(items.memory, says(bytes), action) : good(items.memory, says(bytes))
}

/** Writes a file of its own and takes it away again. */
export async function checkFolder(path: string): Promise<Finding> {
  const { good: writable, missing, refused, unmakeable, actions, action } = texts.folder
  if (existsSync(path)) {
    const refusal = await tryWriting(path)
    if (refusal === null) return good(items.folder, writable(path))
    return fault(items.folder, refused(path, refusal), actions[refusal] ?? action)
  }
  const above = existing(path)
  const refusal = await tryMakingIn(above)
  if (refusal === null) return good(items.folder, missing(path))
  return fault(items.folder, unmakeable(path, above, refusal), actions[refusal] ?? action)
}

/** The code of what would keep a folder from being made there, or null. It is somebody else's: nothing is written into it. */
async function tryMakingIn(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'ENOTDIR'
    await access(folder, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    return codeOf(error)
  }
}

/** The code of what kept it from that, or null. */
async function tryWriting(folder: string): Promise<string | null> {
  const probe = join(folder, `.probe-${randomUUID()}`)
  try {
    const file = await open(probe, 'wx')
    try {
      await file.write('probe')
      await file.sync()
    } finally {
      await file.close()
    }
    return null
  } catch (error) {
    return codeOf(error)
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
}

export async function checkDisk(folder: string, databasePath: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(folder))
  const { size } = await stat(databasePath).catch(() => ({ size: 0 }))
  const needed = DISK_MIN_BYTES + size * ROOM_PER_DATABASE_BYTE
  return judgeDisk(bavail * bsize, needed)
}

export function judgeDisk(free: number, needed: number): Finding {
  const message = texts.disk.free(free, needed)
  if (free < DISK_MIN_BYTES) return fault(items.disk, message, texts.disk.action)
  return free < needed ? note(items.disk, message, texts.disk.action) : good(items.disk, message)
}

/** The nearest folder above that is there. */
function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path))
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
