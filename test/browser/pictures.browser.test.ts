// The pictures of the manuals can still be taken: each walk still leads where it led, and shows as much of the page as its file does.
// How letters are drawn differs from machine to machine, so the pictures themselves are compared by whoever runs npm run pictures.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../pictures/open-office.ts'
import { PICTURES } from '../pictures/pictures.ts'
import { takePicture } from '../pictures/take-picture.ts'
import { launchBrowser } from './launch.ts'

const IMAGES = join(import.meta.dirname, '../../docs/images')
/** Another font breaks lines elsewhere, so that a short page ends a little higher or lower. */
const HEIGHT_TOLERANCE = 120

let office: Office
let browser: Browser
beforeAll(async () => {
  ;[office, browser] = await Promise.all([openOffice(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser.close()
  await office[Symbol.asyncDispose]()
})

test.for(PICTURES)('$name is taken', async picture => {
  const taken = sizeOf(Buffer.from(await takePicture(picture, office, browser)))
  const stored = sizeOf(readFileSync(join(IMAGES, `${picture.name}.png`)))
  expect(taken.width).toBe(stored.width)
  expect(Math.abs(taken.height - stored.height)).toBeLessThanOrEqual(HEIGHT_TOLERANCE)
})

/** As the head of a PNG file states it. */
function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
