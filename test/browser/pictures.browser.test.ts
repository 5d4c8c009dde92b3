// The manual for staff fits on a sheet of paper, and the pictures of the manuals can still be taken: each walk still leads where it led, and shows as much of the page as its file does.
// How letters are drawn differs from machine to machine, so the pictures themselves are compared by whoever runs npm run pictures.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import MarkdownIt from 'markdown-it'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTempFolder } from '../fakes/temp-folder.ts'
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

test('the manual for staff is printed on two sides of A4 at most', async () => {
  const docs = join(import.meta.dirname, '../../docs/ja')
  const text = new MarkdownIt({ html: true }).render(readFileSync(join(docs, 'staff.md'), 'utf8'))
  const file = join(makeTempFolder(), 'staff.html')
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><base href="${pathToFileURL(docs).href}/">${PRINT_STYLE}${text}`,
  )
  const page = await browser.newPage()
  await page.goto(pathToFileURL(file).href)
  const margin = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' }
  const pdf = (await page.pdf({ format: 'A4', margin })).toString('latin1')
  await page.close()
  expect(pdf.match(/\/Type\s*\/Page\b/gu)?.length).toBeLessThanOrEqual(2)
})

/** About as readers of Markdown print it. */
const PRINT_STYLE =
  '<style>body{font:10.5pt/1.6 sans-serif;margin:0}table{border-collapse:collapse}td,th{border:1px solid;padding:2px 6px}</style>'

/** As the head of a PNG file states it. */
function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
