// One picture of the manuals: somebody signs in, walks to a page and does what the picture shows.
import type { Browser, Page } from 'playwright-core'
import { newSession } from '../stories/sign-in.ts'
import type { Office } from './open-office.ts'
import type { Picture } from './pictures.ts'

/** Of the window that the pages are laid out for. */
const WINDOW_HEIGHT = 900
/** Around what is taken, in CSS pixels. */
const ROOM = 16

/** The bytes of its PNG file. */
export async function takePicture(
  { who, width, height, walk, from }: Picture,
  office: Office,
  browser: Browser,
): Promise<Uint8Array> {
  const context = await browser.newContext({
    baseURL: office.url,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width, height: WINDOW_HEIGHT },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  if (who !== null) {
    const [name = '', value = ''] = (await newSession(office, office.people[who])).split('=')
    await context.addCookies([{ name, value, url: office.url, httpOnly: true, sameSite: 'Lax' }])
  }
  const page = await context.newPage()
  await walk(page)
  await page.evaluate('scrollTo(0, 0)')
  await page.evaluate('document.activeElement?.blur()') // a cursor that blinks is in one picture and not in the next
  const clip = await clipOf(page, { height, from })
  const picture = await page.screenshot({ clip, fullPage: true, animations: 'disabled' })
  await context.close()
  return picture
}

async function clipOf(page: Page, { height, from }: { readonly height: number; readonly from: string | undefined }) {
  const whole = await page.evaluate<readonly [number, number]>(
    '[document.documentElement.clientWidth, document.documentElement.scrollHeight]',
  )
  const box = from === undefined ? null : await page.locator(from).first().boundingBox()
  const x = Math.max(0, Math.floor((box?.x ?? 0) - ROOM))
  const y = Math.max(0, Math.floor((box?.y ?? 0) - (from === 'main' ? 0 : ROOM))) // it has room of its own
  const width = Math.min(Math.ceil((box?.width ?? whole[0]) + 2 * ROOM), whole[0] - x)
  const end = box === null ? whole[1] : Math.min(whole[1], Math.ceil(box.y + box.height + ROOM))
  return { x, y, width, height: Math.min(height, end - y) }
}
