// What the page of one cluster is made of, and the entries near to it, which forms and page both show.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Cluster } from '../../src/core/learning/cluster.ts'
import type { Why } from '../../src/core/learning/cluster-why.ts'
import type { Wording } from '../../src/core/learning/clusters.ts'
import type { NearEntry } from '../../src/core/learning/near-entries.ts'
import { clusterTexts as texts } from '../../src/core/messages/ja/admin/clusters.ts'
import type { ShownMember } from '../../src/core/ports/cluster-store.ts'
import type { Html } from '../../src/pages/html.ts'
import type { Problems } from '../form-field.ts'
import type { PageWindow } from '../pages-of.ts'

/** Another cluster that its questions may belong to. */
export interface OtherCluster {
  readonly cluster: Cluster
  readonly alike: number
}

/** What was typed and not taken. */
export interface SentStep {
  readonly problems: Problems
  readonly field: (name: string) => string
  readonly chosen: ReadonlySet<string>
}

export interface ClusterView {
  readonly cluster: Cluster
  readonly weeks: readonly number[]
  readonly window: PageWindow
  readonly members: readonly (ShownMember & { readonly why: Why | undefined })[]
  readonly near: readonly NearEntry[]
  readonly others: readonly OtherCluster[]
  readonly wordings: readonly Wording[]
  /** In which an entry may be drafted. */
  readonly sections: readonly Section[]
  readonly mayWork: boolean
  /** A chat model is set up and switched on. */
  readonly modelIsOn: boolean
  readonly mask: (text: string) => string
  readonly now: Date
  readonly sent: SentStep | null
  readonly changed: boolean
  readonly done: string | null
}

export function nearHtml({ near }: ClusterView): Html {
  return html`<section aria-labelledby="near"><h2 id="near">${texts.near.heading}</h2>
${near.length === 0 ? html`<p>${texts.near.none}</p>` : html`<ul class="list">${near.map(one => html`<li>${nearEntryHtml(one)}</li>`)}</ul>`}
</section>`
}

function nearEntryHtml(one: NearEntry): Html {
  const { entry } = one
  return html`<a href="/admin/entries/${encodeURIComponent(entry.id)}">${entry.question}</a> <span class="entry-id">${entry.section.name}、${nearNumbers(one)}</span>`
}

export function nearNumbers({ confidence, meaning }: NearEntry): string {
  return [texts.near.meaning(meaning), texts.near.confidence(confidence)].filter(text => text !== '').join('、')
}
