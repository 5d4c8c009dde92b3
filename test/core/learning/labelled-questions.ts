// The labelled questions: each with the group that it belongs to; those that ask for something of their own stand alone.
import { readFileSync } from 'node:fs'

export interface LabelledQuestion {
  readonly text: string
  readonly group: string
}

export function readLabelledQuestions(): readonly LabelledQuestion[] {
  const lines = readFileSync(new URL('./labelled-questions.txt', import.meta.url), 'utf8').split('\n')
  const questions: LabelledQuestion[] = []
  let label = ''
  for (const line of lines) {
    if (line.startsWith('## ')) label = line.slice(3)
    else if (line !== '') questions.push({ text: line, group: label === '-' ? line : label })
  }
  return questions
}

/** Groups are dealt in turn into two halves: bounds are chosen on the first, and told of the second. */
export function halfOf(questions: readonly LabelledQuestion[], half: 0 | 1): readonly LabelledQuestion[] {
  const groups = [...new Set(questions.map(({ group }) => group))]
  return questions.filter(({ group }) => groups.indexOf(group) % 2 === half)
}
