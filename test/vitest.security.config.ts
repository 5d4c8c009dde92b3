// Attacks on the started product: our own crawler, Wapiti, and texts that aim at one weakness each. `npm run test:security`; one
// file at a time, since each has a server of its own to itself.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/security/**/*.security.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    retry: 0,
    fileParallelism: false,
  },
})
