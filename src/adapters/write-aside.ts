// Puts a whole file in place: written aside, flushed, renamed. A reader sees the old one or the new one.
import { open, rename, rm } from 'node:fs/promises'

/** `aside` is in the same folder, because a rename cannot cross file systems. Nothing half-written stays behind. */
export async function writeAside(aside: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(aside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
