// The browser of the browser tests: the machine's Chromium, without anything that would talk to the outside.
import { type Browser, chromium } from 'playwright-core'

/** Resolved to 127.0.0.1: a name that, unlike an address of this machine, no browser trusts over plain HTTP. */
export const PLAIN_HTTP_HOST = 'faq.shiomi.test'
/** Another site, so that what holds between sites holds here. */
export const PORTAL_HOST = 'portal.shiomi-portal.test'

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
      `--host-resolver-rules=MAP ${PLAIN_HTTP_HOST} 127.0.0.1, MAP ${PORTAL_HOST} 127.0.0.1`,
    ],
  })
}
