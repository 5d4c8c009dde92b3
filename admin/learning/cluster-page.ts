// One cluster: what it is, its questions and why they stand together, and what can be done with it.
import { html } from 'hono/html'
import { actorName } from '../../src/core/access/account.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml, momentWords } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { problemList } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { pagesHtml } from '../pages-of.ts'
import { tableHtml } from '../table.ts'
import { actionsHtml, moveFields } from './cluster-forms.ts'
import { type ClusterView, nearHtml } from './cluster-view.ts'
import { clusterTitle, factsHtml } from './list-page.ts'

export function clusterPage(view: ClusterView): AdminPage {
  const { cluster, weeks, now, sent, changed, done, mask } = view
  const title = clusterTitle(cluster, mask)
  const main = html`<div class="flow">
<h1>${title}</h1>
${learningTabs('questions')}
${done !== null && noticeHtml({ kind: 'success', heading: texts.doneHeading, headingLevel: 2, body: html`<p>${done}</p>` })}
${sent !== null && problemList(sent.problems)}
${changed && noticeHtml({ kind: 'warning', heading: texts.changed.heading, headingLevel: 2, body: html`<p>${texts.changed.text}</p>` })}
<section aria-labelledby="about"><h2 id="about">${texts.about}</h2>
${stateHtml(cluster)}
${factsHtml(cluster, weeks, now)}</section>
${membersHtml(view)}
${view.mayWork ? actionsHtml(view) : nearHtml(view)}
<p class="button-row page-end"><a class="button button-outline" href="${LEARNING_PLACE}">${texts.back}</a></p></div>`
  return { title, main, place: LEARNING_PLACE }
}

function stateHtml({ state, decision, entryId }: Cluster): Html {
  if (state === 'merged') return html``
  const name = texts.states[state]
  const words = decision === null ? name : texts.decided(name, actorName(decision.by), momentWords(decision.at))
  const link =
    entryId !== null &&
    html`<p>${texts.entryOfCluster}: <a href="/admin/entries/${encodeURIComponent(entryId)}">${entryId}</a></p>`
  const reason = decision !== null && decision.reason !== '' && html`<p>${texts.decisionReason}: ${decision.reason}</p>`
  return html`<p><span class="badge">${words}</span></p>${link}${reason}`
}

function membersHtml(view: ClusterView): Html {
  const { cluster, window, members, mayWork } = view
  const { heading, caption, choose, text, askedAt, reason, why } = texts.members
  const sentence = caption(window.offset + 1, window.offset + members.length, cluster.size)
  const heads = [...(mayWork ? [choose] : []), text, askedAt, reason, why]
  const rows = members.map(member => memberRow(member, view))
  const table = html`${tableHtml({ caption: sentence, heads, rows, roomy: true })}
${pagesHtml(window, cluster.size, `${LEARNING_PLACE}/clusters/${cluster.id}`)}`
  return html`<section aria-labelledby="questions"><h2 id="questions">${heading}</h2>
${mayWork ? html`<form class="form" method="post" action="${LEARNING_PLACE}/clusters/${cluster.id}/move">${table}${moveFields(view)}</form>` : table}
</section>`
}

function memberRow(member: ClusterView['members'][number], { mask, mayWork, sent }: ClusterView): Html {
  const { questionId, askedAt, reason, pinned, why } = member
  const text = mask(member.text)
  const { chooseOne, alike, shared, alone, pinned: byHand } = texts.members
  const box = html`<td><input type="checkbox" name="question" value="${questionId}" aria-label="${chooseOne(text)}"${sent?.chosen.has(questionId) === true && html` checked`}></td>`
  const likeness = why === undefined ? '' : why.alike === null ? alone : alike(why.alike)
  return html`<tr>${mayWork && box}<th scope="row">${text}</th><td>${momentHtml(askedAt)}</td><td>${texts.reasons[reason]}</td>
<td>${likeness}${why !== undefined && why.words.length > 0 && html`<br>${shared(why.words)}`}${pinned && html`<br><span class="badge">${byHand}</span>`}</td></tr>
`
}
