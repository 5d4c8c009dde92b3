// Fast tests: everything but real browsers and what takes minutes, which have configurations of their own.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/**/*.{slow,security}.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
    isolate: false, // the analyser's dictionary and the libraries are loaded once a worker, not once a file
    maxWorkers: 2, // the stories start processes of their own: more workers than cores would only slow each other
  },
})
