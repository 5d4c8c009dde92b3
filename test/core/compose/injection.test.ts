import { makeAttacks } from './attacks.ts'
import { describeAttacks } from './describe-attacks.ts'

/** Of 540; no divisor of the number of ways in which an attack can vary, so every kind is among them. */
const EVERY = 11

describeAttacks(makeAttacks().filter((_, i) => i % EVERY === 0))
