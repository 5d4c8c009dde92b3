// How backups stand, for those who keep the server: the newest good one, and what is to be done where there is none.
import { html } from 'hono/html'
import { backupTexts as texts } from '../../src/core/messages/ja/admin/backup.ts'
import type { BackupState } from '../../src/core/ports/backups.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'

export function backupHtml(state: BackupState): Html {
  const { lastSuccess } = state
  return html`<section aria-labelledby="backup"><h2 id="backup">${texts.heading}</h2>
${warning(state)}
<dl class="figures">
<div><dt>${texts.lastSuccess}</dt><dd>${lastSuccess === null ? texts.none : texts.summary(lastSuccess)}</dd></div>
</dl>
${lastSuccess !== null && lastSuccess.attachmentsMissing > 0 && html`<p>${texts.attachmentsMissing(lastSuccess.attachmentsMissing)}</p>`}
</section>`
}

function warning({ folder, failure, overdue, areOldLeft }: BackupState): Html | false {
  if (folder === null) return caution(texts.off, texts.offText)
  if (failure !== null || overdue) return caution(texts.failed, texts.failedText(failure))
  return areOldLeft && caution(texts.oldLeft, texts.oldLeftText)
}

function caution(heading: string, text: string): Html {
  return noticeHtml({ kind: 'warning', heading, headingLevel: 3, body: html`<p>${text}</p>` })
}
