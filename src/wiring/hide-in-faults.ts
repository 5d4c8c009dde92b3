// What goes wrong with a service of others is kept and told in its words: without the secrets that it may have put among them.

import { FaqError } from '../core/errors.ts'
import type { Hide } from '../core/hide-secrets.ts'

/** The same function, whose errors are without secrets. Faults of ours are in our own words. */
export function hideInFaults<T>(deliver: (message: T) => Promise<void>, hide: Hide): (message: T) => Promise<void> {
  return async message => {
    try {
      await deliver(message)
    } catch (error) {
      throw error instanceof FaqError ? error : new Error(hide(String(error)), { cause: error })
    }
  }
}
