// The frame of admin pages: the house's page with the places of the door, and who is signed in.
import { html } from 'hono/html'
import type { Account } from '../src/core/access/account.ts'
import { adminFrame as texts } from '../src/core/messages/ja/admin/frame.ts'
import type { Assets } from '../src/pages/assets.ts'
import type { Html } from '../src/pages/html.ts'
import { type Page, pageText } from '../src/pages/page.ts'
import { placesFor } from './navigation.ts'

export interface AdminPage extends Pick<Page, 'title' | 'main' | 'scripts'> {
  /** The place that the page belongs to, as its path; its link is marked. */
  readonly place?: string
}

export interface AdminFrame {
  readonly organisation: string
  readonly assets: Pick<Assets, 'url' | 'stylesheets'>
  readonly unreadNotices: (account: Account) => Promise<number>
}

export async function adminPageText(page: AdminPage, account: Account | null, frame: AdminFrame): Promise<string> {
  if (account === null) return pageText({ ...page, wide: true, headerEnd: signInLink() }, frame)
  const unread = await frame.unreadNotices(account)
  return pageText(
    { ...page, wide: true, headerEnd: accountHtml(account, unread), navigation: navigation(page, account) },
    frame,
  )
}

function signInLink(): Html {
  return html`<p class="header-account"><a href="/admin/sign-in">${texts.signIn}</a></p>`
}

function accountHtml({ name }: Account, unread: number): Html {
  return html`<div class="header-account">
  <a href="/admin/notices">${texts.notices(unread)}</a>
  <a href="/admin/account">${name}</a>
  <form method="post" action="/admin/sign-out"><button class="button-text" type="submit">${texts.signOut}</button></form>
</div>`
}

function navigation({ place }: AdminPage, account: Account): Html {
  return html`<nav class="places" aria-label="${texts.navigation}"><ul class="column">
${placesFor(account).map(
  ({ path, label }) => html`<li><a href="${path}"${path === place && html` aria-current="page"`}>${label}</a></li>
`,
)}</ul></nav>`
}
