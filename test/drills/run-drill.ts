// `npm run drill -- NAME [size]`: drills that take minutes, each against data and servers of its own. Prints what was measured and
// fails where a target is missed. The size is minutes, rounds or cases, as the drill has it; without one it is the target's. Drills of
// load take options beside it (drill-options.ts).
import { airGapped } from './air-gapped.ts'
import { backup, restoreKill } from './backup.ts'
import { clock } from './clock.ts'
import { diskFull } from './disk-full.ts'
import { drift } from './drift.ts'
import { type DrillOptions, readDrillArguments } from './drill-options.ts'
import { type DrillResult, markdownRow } from './drill-row.ts'
import { editorsAndAskers } from './editors-and-askers.ts'
import { hostile } from './hostile.ts'
import { indexDamage } from './index-damage.ts'
import { kill } from './kill.ts'
import { load } from './load.ts'
import { locked } from './locked.ts'
import { migrationKill } from './migration-kill.ts'
import { modelDamage } from './model-damage.ts'
import { power } from './power.ts'
import { readOnly } from './read-only.ts'
import { sigterm } from './sigterm.ts'
import { soak } from './soak.ts'
import { uncaught } from './uncaught.ts'

/** Minutes of editors and askers. */
const MINUTES = 10

type Drill = (size: number | undefined, options: DrillOptions) => Promise<boolean>

/** Each returns whether its targets are met. */
const DRILLS: Readonly<Record<string, Drill>> = {
  'air-gapped': () => airGapped(),
  'editors-and-askers': (minutes = MINUTES) => editorsAndAskers(minutes),
  backup: inRow('backup', backup),
  clock: inRow('clock', clock),
  'disk-full': inRow('disk-full', diskFull),
  drift: inRow('drift', drift),
  'index-damage': inRow('index-damage', indexDamage),
  hostile: inRow('hostile', hostile),
  kill: inRow('kill', kill),
  load: inRow('load', load),
  locked: inRow('locked', locked),
  'migration-kill': inRow('migration-kill', migrationKill),
  'model-damage': inRow('model-damage', modelDamage),
  power: inRow('power', power),
  'read-only': inRow('read-only', readOnly),
  'restore-kill': inRow('restore-kill', restoreKill),
  sigterm: inRow('sigterm', sigterm),
  soak: inRow('soak', soak),
  uncaught: inRow('uncaught', uncaught),
}

type Measure = (size: number | undefined, options: DrillOptions) => Promise<DrillResult | readonly DrillResult[]>

function inRow(name: string, drill: Measure): Drill {
  return async (size, options) => {
    const results = [await drill(size, options)].flat()
    const command = ['npm run drill --', name, ...process.argv.slice(3)].join(' ')
    for (const result of results) console.log(markdownRow(result, command))
    return results.every(({ met }) => met)
  }
}

const { name, size, options } = readDrillArguments(process.argv.slice(2))
const drill = DRILLS[name]
if (drill === undefined || !(size === undefined || size > 0)) {
  console.error(`expected: npm run drill -- NAME [size], with NAME one of ${Object.keys(DRILLS).join(', ')}`)
  process.exitCode = 2
} else {
  process.exitCode = (await drill(size, options)) ? 0 : 1
}
