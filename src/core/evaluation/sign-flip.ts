// Whether a difference between two runs could be chance: the randomisation test for paired measures.
// Smucker, Allan & Carterette, "A comparison of statistical significance tests for information retrieval evaluation"
// (CIKM 2007): were the runs alike, each question's difference could as well have had the other sign.
import { seededDraw } from '../seeded-draw.ts'

/** Up to so many differences all ways of signing them are gone through (4,096); beyond, as many are drawn as below. */
const EXACT_MAX = 12
const DRAWS = 10_000
const SEED = 2

/** Sums of the same numbers in another order differ in the last digits. */
const ROUNDING = 1e-9

/** Two-sided p-value of a sum of paired differences, in (0, 1]; 1 where nothing differs. */
export function signFlipP(differences: readonly number[]): number {
  const moving = Float64Array.from(differences.filter(difference => difference !== 0))
  const observed = Math.abs(moving.reduce((sum, difference) => sum + difference, 0))
  const isAsFar = (sum: number) => Math.abs(sum) >= observed - ROUNDING
  return moving.length <= EXACT_MAX ? exactP(moving, isAsFar) : drawnP(moving, isAsFar)
}

function exactP(differences: Float64Array, isAsFar: (sum: number) => boolean): number {
  const ways = 2 ** differences.length
  let asFar = 0
  for (let way = 0; way < ways; way += 1) {
    let sum = 0
    for (const [i, difference] of differences.entries()) sum += (way >> i) & 1 ? difference : -difference
    if (isAsFar(sum)) asFar += 1
  }
  return asFar / ways
}

/** What was observed counts as one draw, so that p is never 0 (Phipson & Smyth 2010). */
function drawnP(differences: Float64Array, isAsFar: (sum: number) => boolean): number {
  const draw = seededDraw(SEED)
  let asFar = 1
  for (let i = 0; i < DRAWS; i += 1) {
    let sum = 0
    for (const difference of differences) sum += draw() < 0.5 ? difference : -difference
    if (isAsFar(sum)) asFar += 1
  }
  return asFar / (DRAWS + 1)
}
