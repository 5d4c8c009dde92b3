// The browser of the browser tests: the machine's Chromium, without anything that would talk to the outside.
import { type Browser, chromium } from 'playwright-core'

/** Resolved to 127.0.0.1: a name that, unlike an address of this machine, no browser trusts over plain HTTP. */
export const PLAIN_HTTP_HOST = 'faq.shiomi.test'

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--host-resolver-rules=MAP ${PLAIN_HTTP_HOST} 127.0.0.1`,
    ],
  })
}
