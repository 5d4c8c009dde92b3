// The tests that take minutes because they must: floors of the evaluation, kill -9 at random moments, models in processes and
// threads of their own. `npm run test:slow`; one file at a time, since each measures what it waits for.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.slow.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    fileParallelism: false,
  },
})
