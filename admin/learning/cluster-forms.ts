// The forms below a cluster: link, draft, dismiss, move, merge. Each names the version that was seen.
import { html } from 'hono/html'
import { ENTRY_LIMITS } from '../../src/core/entry.ts'
import { COMES_BACK_AFTER } from '../../src/core/learning/cluster.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { Html } from '../../src/pages/html.ts'
import { invalid, problemHtml } from '../form-field.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { type ClusterView, nearHtml, nearNumbers } from './cluster-view.ts'
import { clusterTitle } from './list-page.ts'
import { modelDraftForm } from './model-draft-form.ts'
import { sectionChoice } from './section-choice.ts'

export function actionsHtml(view: ClusterView): Html {
  const { state } = view.cluster
  if (state !== 'open') return html`${nearHtml(view)}${reopenForm(view)}${mergeForm(view)}`
  return html`${linkForm(view)}${draftForm(view)}${modelDraftForm(view)}${dismissForm(view)}${mergeForm(view)}`
}

function formOf({ cluster }: ClusterView, step: string, inner: Html): Html {
  return html`<form class="form" method="post" action="${LEARNING_PLACE}/clusters/${cluster.id}/${step}">${seen(cluster.version)}${inner}</form>`
}

function seen(version: number): Html {
  return html`<input type="hidden" name="version" value="${version}">`
}

function submit(label: string, kind: 'solid' | 'outline' = 'outline'): Html {
  return html`<p class="button-row"><button class="button button-${kind}" type="submit">${label}</button></p>`
}

function linkForm(view: ClusterView): Html {
  const { near, sent } = view
  const { heading, lead, none, legend, other, otherHint, link, open, openOne } = texts.near
  const chosen = sent?.field('entry') ?? ''
  const choices = near.map(
    one =>
      html`<div class="choice"><input type="radio" id="near-${one.entry.id}" name="entry" value="${one.entry.id}"${one.entry.id === chosen && html` checked`}><label for="near-${one.entry.id}">${one.entry.question}（${one.entry.section.name}、${nearNumbers(one)}）</label> <a href="/admin/entries/${encodeURIComponent(one.entry.id)}" aria-label="${openOne(one.entry.question)}">${open}</a></div>`,
  )
  return html`<section aria-labelledby="near"><h2 id="near">${heading}</h2><p>${lead}</p>
${formOf(
  view,
  'link',
  html`<fieldset class="field near-entries"><legend>${legend}</legend>${near.length === 0 ? html`<p>${none}</p>` : choices}</fieldset>
<div class="field"><label for="entryId">${other}</label><p class="hint" id="entryId-hint">${otherHint}</p>${problemHtml(sent?.problems['entryId'], 'entryId')}
<input class="input input-short" id="entryId" name="entryId" type="text" value="${sent?.field('entryId') ?? ''}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="entryId-hint"${invalid(sent?.problems['entryId'])}></div>
${submit(link, 'solid')}`,
)}</section>`
}

function draftForm(view: ClusterView): Html {
  const { cluster, sections, wordings, sent, mask } = view
  const { heading, lead, question, answer, answerHint, phrasings, noPhrasings, times, save } = texts.draft
  if (sections.length === 0) return html``
  const typed = sent !== null && sent.field('question') !== '' ? sent.field('question') : mask(cluster.text)
  const boxes = wordings.map(
    ({ text, times: count }, i) =>
      html`<div class="choice"><input type="checkbox" id="phrasing-${i}" name="phrasing" value="${text}" checked><label for="phrasing-${i}">${text}${count > 1 && times(count)}</label></div>`,
  )
  return html`<section aria-labelledby="draft"><h2 id="draft">${heading}</h2><p>${lead}</p>
${formOf(
  view,
  'draft',
  html`${sectionChoice('draftSection', view)}
<div class="field"><label for="question">${question}</label>${problemHtml(sent?.problems['question'], 'question')}<input class="input" id="question" name="question" type="text" value="${typed}" maxlength="${ENTRY_LIMITS.question}" required autocomplete="off"${invalid(sent?.problems['question'])}></div>
<div class="field"><label for="answer">${answer}</label><p class="hint" id="answer-hint">${answerHint}</p>${problemHtml(sent?.problems['answer'], 'answer')}<textarea class="input" id="answer" name="answer" rows="5" required aria-describedby="answer-hint"${invalid(sent?.problems['answer'])}>${sent?.field('answer') ?? ''}</textarea></div>
<fieldset class="field"><legend>${phrasings}</legend>${boxes.length === 0 ? html`<p>${noPhrasings}</p>` : boxes}</fieldset>
${submit(save, 'solid')}`,
)}</section>`
}

function dismissForm(view: ClusterView): Html {
  const { heading, lead, reason, reasonHint, save } = texts.dismiss
  const { sent } = view
  return html`<section aria-labelledby="dismiss"><h2 id="dismiss">${heading}</h2><p>${lead(COMES_BACK_AFTER)}</p>
${formOf(
  view,
  'dismiss',
  html`<div class="field"><label for="reason">${reason}</label><p class="hint" id="reason-hint">${reasonHint}</p>${problemHtml(sent?.problems['reason'], 'reason')}<input class="input" id="reason" name="reason" type="text" maxlength="${ENTRY_LIMITS.note}" value="${sent?.field('reason') ?? ''}" required autocomplete="off" aria-describedby="reason-hint"${invalid(sent?.problems['reason'])}></div>
${submit(save)}`,
)}</section>`
}

function reopenForm(view: ClusterView): Html {
  const { heading, lead, save } = texts.reopen
  return html`<section aria-labelledby="reopen"><h2 id="reopen">${heading}</h2><p>${lead}</p>${formOf(view, 'reopen', submit(save))}</section>`
}

function mergeForm(view: ClusterView): Html {
  const { heading, lead, into, none, save } = texts.merge
  const { others, sent } = view
  const inner = html`<fieldset class="field" id="into"><legend>${into}</legend>${problemHtml(sent?.problems['into'], 'into')}${others.map(other => otherChoice(other, 'into', view))}</fieldset>${submit(save)}`
  return html`<section aria-labelledby="merge"><h2 id="merge">${heading}</h2><p>${lead}</p>
${others.length === 0 ? html`<p>${none}</p>` : formOf(view, 'merge', inner)}</section>`
}

/** Within the form around the table of questions. */
export function moveFields(view: ClusterView): Html {
  const { heading, lead, to, fresh, save } = texts.move
  const { cluster, others, sent } = view
  const isOpen = sent?.problems['to'] !== undefined || sent?.problems['questions'] !== undefined
  return html`${seen(cluster.version)}<details class="detail"${isOpen && html` open`}><summary>${heading}</summary><p>${lead}</p>
<fieldset class="field" id="to"><legend>${to}</legend>${problemHtml(sent?.problems['to'], 'to')}
<div class="choice"><input type="radio" id="to-new" name="to" value="new" checked><label for="to-new">${fresh}</label></div>
${others.map(other => otherChoice(other, 'to', view))}</fieldset>
${submit(save)}</details>`
}

/** The version of the other is sent along: it must be what was seen, too. */
function otherChoice({ cluster, alike }: ClusterView['others'][number], name: string, { mask }: ClusterView): Html {
  const id = `${name}-${cluster.id}`
  return html`<div class="choice"><input type="radio" id="${id}" name="${name}" value="${cluster.id}:${cluster.version}"><label for="${id}">${texts.otherCluster(clusterTitle(cluster, mask), cluster.size, alike)}</label></div>`
}
