// The form of an indicator: what was typed, read and checked, and its fields.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { onOneLine } from '../../src/core/kpi/entered-value.ts'
import { GOALS, type Indicator, LIVE_FIGURES, PLAN_LIMITS } from '../../src/core/kpi/plan.ts'
import { GOAL_WORDS, LIVE_WORDS, indicatorTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { NewIndicator } from '../../src/core/ports/plan-store.ts'
import type { Html } from '../../src/pages/html.ts'
import { type Problems, textField } from '../form-field.ts'
import { readField } from '../read-field.ts'

const FIELDS = ['name', 'unit', 'live', 'goal', 'sectionName', 'sectionCode', 'note'] as const
type Field = (typeof FIELDS)[number]

export type IndicatorFields = Readonly<Record<Field, string>>

export const EMPTY_INDICATOR: IndicatorFields = {
  name: '',
  unit: '',
  live: '',
  goal: 'at_least',
  sectionName: '',
  sectionCode: '',
  note: '',
}

const LABELS: Readonly<Record<Field, string>> = {
  name: texts.name,
  unit: texts.unit,
  live: texts.kind,
  goal: texts.goal,
  sectionName: texts.sectionName,
  sectionCode: texts.sectionCode,
  note: texts.note,
}

export function fieldsOfIndicator({ sectionCode, live, ...rest }: Indicator): IndicatorFields {
  const { name, unit, goal, sectionName, note } = rest
  return { name, unit, goal, sectionName, note, live: live ?? '', sectionCode: sectionCode ?? '' }
}

export interface ReadIndicator {
  readonly fields: IndicatorFields
  readonly input: NewIndicator
  readonly problems: Problems
}

export function readIndicator(body: unknown, sections: readonly Section[]): ReadIndicator {
  const read = (field: Field) => onOneLine(readField(body, field))
  const fields = Object.fromEntries(FIELDS.map(field => [field, read(field)])) as unknown as IndicatorFields
  const live = LIVE_FIGURES.find(figure => figure === fields.live) ?? null
  const goal = GOALS.find(known => known === fields.goal)
  const section = sections.find(({ code }) => code === fields.sectionCode)
  const { name, unit, sectionName, note } = fields
  const limits = {
    name: PLAN_LIMITS.name,
    unit: PLAN_LIMITS.unit,
    sectionName: PLAN_LIMITS.section,
    note: PLAN_LIMITS.note,
  }
  const problems = {
    ...(name === '' && { name: texts.required }),
    ...tooLong(fields, limits),
    ...(live === null && fields.live !== '' && { live: texts.unknownChoice(LABELS.live) }),
    ...(goal === undefined && { goal: texts.unknownChoice(LABELS.goal) }),
    ...(section === undefined && fields.sectionCode !== '' && { sectionCode: texts.unknownChoice(LABELS.sectionCode) }),
  }
  const sectionCode = section?.code ?? null
  return { fields, input: { name, unit, sectionName, sectionCode, live, goal: goal ?? 'at_least', note }, problems }
}

function tooLong(fields: IndicatorFields, limits: Readonly<Partial<Record<Field, number>>>): Problems {
  const over = FIELDS.filter(field => Array.from(fields[field]).length > (limits[field] ?? Number.POSITIVE_INFINITY))
  return Object.fromEntries(over.map(field => [field, texts.tooLong(LABELS[field], limits[field] ?? 0)]))
}

export function indicatorFields(fields: IndicatorFields, sections: readonly Section[], problems: Problems): Html {
  const text = (id: Field, hint?: string) =>
    textField({
      id,
      label: LABELS[id],
      value: fields[id],
      required: id === 'name',
      ...(hint !== undefined && { hint }),
      problem: problems[id],
    })
  const choice = (id: Field, hint?: string) =>
    selectField({ id, choices: choicesOf(id, sections), value: fields[id], hint, problem: problems[id] })
  return html`${text('name', texts.nameHint)}
${text('unit', texts.unitHint)}
${choice('live', texts.kindHint)}
${choice('goal')}
${text('sectionName')}
${choice('sectionCode', texts.sectionCodeHint)}
${text('note', texts.noteHint)}`
}

/** What differs between what stands there and what was typed, in words. */
export function differences(
  now: IndicatorFields,
  yours: IndicatorFields,
  sections: readonly Section[],
): readonly (readonly [label: string, now: string, yours: string])[] {
  const inWords = (field: Field, value: string) => {
    const word = choicesOf(field, sections).find(([known]) => known === value)?.[1] ?? value
    return word === '' ? texts.empty : word
  }
  return FIELDS.filter(field => now[field] !== yours[field]).map(field => [
    LABELS[field],
    inWords(field, now[field]),
    inWords(field, yours[field]),
  ])
}

type Choice = readonly [value: string, label: string]

function choicesOf(field: Field, sections: readonly Section[]): readonly Choice[] {
  const choices: Readonly<Partial<Record<Field, readonly Choice[]>>> = {
    live: [['', texts.recorded], ...LIVE_FIGURES.map(figure => [figure, texts.live(LIVE_WORDS[figure].name)] as const)],
    goal: GOALS.map(goal => [goal, GOAL_WORDS[goal]] as const),
    sectionCode: [['', texts.noSectionCode], ...sections.map(({ code, name }) => [code, name] as const)],
  }
  return choices[field] ?? []
}

interface SelectField {
  readonly id: Field
  readonly choices: readonly Choice[]
  readonly value: string
  readonly hint: string | undefined
  readonly problem: string | undefined
}

function selectField({ id, choices, value, hint, problem }: SelectField): Html {
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean)
  return html`<div class="field">
  <label for="${id}">${LABELS[id]}</label>
  ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  ${problem !== undefined && html`<p class="problem" id="${id}-problem">${problem}</p>`}
  <select class="input" id="${id}" name="${id}"${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${problem !== undefined && html` aria-invalid="true"`}>${choices.map(
    ([known, label]) => html`<option value="${known}"${known === value && html` selected`}>${label}</option>`,
  )}</select>
</div>`
}
