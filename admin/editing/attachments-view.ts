// Files of an entry within its form: those that are there, each with what to write into the answer, and the field for more.
import { html } from 'hono/html'
import { ATTACHED_EXTENSIONS } from '../../src/core/editing/file-kind.ts'
import { attachmentMarkdown, attachmentUrl } from '../../src/core/editing/file-name.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Attachment } from '../../src/core/ports/attachments.ts'
import type { Html } from '../../src/pages/html.ts'
import { ATTACHMENT_BYTES_MAX } from './read-upload.ts'

const { attachments: texts } = editingTexts

export const ATTACHMENT_MEGABYTES_MAX = ATTACHMENT_BYTES_MAX / 1024 / 1024
export const EXTENSIONS_TOLD = ATTACHED_EXTENSIONS.join('、')

export interface AttachmentsView {
  readonly id: string
  readonly attachments: readonly Attachment[]
  readonly draft: { readonly answer: string }
}

export function attachmentsHtml(view: AttachmentsView): Html {
  const url = `/admin/entries/${encodeURIComponent(view.id)}/attachments`
  const accept = ATTACHED_EXTENSIONS.map(extension => `.${extension}`).join(',')
  return html`<fieldset class="field attachments" id="field-file">
  <legend>${texts.heading}</legend>
  <span class="hint" id="file-hint">${texts.hint(ATTACHMENT_MEGABYTES_MAX, EXTENSIONS_TOLD)}</span>
  <div class="form-inline">
    <div class="field"><label for="file">${texts.choose}</label><input class="input" id="file" name="file" type="file" accept="${accept}" aria-describedby="file-hint"></div>
    <button class="button button-outline" type="submit" formaction="${url}" formenctype="multipart/form-data" data-upload>${texts.add}</button>
  </div>
  <p id="upload-state" role="status" data-busy="${texts.uploading}" data-failed="${texts.failed}"></p>
  <div id="attachment-list">${attachmentListHtml(view)}</div>
</fieldset>`
}

export function attachmentListHtml({ id, attachments, draft }: AttachmentsView): Html {
  if (attachments.length === 0) return html``
  const url = `/admin/entries/${encodeURIComponent(id)}/attachments`
  const item = (attachment: Attachment) => html`<li>
    <a href="${attachmentUrl(attachment)}" target="_blank" rel="noopener">${attachment.name}</a>
    <span class="hint">${texts.size(Math.max(1, Math.round(attachment.sizeBytes / 1024)))}${!draft.answer.includes(attachment.id) && `、${texts.unused}`}</span>
    <code class="attachment-markdown">${attachmentMarkdown(attachment)}</code>
    <button class="button-text" type="submit" formaction="${url}/${attachment.id}/remove">${texts.remove(attachment.name)}</button>
  </li>`
  return html`<p><strong>${texts.list}</strong></p><ul class="attachment-list">${attachments.map(item)}</ul>`
}
