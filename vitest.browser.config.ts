// The stories that need a real browser: `vitest run --config vitest.browser.config.ts`. Chromium must be installed.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/browser/**/*.browser.test.ts'], retry: 0, testTimeout: 60_000, hookTimeout: 60_000 },
})
