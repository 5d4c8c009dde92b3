// Loads the library of a baseline, or says how to get it.
import { FaqError } from '../../core/errors.ts'

const INSTALL = 'npm install --include=dev'

/** `load` imports all that the engine needs. Throws `missing_package` when one of the packages is not installed. */
export async function loadEngine<T>(names: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!isNotFound(error)) throw error
    throw new FaqError('missing_package', { names, command: INSTALL }, { cause: error })
  }
}

/** The codes of `import` and of `require`, which some of the libraries use inside. */
function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND'
}
