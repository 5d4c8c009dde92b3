// Files of an entry: taken in, told by what they are and not by what they are called, and taken out again. Nothing that was typed
// beside them is lost.

import { actorOf } from '../../src/core/access/account.ts'
import { type FileKind, fileKindOf } from '../../src/core/editing/file-kind.ts'
import { attachmentMarkdown, attachmentName } from '../../src/core/editing/file-name.ts'
import { ENTRY_ID_FORM, requireForm } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Attachment } from '../../src/core/ports/attachments.ts'
import { toText } from '../../src/pages/html.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { ATTACHMENT_MEGABYTES_MAX, attachmentListHtml, EXTENSIONS_TOLD } from './attachments-view.ts'
import type { EditingDeps } from './deps.ts'
import { type FormState, idOf, showForm, toNotice } from './form.ts'
import { readDraft, readRevision } from './read-draft.ts'
import { readUpload, type UploadedFile } from './read-upload.ts'

const { attachments: texts } = editingTexts

/** An answer with more is no answer. */
const ATTACHMENTS_MAX = 20

export async function addAttachment(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const id = requireForm('id', idOf(visit), ENTRY_ID_FORM)
  const { fields, file } = await readUpload(visit.request)
  const taken = await takeFile(visit, { id, file }, deps)
  const draft = readDraft(fields)
  if (visit.request.get('X-Fragment') !== undefined) return sendResult(visit, { id, taken, answer: draft.answer }, deps)
  if (typeof taken === 'string')
    return again(visit, { fields, notice: { heading: texts.failed, body: taken }, status: 422 }, deps)
  const answer = [draft.answer.trimEnd(), attachmentMarkdown(taken)].filter(text => text !== '').join('\n\n')
  const notice = { heading: texts.added(taken.name), body: texts.addedText }
  return again(visit, { fields: { ...fields, answer: [answer] }, notice }, deps)
}

export async function removeAttachment(visit: SignedInVisit, deps: EditingDeps): Promise<void> {
  const attachment = await deps.attachments.find(String(visit.request.params['attachment']))
  if (attachment === null || attachment.entryId !== idOf(visit)) {
    throw new FaqError('not_found', { what: 'path', id: visit.request.path })
  }
  await deps.attachments.remove(attachment.id, actorOf(visit.account))
  const { body } = visit.request as { readonly body: unknown }
  return again(visit, { fields: body, notice: { heading: texts.removed, body: texts.removedText } }, deps)
}

interface Given {
  readonly id: string
  readonly file: UploadedFile
}

/** The attachment, or why there is none, for people. */
async function takeFile(
  { account }: SignedInVisit,
  { id, file }: Given,
  { attachments, attachmentFiles }: EditingDeps,
): Promise<Attachment | string> {
  if (file.kind === 'none') return texts.missing
  if (file.kind === 'too_large') return texts.tooLarge(ATTACHMENT_MEGABYTES_MAX)
  const kind: FileKind | null = fileKindOf(file.bytes, file.name)
  if (kind === null) return texts.wrongKind(EXTENSIONS_TOLD)
  if ((await attachments.ofEntry(id)).length >= ATTACHMENTS_MAX) return texts.tooMany(ATTACHMENTS_MAX)
  const name = attachmentName(file.name, kind.extension, texts.unnamed)
  const kept = await attachmentFiles.keep(file.bytes)
  return attachments.add({ entryId: id, name, mediaType: kind.mediaType, file: kept }, actorOf(account))
}

interface Result {
  readonly id: string
  readonly taken: Attachment | string
  readonly answer: string
}

/** For the script, which puts it where the cursor is. */
async function sendResult(
  { response }: SignedInVisit,
  { id, taken, answer }: Result,
  deps: EditingDeps,
): Promise<void> {
  if (typeof taken === 'string') {
    response.status(422).json({ problem: taken })
    return
  }
  const markdown = attachmentMarkdown(taken)
  const attachments = await deps.attachments.ofEntry(id)
  const list = await toText(attachmentListHtml({ id, attachments, draft: { answer: answer + markdown } }))
  response.json({ markdown, list, done: texts.added(taken.name) })
}

interface Again {
  readonly fields: unknown
  readonly notice: { readonly heading: string; readonly body: string }
  readonly status?: number
}

async function again(visit: SignedInVisit, { fields, notice, status = 200 }: Again, deps: EditingDeps): Promise<void> {
  const id = idOf(visit)
  const [entry = null] = await deps.registry.workingEntries([id])
  const kind = status === 200 ? ('success' as const) : ('error' as const)
  const state: FormState = {
    entry,
    draft: readDraft(fields),
    seen: readRevision(fields, 'seen'),
    key: readField(fields, 'key'),
    notices: [toNotice({ kind, ...notice })],
    status,
  }
  return showForm(visit, state, { ...deps, id })
}
