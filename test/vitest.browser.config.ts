// The stories that need a real browser: `npm run test:browser`. Chromium must be installed.
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: { include: ['test/browser/**/*.browser.test.ts'], retry: 0, testTimeout: 60_000, hookTimeout: 60_000 },
})
