// `npm run drill -- NAME [minutes]`: drills that take minutes, each against a server of its own. Prints what was measured and
// fails where a target is missed.
import { airGapped } from './air-gapped.ts'
import { editorsAndAskers } from './editors-and-askers.ts'

/** Each returns whether its targets are met. */
const DRILLS: Readonly<Record<string, (minutes: number) => Promise<boolean>>> = {
  'air-gapped': airGapped,
  'editors-and-askers': editorsAndAskers,
}

const [name = '', minutes = '10'] = process.argv.slice(2)
const drill = DRILLS[name]
if (drill === undefined || !(Number(minutes) > 0)) {
  console.error(`expected: npm run drill -- NAME [minutes], with NAME one of ${Object.keys(DRILLS).join(', ')}`)
  process.exitCode = 2
} else {
  process.exitCode = (await drill(Number(minutes))) ? 0 : 1
}
