// Where a chat model helps with an entry that is there: proposed phrasings, and its answer in other words, which the section looks over.
import { actorOf } from '../../src/core/access/account.ts'
import { proposePhrasings } from '../../src/core/drafting/propose-phrasings.ts'
import type { Entry, WorkingEntry } from '../../src/core/entry.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { describeRenderFailure } from '../../src/core/messages/ja/rendering.ts'
import { RENDERING_LANGUAGES, type RenderingLanguage, type RenderingWords } from '../../src/core/ports/renderings.ts'
import { checkRendering, type RenderingVerdict } from '../../src/core/rendering/check-rendering.ts'
import { mayDecide } from '../../src/core/workflow/rules.ts'
import { untilLeft } from '../../src/pages/until-left.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import type { DraftingPagesDeps } from './deps.ts'
import { failurePage } from './failure-page.ts'
import { phrasingsPage } from './phrasings-page.ts'
import { type RenderingProblem, renderingProblem } from './rendering-form.ts'
import { type RenderingEditView, renderingEditPage } from './rendering-page.ts'

const { phrasings: phrasingTexts } = draftingTexts

export function entryHelpRoutes(deps: DraftingPagesDeps): readonly AdminRoute[] {
  const right = { action: 'entry.edit', sectionOf: sectionOfEntry(deps) } as const
  return [
    guardedRoute('GET /entries/:id/model-phrasings', right, visit => showPhrasings(visit, deps)),
    guardedRoute('POST /entries/:id/model-phrasings', right, visit => propose(visit, deps)),
    guardedRoute('GET /entries/:id/renderings/:language', right, async visit =>
      showRendering(visit, await wantedRendering(visit, deps), deps),
    ),
    guardedRoute('POST /entries/:id/renderings/:language', right, visit => changeRendering(visit, deps)),
  ]
}

async function workingEntry({ request }: SignedInVisit, deps: DraftingPagesDeps): Promise<WorkingEntry> {
  const [entry] = await deps.registry.workingEntries([String(request.params['id'])])
  if (entry === undefined || deps.drafting === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  return entry
}

async function showPhrasings(visit: SignedInVisit, deps: DraftingPagesDeps): Promise<void> {
  const entry = await workingEntry(visit, deps)
  const count = /^\d{1,3}$/u.exec(readField(visit.request.query, 'proposed'))?.[0]
  await visit.send(phrasingsPage({ entry, proposed: count === undefined ? null : Number(count) }))
}

async function propose(visit: SignedInVisit, deps: DraftingPagesDeps): Promise<void> {
  const entry = await workingEntry(visit, deps)
  const { drafting } = deps
  if (drafting === null) return
  const asked = { by: actorOf(visit.account), asker: deps.askerOf(visit.account), signal: untilLeft(visit.response) }
  const outcome = await proposePhrasings({ entry, ...asked }, { ...deps, drafting })
  const url = `/admin/entries/${encodeURIComponent(entry.id)}/model-phrasings`
  if (outcome.kind === 'proposed') return visit.response.redirect(303, `${url}?proposed=${outcome.count}`)
  const again = { url, label: phrasingTexts.button }
  const back = { url: `/admin/entries/${encodeURIComponent(entry.id)}`, label: phrasingTexts.back }
  const text = draftingTexts.failures[outcome.why]
  await visit.send(failurePage({ heading: phrasingTexts.failed, text, again, back, place: '/admin/entries' }), 503)
}

interface Wanted {
  readonly entry: Entry
  readonly language: RenderingLanguage
}

/** The official entry: what staff read is what is said in other words. */
async function wantedRendering({ request }: SignedInVisit, deps: DraftingPagesDeps): Promise<Wanted> {
  const language = RENDERING_LANGUAGES.find(known => known === request.params['language'])
  const [entry] = await deps.registry.entriesById([String(request.params['id'])])
  if (entry?.status !== 'published' || language === undefined || deps.drafting === null) {
    throw new FaqError('not_found', { what: 'path', id: request.path })
  }
  return { entry, language }
}

interface Showing extends Wanted {
  readonly typed?: RenderingWords
  readonly problem?: RenderingProblem
  readonly status?: number
}

async function showRendering(
  visit: SignedInVisit,
  { entry, language, typed, problem, status = 200 }: Showing,
  deps: DraftingPagesDeps,
): Promise<void> {
  const stored = await deps.renderings.find(entry, language, deps.drafting?.access.model.name ?? '')
  const decidedBy = stored?.decidedBy ?? null
  const view: RenderingEditView = {
    entry,
    language,
    stored,
    decidedBy: decidedBy === null ? null : await deps.nameOfActor(decidedBy),
    typed: typed ?? null,
    problem: problem ?? null,
    done: readField(visit.request.query, 'done'),
    mayConfirm: await mayConfirm(visit, entry, deps),
  }
  await visit.send(renderingEditPage(view), status)
}

/** 「担当課が確認した訳」 is the section's word: where it has approval, an approver gives it. */
async function mayConfirm({ account }: SignedInVisit, entry: Entry, deps: DraftingPagesDeps): Promise<boolean> {
  const settings = await deps.settings.settingsOf(entry.section.code)
  return mayDecide({ entry: { ...entry, publishedRevision: entry.revision }, settings, account })
}

async function changeRendering(visit: SignedInVisit, deps: DraftingPagesDeps): Promise<void> {
  const wanted = await wantedRendering(visit, deps)
  const { body } = visit.request as { readonly body: unknown }
  switch (readField(body, 'step')) {
    case 'make':
      return makeRendering(visit, wanted, deps)
    case 'confirm':
    case 'withdraw':
      return decideRendering(visit, wanted, deps)
    default:
      throw new FaqError('bad_input', {
        field: 'step',
        expected: 'make|confirm|withdraw',
        got: readField(body, 'step'),
      })
  }
}

async function makeRendering(
  visit: SignedInVisit,
  { entry, language }: Wanted,
  deps: DraftingPagesDeps,
): Promise<void> {
  const outcome = await deps.render({
    entry,
    language,
    asker: deps.askerOf(visit.account),
    signal: untilLeft(visit.response),
  })
  if (outcome.kind === 'rendered') return visit.response.redirect(303, pageUrl(entry, language))
  const { renderings: texts } = draftingTexts
  const back = { url: pageUrl(entry, language), label: texts.open(language) }
  const text = outcome.why === 'unfit' ? texts.unfit : describeRenderFailure(outcome.why)
  await visit.send(failurePage({ heading: texts.failed, text, again: null, back, place: '/admin/entries' }), 503)
}

async function decideRendering(visit: SignedInVisit, wanted: Wanted, deps: DraftingPagesDeps): Promise<void> {
  const { entry, language } = wanted
  const { body } = visit.request as { readonly body: unknown }
  const state = readField(body, 'step') === 'confirm' ? 'confirmed' : 'withdrawn'
  const words = {
    question: readField(body, 'question').replace(/\s+/gu, ' ').trim(),
    answer: readField(body, 'answer').replace(/\r\n?/gu, '\n').trim(),
  }
  if (state === 'confirmed') {
    if (!(await mayConfirm(visit, entry, deps))) throw new FaqError('forbidden', { action: 'entry.publish' })
    const verdict = compare({ entry, language }, words, deps)
    const problem = renderingProblem(words, { verdict, anyway: readField(body, 'anyway') === '1' })
    if (problem !== null) return showRendering(visit, { ...wanted, typed: words, problem, status: 422 }, deps)
  }
  const seenVersion = Number(readField(body, 'seen')) || 0
  try {
    await deps.renderings.decide({ entry, language, state, words, actor: actorOf(visit.account), seenVersion })
  } catch (error) {
    if (!isFault(error, 'conflict')) throw error
    return showRendering(visit, { ...wanted, typed: words, problem: { kind: 'changed' }, status: 409 }, deps)
  }
  visit.response.redirect(303, `${pageUrl(entry, language)}?done=${state}`)
}

function compare(
  { entry, language }: Wanted,
  rendering: RenderingWords,
  { drafting }: DraftingPagesDeps,
): RenderingVerdict {
  if (drafting === null) return 'fit'
  return checkRendering({ original: entry, rendering, language }, { analyser: drafting.analyser, instructions: '' })
}

function pageUrl({ id }: Entry, language: RenderingLanguage): string {
  return `/admin/entries/${encodeURIComponent(id)}/renderings/${language}`
}
