// What the drills of load can be told beside their size.
import { parseArgs } from 'node:util'

export interface DrillOptions {
  /** A folder whose registry and index are made already, as `npm run bench -- --keep` makes them. */
  readonly data: string | undefined
  readonly entries: number | undefined
  readonly minutes: number | undefined
  /** Questions a second. */
  readonly rate: number | undefined
  readonly editors: number | undefined
  /** Durable rows a second beside the server's own. */
  readonly writes: number | undefined
  /** Where what was measured is kept. */
  readonly out: string | undefined
  /** Measured before: only the row is printed. */
  readonly from: string | undefined
}

const TEXT = { type: 'string' } as const
const NAMES = ['data', 'entries', 'minutes', 'rate', 'editors', 'writes', 'out', 'from'] as const

export const NO_OPTIONS: DrillOptions = readDrillArguments([]).options

export function readDrillArguments(args: readonly string[]) {
  const options = Object.fromEntries(NAMES.map(name => [name, TEXT]))
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const text = (name: (typeof NAMES)[number]) => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const number = (name: (typeof NAMES)[number]) => {
    const value = text(name)
    if (value !== undefined && !(Number(value) >= 0))
      throw new RangeError(`expected a number as --${name}, got ${value}`)
    return value === undefined ? undefined : Number(value)
  }
  return {
    name: positionals[0] ?? '',
    size: positionals[1] === undefined ? undefined : Number(positionals[1]),
    options: {
      data: text('data'),
      entries: number('entries'),
      minutes: number('minutes'),
      rate: number('rate'),
      editors: number('editors'),
      writes: number('writes'),
      out: text('out'),
      from: text('from'),
    } satisfies DrillOptions,
  }
}
