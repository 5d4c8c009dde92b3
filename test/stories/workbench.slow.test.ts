// The workbench over the sample entries and their evaluation questions: the same answers as the product's, trial after trial.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEntryFolder } from '../../src/adapters/entry-files/read-entry-folder.ts'
import { previewImpact } from '../../src/core/impact/preview-impact.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { type OpenedProduct, openProductIn } from './open-story.ts'

let opened: OpenedProduct
let entries: readonly EntryInput[]
beforeAll(async () => {
  opened = await openProductIn(null, { SAMPLE_DATA: 'on' })
  const files = await readEntryFolder(opened.config.sampleDir ?? '')
  entries = files.flatMap(file => file.entries.map(({ input }) => input))
  await opened.product.registry.save(entries, { actor: 'sample-data' })
  await opened.product.settleIndex()
}, 600_000)
afterAll(() => opened[Symbol.asyncDispose]())

async function sample() {
  const set = await opened.product.bench.sampleSet()
  if (set === null) throw new Error('expected the sample to have its questions')
  return set
}

/** Sums are of the same numbers in another order: entries stand in the slots in which they came. */
function told({ outcome, confidence, ranked, first }: Told) {
  return { outcome, ranked, figures: [confidence, first].map(figure => expect.closeTo(figure, 9) as number) }
}

interface Told {
  readonly outcome: string
  readonly confidence: number
  readonly ranked: readonly string[]
  readonly first: number
}

describe('the workbench over the sample', () => {
  test('answers every evaluation question as the product does, before a trial and after it', async () => {
    const { workbench } = opened.product.bench
    const { questions } = await sample()
    expect(questions.length).toBeGreaterThan(400)
    const asked = questions.map(({ text }) => ({ text, sectionCode: null }))
    const rankAll = async () => {
      const all = []
      for (const { text } of questions) {
        const { outcome, confidence, ranked } = await opened.product.rank(text, 20)
        const allowed = ranked.filter(({ vetoed }) => !vetoed)
        all.push(
          told({ outcome, confidence, ranked: allowed.map(({ entryId }) => entryId), first: allowed[0]?.score ?? 0 }),
        )
      }
      return all
    }
    const ask = async () => {
      const end = await workbench.run({ questions: asked, trial: null })
      if (end.kind !== 'done') throw new Error(JSON.stringify(end))
      return end.result.now.map(({ outcome, confidence, ranked, scores }) => {
        return { outcome, ranked, figures: [confidence, scores[0] ?? 0] }
      })
    }
    const expected = await rankAll()
    expect(await ask()).toEqual(expected)
    for (const { id, section, ...content } of entries.filter((_, i) => i % 60 === 0)) {
      const other = { ...content, question: `${content.question}（改定）`, phrasings: [] }
      const trial = { entries: [{ id, section, content: other }], synonyms: [['年休', '骨休め']] }
      expect((await workbench.run({ questions: asked.slice(0, 5), trial })).kind).toBe('done')
    }
    await workbench.run({ questions: [{ text: '別の質問', sectionCode: null }], trial: null })
    expect(await ask()).toEqual(expected)
  }, 600_000)

  test('catches an entry that claims the questions of others', async () => {
    const set = await sample()
    const stolen = set.questions.filter(({ relevant }) => Object.keys(relevant).length > 0).slice(0, 60)
    const thief = entries[0] as EntryInput
    const content = { ...thief, phrasings: stolen.map(({ text }) => text) }
    const trial = { entries: [{ id: thief.id, section: thief.section, content }], synonyms: null }
    const { workbench } = opened.product.bench
    const end = await previewImpact(trial, { sets: [set], asked: [] }, { workbench })
    if (end.kind !== 'done') throw new Error(JSON.stringify(end))
    const worse = new Set(
      end.report.changes.filter(({ kind }) => kind === 'worse').map(({ question }) => question.text),
    )
    const others = stolen.filter(({ relevant }) => relevant[thief.id] === undefined)
    expect(others.filter(({ text }) => !worse.has(text)).length).toBeLessThan(others.length * 0.1)
    expect(end.report.byOrigin.set.worse).toBeLessThan(stolen.length * 1.5)
  }, 600_000)
})
