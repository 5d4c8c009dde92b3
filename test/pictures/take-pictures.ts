// `npm run pictures`: takes every picture of the manuals anew from the running product, into docs/images. Names as arguments take
// those alone.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../browser/launch.ts'
import { openOffice } from './open-office.ts'
import { PICTURES } from './pictures.ts'
import { takePicture } from './take-picture.ts'

const FOLDER = join(import.meta.dirname, '../../docs/images')

await takePictures(process.argv.slice(2))

async function takePictures(names: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const [office, browser] = await Promise.all([openOffice(), launchBrowser()])
  try {
    for (const picture of PICTURES) {
      if (names.length > 0 && !names.includes(picture.name)) continue
      const file = join(FOLDER, `${picture.name}.png`)
      writeFileSync(file, await takePicture(picture, office, browser))
      console.log(`${picture.name}: ${Math.ceil(statSync(file).size / 1000)} KB`)
    }
  } finally {
    await browser.close()
    await office[Symbol.asyncDispose]()
  }
}
