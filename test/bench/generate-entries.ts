// Registries of any size that read like the sample one: its own entries first, then recombinations of their questions,
// sentences, forms, tags and sections with subjects, offices, months and numbers, so that word statistics stay lifelike.
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { splitAnswer } from '../../src/core/text-unit.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { WordStock } from './word-stock.ts'

export interface GeneratorDeps {
  /** The sample entries that everything is made from. */
  readonly base: readonly EntryInput[]
  readonly random: SeededRandom
  readonly words: WordStock
}

/** `count` entries with different ids and different questions; a longer registry begins with the shorter one. */
export function* generateEntries(count: number, deps: GeneratorDeps): Generator<EntryInput> {
  const questions = new Set<string>()
  for (const entry of deps.base.slice(0, count)) {
    questions.add(entry.question)
    yield entry
  }
  const sentences = sentencesBySection(deps.base)
  for (let number = deps.base.length; number < count; ) {
    const entry = recombine(number + 1, sentences, deps)
    if (questions.has(entry.question)) continue
    questions.add(entry.question)
    number += 1
    yield entry
  }
}

type SentencesBySection = ReadonlyMap<string, readonly string[]>

function sentencesBySection(base: readonly EntryInput[]): SentencesBySection {
  const groups = Map.groupBy(base, entry => entry.section.code)
  return new Map([...groups].map(([code, entries]) => [code, entries.flatMap(entry => sentencesOf(entry.answer))]))
}

function sentencesOf(answer: string): readonly string[] {
  return splitAnswer(answer)
    .flatMap(part => part.match(/[^。\n]+[。\n]*/gu) ?? [])
    .map(sentence => sentence.trim())
    .filter(sentence => sentence.length > 8)
}

/** The model's question and most of its sentences, in another scene, with neighbours' sentences among them. */
function recombine(number: number, sentences: SentencesBySection, deps: GeneratorDeps): EntryInput {
  const { base, random, words } = deps
  const model = random.pick(base)
  const other = random.pick(base)
  const subject = words.subject()
  return {
    ...model,
    id: `${model.section.code}-g${String(number).padStart(6, '0')}`,
    question: words.withOtherNumbers(`${scene(subject, deps)}、${model.question}`),
    answer: words.withOtherNumbers(recombineAnswer(model, sentences.get(model.section.code) ?? [], subject, deps)),
    phrasings: model.phrasings.map(text => words.withOtherNumbers(rephrase(text, subject, deps))),
    negativePhrasings: random.chance(0.3) ? [words.withOtherNumbers(`${subject} ${other.question}`)] : [],
    tags: random.chance(0.5) ? [...model.tags, subject] : model.tags,
    basis: model.basis.map(words.withOtherNumbers),
  }
}

/** Where and when the question comes up. */
function scene(subject: string, { random, words }: GeneratorDeps): string {
  return random.pick([
    () => `${words.office()}で${subject}を担当する場合`,
    () => `${subject}の業務では`,
    () => `${words.month()}に${subject}を行うとき`,
    () => `${words.office()}の${subject}に関して`,
  ])()
}

function recombineAnswer(
  model: EntryInput,
  neighbours: readonly string[],
  subject: string,
  { random, words }: GeneratorDeps,
): string {
  const own = sentencesOf(model.answer).filter(() => random.chance(0.75))
  const borrowed = Array.from({ length: random.between(1, 2) }, () => random.pick(neighbours))
  const first = `${subject}については、${words.office()}の${words.subject()}担当が${words.month()}に取りまとめます。`
  const last = `（参考になる言葉：${words.tailWord()}、${words.tailWord()}）`
  return [first, ...new Set([...own, ...borrowed]), last].join('\n')
}

function rephrase(text: string, subject: string, { random, words }: GeneratorDeps): string {
  return random.pick([() => `${subject} ${text}`, () => `${words.office()} ${text}`, () => `${text} ${subject}の件`])()
}

/** The entry as an editor leaves it after a correction: some units stay, some are new. */
export function changeEntry(entry: EntryInput, round: number): EntryInput {
  return {
    ...entry,
    answer: `${entry.answer}\n${round}回目の改定で、提出の期限を${(round % 28) + 1}日に改めました。`,
    phrasings: [...entry.phrasings.slice(0, 8), `${round}回目に改めた期限 ${entry.phrasings[0] ?? entry.question}`],
    revisedOn: null,
  }
}
