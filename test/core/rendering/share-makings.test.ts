import { expect, test } from 'vitest'
import type { RenderOutcome, RenderRequest } from '../../../src/core/rendering/render-answer.ts'
import { shareMakings } from '../../../src/core/rendering/share-makings.ts'

const ENTRY = { id: 'jinji-001', revision: 1, question: '問', answer: '答' }
const FAILED = { kind: 'failed', why: 'unfit' } as const

function open() {
  const made: { readonly request: RenderRequest; readonly end: (outcome: RenderOutcome) => void }[] = []
  const render = shareMakings(request => new Promise(end => void made.push({ request, end })))
  const ask = (signal = new AbortController().signal, language: 'en' | 'plain' = 'en') =>
    render({ entry: ENTRY, language, asker: null, signal })
  return { made, ask }
}

test('who wants the same waits for the same, and who wants another for another', async () => {
  const { made, ask } = open()
  const all = [ask(), ask(), ask(undefined, 'plain')]
  expect(made).toHaveLength(2)
  for (const { end } of made) end(FAILED)
  expect(await Promise.all(all)).toEqual([FAILED, FAILED, FAILED])
  void ask()
  expect(made).toHaveLength(3)
})

test('it is called off when the last one leaves, not before', () => {
  const { made, ask } = open()
  const [first, second] = [new AbortController(), new AbortController()]
  void ask(first.signal)
  void ask(second.signal)
  first.abort()
  expect(made[0]?.request.signal.aborted).toBe(false)
  second.abort()
  expect(made[0]?.request.signal.aborted).toBe(true)
})

test('who comes between the calling off and its end gets a making of their own, which the end leaves alone', async () => {
  const { made, ask } = open()
  const gone = new AbortController()
  const left = ask(gone.signal)
  gone.abort()
  const late = ask()
  expect(made).toHaveLength(2)
  made[0]?.end({ kind: 'failed', why: 'left' })
  expect(await left).toEqual({ kind: 'failed', why: 'left' })
  const later = ask()
  expect(made).toHaveLength(2)
  made[1]?.end(FAILED)
  expect(await Promise.all([late, later])).toEqual([FAILED, FAILED])
})

test('who had left before they asked keeps nothing running', () => {
  const { made, ask } = open()
  void ask(AbortSignal.abort())
  expect(made[0]?.request.signal.aborted).toBe(true)
})
