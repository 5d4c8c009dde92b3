// Chance that is the same on every machine and at every run: a figure that moves by itself cannot be compared.

/** Draws 0 ≤ x < 1. */
export type Draw = () => number

/** Mulberry32: a period of 2³², a thousand times more than one evaluation draws. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
