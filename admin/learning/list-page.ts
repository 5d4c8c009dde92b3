// Questions without a good answer, grouped by what they mean, the most asked of late first.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { groupSize } from '../../src/core/kpi/small-groups.ts'
import {
  type Cluster,
  COMES_BACK_AFTER,
  HALF_LIFE_DAYS,
  SHOWN_STATES,
  type ShownState,
  worthToday,
} from '../../src/core/learning/cluster.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { Html } from '../../src/pages/html.ts'
import { filterForm, selectField } from '../filter-form.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import { trendHtml } from './sparkline.ts'

/** The filter's word for clusters that may be of any section, and nobody's. */
export const NO_SECTION = '-'

export interface ClusterListView {
  readonly sections: readonly Section[]
  readonly filter: { readonly state: ShownState; readonly section: string; readonly words: string }
  readonly window: PageWindow
  readonly total: number
  readonly clusters: readonly Cluster[]
  readonly weeks: ReadonlyMap<number, readonly number[]>
  readonly mask: (text: string) => string
  readonly now: Date
}

export function clustersPage(view: ClusterListView): AdminPage {
  const { filter, window, total, clusters } = view
  const query = new URLSearchParams(filter).toString()
  const main = html`<div class="flow"><h1>${texts.title}</h1>
${learningTabs('questions')}
<p class="lead">${texts.lead}</p>
<details class="detail"><summary>${texts.howTitle}</summary><ul>${texts.how(HALF_LIFE_DAYS, COMES_BACK_AFTER).map(line => html`<li>${line}</li>`)}</ul></details>
${filterHtml(view)}
<p>${total === 0 ? texts.none : texts.count(total)}</p>
<ol class="clusters" start="${window.offset + 1}">${clusters.map(cluster => clusterHtml(cluster, view))}</ol>
${pagesHtml(window, total, `${LEARNING_PLACE}?${query}`)}</div>`
  return { title: texts.title, main, place: LEARNING_PLACE }
}

function filterHtml({ sections, filter }: ClusterListView): Html {
  const { label, state, section, allSections, noSection, words, show } = texts.filter
  const states = SHOWN_STATES.map(name => [name, texts.states[name]] as const)
  const named = sections.map(({ code, name }) => [code, name] as const)
  const ofSection = [['', allSections] as const, [NO_SECTION, noSection] as const, ...named]
  const fields = [
    selectField({ name: 'state', label: state, options: states, chosen: filter.state }),
    selectField({ name: 'section', label: section, options: ofSection, chosen: filter.section }),
    html`<div class="field"><label for="words">${words}</label><input class="input" id="words" name="words" type="search" value="${filter.words}" autocomplete="off"></div>`,
  ]
  return filterForm({ action: LEARNING_PLACE, label, fields, show })
}

function clusterHtml(cluster: Cluster, { weeks, mask, now }: ClusterListView): Html {
  return html`<li class="cluster"><h2><a href="${LEARNING_PLACE}/clusters/${cluster.id}">${clusterTitle(cluster, mask)}</a></h2>
${factsHtml(cluster, weeks.get(cluster.id) ?? [], now)}</li>
`
}

export function factsHtml(cluster: Cluster, weeks: readonly number[], now: Date): Html {
  const { facts } = texts
  const row = (term: string, value: Html | string) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`
  const sections = cluster.sections.map(({ name }) => name).join('、')
  return html`<dl class="evidence">
${row(facts.questions, texts.questionCount(cluster.size))}${row(facts.people, texts.people(groupSize(cluster.people)))}${row(facts.worth, texts.worth(worthToday(cluster.heat, now)))}
${row(facts.first, dayHtml(cluster.firstAt))}${row(facts.last, dayHtml(cluster.lastAt))}${row(facts.trend, trendHtml(weeks))}
${row(facts.words, cluster.words.length === 0 ? texts.noWords : cluster.words.join('、'))}${row(facts.sections, sections === '' ? texts.noSections : sections)}
</dl>`
}

function dayHtml(at: Date): Html {
  const day = dateInJapan(at)
  return html`<time datetime="${day}">${formatJapaneseDate(day)}</time>`
}

/** The question that stands for it, masked; it may be gone while the cluster is still there. */
export function clusterTitle({ text }: Pick<Cluster, 'text'>, mask: (text: string) => string): string {
  return text === '' ? texts.erased : mask(text)
}
