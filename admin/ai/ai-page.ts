// The page of the use of a chat model: whether it is used, how its endpoint does, how much was taken today, what is sent and
// what is not, and what was sent.
import { html } from 'hono/html'
import type { ModelAccess } from '../../src/core/compose/ask-model.ts'
import type { CircuitState } from '../../src/core/compose/circuit.ts'
import { groupSize } from '../../src/core/kpi/small-groups.ts'
import { purposeWord, modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import type { SwitchState } from '../../src/core/ports/model-switch.ts'
import { SENDING_PURPOSES } from '../../src/core/ports/outbound-log.ts'
import type { TokensOfDay } from '../../src/core/ports/token-counter.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml, momentWords } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type SentView, sentHtml } from './sent-view.ts'

/** The model as far as the page tells of it. */
export type ShownModel = Pick<ModelAccess, 'model' | 'circuits' | 'allowance' | 'clock'>

export interface AiView extends SentView {
  readonly state: SwitchState
  /** Null where none is set up. */
  readonly access: ShownModel | null
  /** Host of the endpoint that makes vectors of questions; null where that is done here. */
  readonly vectorsHost: string | null
  readonly now: Date
  readonly used: TokensOfDay
  /** What was just done. */
  readonly done: 'on' | 'off' | null
}

export const AI_PLACE = '/admin/ai'

export function aiPage(view: AiView): AdminPage {
  const { done, access, vectorsHost } = view
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${done !== null && noticeHtml({ kind: 'success', heading: texts.done[done], headingLevel: 2, body: html`<p>${texts.doneText}</p>` })}
<section aria-labelledby="state"><h2 id="state">${texts.stateHeading}</h2>
${stateHtml(view)}
</section>
${access !== null && circuitsHtml(access, view.now)}
${access !== null && tokensHtml(access, view.used)}
<section aria-labelledby="content"><h2 id="content">${texts.contentHeading}</h2>
<div class="two-columns">
  <div><h3 class="ai-heading">${texts.sentHeading}</h3><ul class="ai-list">${texts.sent.map(line => html`<li>${line}</li>`)}</ul></div>
  <div><h3 class="ai-heading">${texts.notSentHeading}</h3><ul class="ai-list">${texts.notSent.map(line => html`<li>${line}</li>`)}</ul></div>
</div>
<p>${texts.contentNote}</p>
${vectorsHost !== null && noticeHtml({ kind: 'warning', heading: texts.vectorsHeading, headingLevel: 3, body: html`<p>${texts.vectorsText(vectorsHost)}</p>` })}
</section>
${sentHtml(view)}`
  return { title: texts.title, main, place: AI_PLACE }
}

const STATE_BADGES = { on: 'badge-good', off: 'badge-bad', none: 'badge-caution' } as const

function stateHtml({ state, access }: AiView): Html {
  const kind = access === null ? 'none' : state.isOn ? 'on' : 'off'
  const { moved } = state
  return html`<p><span class="badge ${STATE_BADGES[kind]}">${texts.states[kind]}</span></p>
<p>${texts.stateText[kind]}</p>
${access !== null && html`<dl class="figures"><div><dt>${texts.host}</dt><dd class="ai-name">${access.model.host}</dd></div><div><dt>${texts.model}</dt><dd class="ai-name">${access.model.name}</dd></div></dl>`}
${moved !== null && html`<p>${texts.moved(state.isOn, momentWords(moved.at), moved.by)}</p>`}
${(access !== null || !state.isOn) && switchForm(state.isOn)}`
}

function switchForm(isOn: boolean): Html {
  const look = isOn ? 'button-danger' : 'button-solid'
  return html`<form class="form" method="post" action="${AI_PLACE}/switch">
  <input type="hidden" name="to" value="${isOn ? 'off' : 'on'}">
  <p id="switch-text">${isOn ? texts.stopText : texts.startText}</p>
  <p class="button-row"><button class="button ${look}" type="submit" aria-describedby="switch-text">${isOn ? texts.stop : texts.start}</button></p>
</form>`
}

function circuitsHtml({ circuits, clock }: ShownModel, now: Date): Html {
  const { purpose, state, since, failures } = texts.circuitColumns
  return html`<section aria-labelledby="circuits"><h2 id="circuits">${texts.circuitsHeading}</h2>
<p>${texts.circuitsText}</p>
<div class="table-scroll" role="region" aria-label="${texts.circuitsCaption}" tabindex="0"><table class="table">
<caption>${texts.circuitsCaption}</caption>
<thead><tr>${[purpose, state, since, failures].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${SENDING_PURPOSES.map(each => circuitRow(each, circuits[each].state(), { now, clockMs: clock.now() }))}</tbody>
</table></div>
</section>`
}

/** Circuits know how long ago it was, not when: their clock never goes back. */
function circuitRow(
  purpose: string,
  state: CircuitState,
  { now, clockMs }: { readonly now: Date; readonly clockMs: number },
): Html {
  const kind = state.kind === 'closed' ? 'closed' : state.isProbing ? 'probing' : 'open'
  const badge = { closed: 'badge-good', open: 'badge-bad', probing: 'badge-caution' }[kind]
  const since = state.kind === 'closed' ? texts.never : momentHtml(new Date(now.getTime() - (clockMs - state.openedAt)))
  const failures = state.kind === 'closed' ? texts.count(state.failures) : texts.never
  return html`<tr><th scope="row">${purposeWord(purpose)}</th><td><span class="badge ${badge}">${texts.circuits[kind]}</span></td><td>${since}</td><td class="number">${failures}</td></tr>
`
}

/** From this share of the own allowance on somebody will soon meet its end. */
const NEAR_SHARE = 0.8

function tokensHtml({ allowance }: ShownModel, used: TokensOfDay): Html {
  const { tokensPerDay, tokensPerAskerAndDay } = allowance
  const near = used.askersWithAtLeast(Math.ceil(tokensPerAskerAndDay * NEAR_SHARE))
  const facts = [
    [texts.limitHeading, texts.count(tokensPerDay)],
    [texts.ownLimitHeading, texts.count(tokensPerAskerAndDay)],
    [texts.askers, texts.people(groupSize(used.askers))],
    [texts.askersNear, texts.people(groupSize(near))],
  ]
  return html`<section aria-labelledby="tokens"><h2 id="tokens">${texts.tokensHeading}</h2>
<p>${texts.tokensText}</p>
<div class="table-scroll" role="region" aria-label="${texts.tokensCaption}" tabindex="0"><table class="table">
<caption>${texts.tokensCaption}</caption>
<thead><tr><th scope="col">${texts.tokenColumns.purpose}</th><th scope="col">${texts.tokenColumns.tokens}</th></tr></thead>
<tbody>${SENDING_PURPOSES.map(each => html`<tr><th scope="row">${purposeWord(each)}</th><td class="number">${texts.count(used.byPurpose[each] ?? 0)}</td></tr>`)}</tbody>
<tfoot><tr><th scope="row">${texts.allPurposes}</th><td class="number">${texts.count(used.all)}</td></tr></tfoot>
</table></div>
<dl class="figures ai-limits">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<p>${texts.peopleText}</p>
</section>`
}
