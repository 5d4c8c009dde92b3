// Passwords by scrypt, as OWASP's Password Storage Cheat Sheet advises: N = 2^17, r = 8, p = 1. One takes about 0.9 s of a core
// and 134 MB, so only a few are worked on at once.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { FaqError } from '../../core/errors.ts'
import type { Passwords } from '../../core/ports/passwords.ts'

const COST = 2 ** 17
const BLOCK_SIZE = 8
const PARALLELISM = 1
const KEY_BYTES = 32
const SALT_BYTES = 16
/** What scrypt itself asks for, with room. */
const MEMORY_BYTES_MAX = 2 * 128 * COST * BLOCK_SIZE

const AT_ONCE_MAX = 2
const WAITING_MAX = 20
/** About what the waiting ones need. */
const RETRY_AFTER_S = 15

/** Compared with where there is no account, so that both answers take as long. */
const NOBODY = `scrypt$${Buffer.alloc(SALT_BYTES).toString('base64url')}$${Buffer.alloc(KEY_BYTES).toString('base64url')}`

export function openScryptPasswords(): Passwords {
  const inTurn = limitAtOnce()
  return {
    hash: password =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES)
        const key = await derive(password, salt)
        return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`
      }),
    verify: (password, hash) =>
      inTurn(async () => {
        const [, salt = '', key = ''] = (hash ?? NOBODY).split('$')
        const derived = await derive(password, Buffer.from(salt, 'base64url'))
        const expected = Buffer.from(key, 'base64url')
        return timingSafeEqual(derived, expected) && hash !== null
      }),
  }
}

/** NFKC, so that a password typed with another input method is the same. */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  const options = { N: COST, r: BLOCK_SIZE, p: PARALLELISM, maxmem: MEMORY_BYTES_MAX }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

function limitAtOnce(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async work => {
    if (running >= AT_ONCE_MAX) {
      if (waiting.length >= WAITING_MAX) throw new FaqError('too_many_attempts', { retryAfterS: RETRY_AFTER_S })
      await new Promise<void>(resolve => void waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
