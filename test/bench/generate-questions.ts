// Questions as staff type them: short or rambling, with the words of the entries and with some of their own.
import type { GeneratorDeps } from './generate-entries.ts'

/** `count` different questions, none of those in `taken`. */
export function generateQuestions(count: number, deps: GeneratorDeps, taken: Iterable<string> = []): readonly string[] {
  const refused = new Set(taken)
  const questions: string[] = []
  while (questions.length < count) {
    const question = deps.words.withOtherNumbers(askAbout(deps))
    if (refused.has(question)) continue
    refused.add(question)
    questions.push(question)
  }
  return questions
}

function askAbout(deps: GeneratorDeps): string {
  const { random, words } = deps
  const entry = random.pick(deps.base)
  const asked = random.pick([entry.question, ...entry.phrasings])
  const clause = random.pick(
    random
      .pick(deps.base)
      .question.split(/[、。]/u)
      .filter(part => part !== ''),
  )
  return random.pick([
    () => `${words.subject()}の${asked}`,
    () => `${words.tailWord()} ${asked}`,
    () => `${words.office()}ですが、${asked}`,
    () => `${words.month()}に${words.subject()}をするのですが、${asked}`,
    () => `${asked} ${clause}`,
    () => `${words.subject()}はどうすればいいですか。${clause}`,
    () => `${random.pick(entry.tags.length > 0 ? entry.tags : [entry.section.name])} ${words.subject()} やり方`,
  ])()
}
