// The two fields of a cell, value and note, with what is wrong beside them; and the notices above the form that lead to them.
import { html } from 'hono/html'
import { planTexts, valueTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { CellWords, ValueClash } from '../../src/core/ports/plan-store.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentWords } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList } from '../form-field.ts'
import { nameOfActor, type PlanDeps } from './plan-deps.ts'
import { type FormCell, fieldId } from './value-cells.ts'

export interface FieldWords {
  /** What a part of the cell is called, for whoever does not see the table. */
  readonly label: (cell: FormCell, part: string) => string
  /** Names of those who wrote what clashes, by their actors. */
  readonly names: ReadonlyMap<string, string>
}

/** The value that is computed while the field is empty. */
export function valueFields(cell: FormCell, words: FieldWords, computed: string | null = null): Html {
  const wrong = problemOf(cell, words)
  const field = (part: 'text' | 'note', label: string) => {
    const id = fieldId(cell, part)
    const problem = wrong?.part === part ? wrong.text : null
    const hint = part === 'text' && computed !== null ? texts.computedHint(computed) : null
    const described = [hint !== null && `${id}-hint`, problem !== null && `${id}-problem`].filter(Boolean).join(' ')
    return html`<td class="plan-field"><input class="input" id="${id}" name="${id}" value="${cell.typed[part]}" autocomplete="off" aria-label="${words.label(cell, label)}"${described !== '' && html` aria-describedby="${described}"`}${problem !== null && html` aria-invalid="true"`}>
${hint !== null && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${problem !== null && html`<p class="problem" id="${id}-problem">${problem}</p>`}
<input type="hidden" name="${fieldId(cell, `seen-${part}`)}" value="${cell.seen[part]}"></td>`
  }
  return html`${field('text', texts.value)}${field('note', texts.note)}`
}

export function valueNotice(cells: readonly FormCell[], words: FieldWords): Html | string {
  const problems: Problems = Object.fromEntries(
    cells.flatMap(cell => {
      const wrong = problemOf(cell, words)
      if (wrong === null) return []
      const part = wrong.part === 'text' ? texts.value : texts.note
      return [[fieldId(cell, wrong.part), texts.at(words.label(cell, part), wrong.text)]]
    }),
  )
  if (!cells.some(({ clash }) => clash !== undefined)) return problemList(problems)
  const items = Object.entries(problems).map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)
  const body = html`<p>${texts.clashText}</p><ul>${items}</ul>`
  return noticeHtml({ kind: 'warning', heading: texts.clashHeading, headingLevel: 2, body })
}

export async function namesOfClashes(
  cells: readonly FormCell[],
  deps: Pick<PlanDeps, 'accounts'>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { clash } of cells) {
    if (clash !== undefined) names.set(clash.changedBy, await nameOfActor(clash.changedBy, deps))
  }
  return names
}

function problemOf(
  cell: FormCell,
  { names }: FieldWords,
): { readonly part: 'text' | 'note'; readonly text: string } | null {
  const { problem, clash, typed } = cell
  if (clash !== undefined) return { part: 'text', text: clashWords(clash, typed, names) }
  if (problem === undefined) return null
  return { part: problem === 'note_too_long' ? 'note' : 'text', text: texts.problems[problem] }
}

function clashWords(clash: ValueClash, typed: CellWords, names: ReadonlyMap<string, string>): string {
  const who = names.get(clash.changedBy) ?? clash.changedBy
  return `${texts.clash(inWords(clash.current), who, momentWords(clash.changedAt))}${texts.clashYours(inWords(typed))}`
}

function inWords({ text, note }: CellWords): string {
  return text.trim() === '' ? texts.emptied : planTexts.withNote(text, note)
}
