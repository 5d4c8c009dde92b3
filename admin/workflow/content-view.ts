// The content of a revision as HTML: all fields, or the difference of two.
import { html } from 'hono/html'
import { CONTENT_FIELDS, type EntryContent, type Section } from '../../src/core/entry.ts'
import { formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { revisionTexts } from '../../src/core/messages/ja/admin/revisions.ts'
import { workflowTexts as texts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { Html } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { diffHtml } from '../../src/pages/word-diff.ts'

export interface ContentContext {
  readonly sections: readonly Section[]
  /** Of headings inside the answer. */
  readonly headingLevel: number
}

export function contentHtml(content: EntryContent, { sections, headingLevel }: ContentContext): Html {
  const rows = CONTENT_FIELDS.filter(field => field !== 'answer' && field !== 'question')
  return html`<p class="content-question">${content.question}</p>
<div class="prose content-answer">${renderMarkdown(content.answer, headingLevel)}</div>
<dl class="particulars content-fields">
${rows.map(
  field => html`<div><dt>${texts.fields[field]}</dt><dd>${valueHtml(content, field, sections)}</dd></div>
`,
)}</dl>`
}

function valueHtml(content: EntryContent, field: keyof EntryContent, sections: readonly Section[]): Html {
  const value = content[field]
  if (Array.isArray(value) && field !== 'visibleTo' && value.length > 0) {
    return html`<ul>${(value as readonly string[]).map(text => html`<li>${text}</li>`)}</ul>`
  }
  const text = fieldText(content, field, sections)
  return html`${text === '' ? texts.nothing : text}`
}

/** What is compared, and read where there is no list: '' where there is nothing. */
function fieldText(content: EntryContent, field: keyof EntryContent, sections: readonly Section[]): string {
  switch (field) {
    case 'question':
    case 'answer':
      return content[field]
    case 'reviewBy':
    case 'validFrom':
    case 'validUntil': {
      const date = content[field]
      return date === null ? '' : formatJapaneseDate(date)
    }
    case 'visibleTo':
      return visibilityText(content, sections)
    case 'phrasings':
    case 'negativePhrasings':
    case 'tags':
    case 'basis':
      return content[field].join('\n')
    default:
      return field satisfies never
  }
}

function visibilityText({ visibleTo }: EntryContent, sections: readonly Section[]): string {
  if (visibleTo.length === 0) return texts.everybody
  const names = visibleTo.map(code => sections.find(section => section.code === code)?.name ?? code)
  return texts.sectionsOnly(names.join('、'))
}

/** Only what differs, word by word; what does not is named. */
export function contentDiffHtml(before: EntryContent, after: EntryContent, sections: readonly Section[]): Html {
  const pairs = CONTENT_FIELDS.map(field => {
    return { field, was: fieldText(before, field, sections), is: fieldText(after, field, sections) }
  })
  const changed = pairs.filter(({ was, is }) => was !== is)
  if (changed.length === 0) return html`<p>${revisionTexts.diff.same}</p>`
  const unchanged = pairs.filter(({ was, is }) => was === is).map(({ field }) => texts.fields[field])
  return html`<p class="hint">${revisionTexts.diff.legend}</p>
<div class="changes">
${changed.map(
  ({ field, was, is }) => html`<section class="change"><h3>${texts.fields[field]}</h3>
<div class="change-text">${diffHtml(was, is)}</div></section>
`,
)}</div>
${unchanged.length > 0 && html`<p class="hint">${revisionTexts.diff.unchanged(unchanged.join('、'))}</p>`}`
}
