// Loaded into a server by --import: its clock runs as far ahead or behind as a file says, and jumps when the file changes. Time that
// is measured from one moment to the next (performance.now) goes on as ever, as it does when a machine's clock is set.
import { readFileSync } from 'node:fs'

const OFFSET_FILE = process.env['DRILL_CLOCK_FILE'] ?? ''
const READ_EVERY_MS = 50
const RealDate = Date

let offsetMs = 0
let readAt = Number.NEGATIVE_INFINITY

function now(): number {
  if (performance.now() - readAt > READ_EVERY_MS) {
    readAt = performance.now()
    offsetMs = Number(readFileSync(OFFSET_FILE, 'utf8'))
  }
  return RealDate.now() + offsetMs
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: readonly unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
})
