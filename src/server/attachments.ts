// Files of answers at /attachments/:id/:name, for whoever may read the answer they belong to; for everybody else they are not there.
import { type RequestHandler, type Response, Router } from 'express'
import { type Account, actorOf } from '../core/access/account.ts'
import { isAnswerFor, isWorkVisibleIn, may, scopeOf } from '../core/access/rights.ts'
import { FaqError } from '../core/errors.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import type { Attachment, AttachmentFiles, Attachments } from '../core/ports/attachments.ts'
import type { Registry } from '../core/ports/registry.ts'
import { visitorOf } from '../pages/visitor.ts'

export interface AttachmentsDeps {
  readonly attachments: Pick<Attachments, 'find'>
  readonly attachmentFiles: Pick<AttachmentFiles, 'read'>
  readonly registry: Pick<Registry, 'entriesById' | 'workingEntries'>
  readonly now: () => Date
}

/** To be mounted at /attachments. */
export function attachmentsRouter(deps: AttachmentsDeps): Router {
  const router = Router()
  router.get('/:id/:name', serve(deps))
  router.all('/:id/:name', (request, response, next) => {
    response.setHeader('Allow', 'GET, HEAD')
    next(new FaqError('method_not_allowed', { method: request.method, allowed: 'GET, HEAD' }))
  })
  return router
}

function serve(deps: AttachmentsDeps): RequestHandler<{ id: string; name: string }> {
  return async (request, response) => {
    const { id, name } = request.params
    const attachment = await deps.attachments.find(id)
    const { account } = visitorOf(response)
    const visible = attachment !== null && attachment.name === name && (await mayRead(attachment, account, deps))
    const bytes = visible ? await deps.attachmentFiles.read(attachment) : null
    if (attachment === null || bytes === null) throw new FaqError('not_found', { what: 'path', id: request.path })
    setHeaders(response, attachment)
    response.send(Buffer.from(bytes))
  }
}

/** With the answer that shows it; before, its editors, and of an entry that is nowhere yet, whoever brought it. */
async function mayRead(
  { id, entryId, uploadedBy }: Attachment,
  account: Account | null,
  { registry, now }: AttachmentsDeps,
): Promise<boolean> {
  const scope = scopeOf(account)
  const [official] = await registry.entriesById([entryId])
  if (official === undefined) return account !== null && may(account, 'entry.edit') && actorOf(account) === uploadedBy
  if (isAnswerFor(official, scope, dateInJapan(now())) && official.answer.includes(id)) return true
  return may(account, 'entries.read') && isWorkVisibleIn(official, scope)
}

/** Images are shown, everything else is downloaded; nothing in a file can run or load, whatever a browser makes of it. */
function setHeaders(response: Response, { name, mediaType, sha256 }: Attachment): void {
  const disposition = mediaType.startsWith('image/') ? 'inline' : 'attachment'
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/gu,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  response.set({
    'Content-Type': mediaType,
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encoded}`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex, nofollow',
    // Who may read it can change: browsers keep it, and ask each time.
    'Cache-Control': 'private, no-cache',
    ETag: `"${sha256}"`,
  })
}
