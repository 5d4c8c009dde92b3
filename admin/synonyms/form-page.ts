// The form of a group of synonyms, and what its effect would be.
import { html } from 'hono/html'
import { synonymTexts as texts } from '../../src/core/messages/ja/admin/synonyms.ts'
import type { SynonymGroup } from '../../src/core/ports/synonym-groups.ts'
import type { Overlap } from '../../src/core/synonym-words.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { SYNONYMS_PLACE } from './list-page.ts'

export interface FormView {
  /** Null for a new one. */
  readonly group: Pick<SynonymGroup, 'id' | 'version'> | null
  /** One word a line. */
  readonly words: string
  readonly note: string
  readonly problems: FormProblems
}

export interface FormProblems {
  readonly words: readonly string[]
  readonly note: readonly string[]
}

export const NO_PROBLEMS: FormProblems = { words: [], note: [] }

export function synonymFormPage(view: FormView): AdminPage {
  const { group, words, note, problems } = view
  const title = group === null ? texts.newTitle : texts.editTitle
  const main = html`<div class="flow"><h1>${title}</h1>
${problemsNotice(problems)}
<form class="form form-narrow" method="post" action="/admin/synonyms/preview">
  ${seenFields(group)}
  <input type="hidden" name="act" value="${group === null ? 'create' : 'change'}">
  <div class="field">
    <label for="words">${texts.words}</label>
    <p class="hint" id="words-hint">${texts.wordsHint}</p>
    ${problemList('words', problems.words)}
    <textarea class="input input-tall" id="words" name="words" rows="6" required aria-describedby="words-hint${problems.words.length > 0 && ' words-problem'}"${problems.words.length > 0 && html` aria-invalid="true"`}>${words}</textarea>
  </div>
  <div class="field">
    <label for="note">${texts.note}</label>
    <p class="hint" id="note-hint">${texts.noteHint}</p>
    ${problemList('note', problems.note)}
    <input class="input" id="note" name="note" value="${note}" aria-describedby="note-hint${problems.note.length > 0 && ' note-problem'}"${problems.note.length > 0 && html` aria-invalid="true"`}>
  </div>
  <p>${texts.previewLead}</p>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.preview}</button></p>
</form>
${group !== null && removeForm(group)}
<p class="page-end"><a href="/admin/synonyms">${texts.back}</a></p></div>`
  return { title, main, place: SYNONYMS_PLACE }
}

function seenFields(group: FormView['group']): Html | null {
  if (group === null) return null
  return html`<input type="hidden" name="id" value="${group.id}"><input type="hidden" name="seen" value="${group.version}">`
}

function removeForm(group: NonNullable<FormView['group']>): Html {
  return html`<section aria-labelledby="remove"><h2 id="remove">${texts.removeHeading}</h2>
<p>${texts.removeLead}</p>
<form method="post" action="/admin/synonyms/preview">
  ${seenFields(group)}
  <input type="hidden" name="act" value="remove">
  <p class="button-row"><button class="button button-danger" type="submit">${texts.remove}</button></p>
</form>
</section>`
}

function problemsNotice({ words, note }: FormProblems): Html | null {
  const fields = [
    { name: 'words', problems: words },
    { name: 'note', problems: note },
  ]
  const links = fields.flatMap(({ name, problems }) =>
    problems.map(problem => html`<li><a href="#${name}">${problem}</a></li>`),
  )
  if (links.length === 0) return null
  return noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body: html`<ul>${links}</ul>` })
}

function problemList(field: string, problems: readonly string[]): Html | null {
  if (problems.length === 0) return null
  return html`<div id="${field}-problem">${problems.map(problem => html`<p class="problem">${problem}</p>`)}</div>`
}

/** Says which groups have words of this one too. */
export function overlapNotice(overlaps: readonly Overlap<{ readonly words: readonly string[] }>[]): Html | null {
  if (overlaps.length === 0) return null
  const body = html`<ul>${overlaps.map(
    ({ group, words }) =>
      html`<li>${texts.overlap(words.join(texts.separator), group.words.join(texts.separator))}</li>`,
  )}</ul>
<p>${texts.overlapAdvice}</p>`
  return noticeHtml({ kind: 'warning', heading: texts.overlapHeading, headingLevel: 2, body })
}
