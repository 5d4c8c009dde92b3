// Random draws that are the same on every machine: a benchmark whose data move measures nothing.
import { seededDraw } from '../../src/core/seeded-draw.ts'

export interface SeededRandom {
  /** 0 ≤ x < 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number
  readonly pick: <T>(items: readonly T[]) => T
  /** Early items far oftener than late ones, about as words are used (Zipf): a rank is drawn log-uniformly. */
  readonly pickByRank: <T>(items: readonly T[]) => T
  readonly chance: (probability: number) => boolean
}

export function seededRandom(seed: number): SeededRandom {
  const next = seededDraw(seed)
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: items => itemAt(items, Math.floor(next() * items.length)),
    pickByRank: items => itemAt(items, Math.floor((items.length + 1) ** next()) - 1),
    chance: probability => next() < probability,
  }
}

function itemAt<T>(items: readonly T[], position: number): T {
  if (items.length === 0) throw new RangeError('expected items to draw from, got none')
  return items[Math.min(position, items.length - 1)] as T
}
