// What an administrator does with one account: invite, let it be linked, stop it, let it go on.
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { INVITATION_MS, LINK_MS } from '../../src/core/access/invitation-lives.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { peopleTexts as texts } from '../../src/core/messages/ja/admin/people.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { invitationPage } from './invitation-page.ts'
import type { Invitation, PeopleDeps } from './people-deps.ts'
import { fieldsOf, personOf, sendPerson } from './send-person.ts'

const CONFLICT = 409

export function actionRoutes(deps: PeopleDeps): readonly AdminRoute[] {
  const right = 'people.manage'
  return [
    guardedRoute('POST /people/:id/invite', right, async visit => {
      if (!deps.local) throw new FaqError('not_found', { what: 'path', id: visit.request.path })
      await orSay(visit, deps, async account => invite(visit, account, deps))
    }),
    guardedRoute('POST /people/:id/link', right, visit =>
      orSay(visit, deps, async ({ id }) => {
        const until = new Date(deps.now().getTime() + LINK_MS)
        await deps.identities.allowLink(id, { until, actor: actorOf(visit.account) })
        goTo(visit, id, 'link')
      }),
    ),
    guardedRoute('POST /people/:id/unlink', right, visit =>
      orSay(visit, deps, async ({ id }) => {
        await deps.identities.unlink(id, actorOf(visit.account))
        goTo(visit, id, 'unlinked')
      }),
    ),
    guardedRoute('POST /people/:id/disable', right, visit => setDisabled(visit, deps, true)),
    guardedRoute('POST /people/:id/enable', right, visit => setDisabled(visit, deps, false)),
  ]
}

/** Makes a link and shows it; mails it too, where the person has an address and a mail server is set up. */
export async function invite(visit: SignedInVisit, account: Account, deps: PeopleDeps): Promise<void> {
  const until = new Date(deps.now().getTime() + INVITATION_MS)
  const secret = await deps.invitations.invite(account.id, { until, actor: actorOf(visit.account) })
  const link = `${deps.publicUrl}/admin/sign-in/password?secret=${secret}`
  const mailed = account.mail === null ? null : await mail({ to: account.mail, account, link, until }, deps)
  await visit.send(invitationPage({ account, link, until, mailed }))
}

async function mail(invitation: Invitation, { mailInvitation, log }: PeopleDeps): Promise<boolean | null> {
  if (mailInvitation === null) return null
  try {
    await mailInvitation(invitation)
    return true
  } catch (error) {
    log('invitation_not_mailed', { error: String(error) })
    return false
  }
}

function setDisabled(visit: SignedInVisit, deps: PeopleDeps, disabled: boolean): Promise<void> {
  return orSay(visit, deps, async account => {
    const { mail: address, slackUser, sectionCode, ...rest } = fieldsOf(account)
    const unchanged = { ...rest, sectionCode, mail: address || null, slackUser: slackUser || null }
    const seen = Number(readField(visit.request.body, 'seen'))
    await deps.accounts.change(account.id, { ...unchanged, disabled }, { actor: actorOf(visit.account), seen })
    goTo(visit, account.id, disabled ? 'disabled' : 'enabled')
  })
}

function goTo({ response }: SignedInVisit, id: string, done: keyof typeof texts.done): void {
  response.redirect(303, `/admin/people/${id}?done=${done}`)
}

/** Does it, or says on the person's page why it cannot be. */
async function orSay(visit: SignedInVisit, deps: PeopleDeps, work: (account: Account) => Promise<void>): Promise<void> {
  const account = await personOf(visit, deps)
  try {
    await work(account)
  } catch (error) {
    const said = isFault(error, 'conflict')
      ? ({ kind: 'conflict' } as const)
      : isFault(error, 'account_refused')
        ? ({ kind: 'refused', why: texts.problems[error.data.reason] } as const)
        : null
    if (said === null) throw error
    const now = await personOf(visit, deps)
    await sendPerson(visit, deps, { account: now, fields: fieldsOf(now), said, status: CONFLICT })
  }
}
