import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askForJson } from '../../../src/core/drafting/ask-for-json.ts'
import { findJson } from '../../../src/core/drafting/find-json.ts'
import { listShape, objectShape, textShape } from '../../../src/core/drafting/json-shape.ts'
import { openScriptedAccess, type ScriptStep, scriptModel, trouble } from '../../fakes/scripted-model.ts'

const shape = objectShape({ title: textShape(10), words: listShape(textShape(5), 3) })
const GOOD = '{"title":"題","words":["あ","い"]}'

async function ask(...scripts: readonly (readonly ScriptStep[])[]) {
  const model = scriptModel(...scripts)
  const { access, sent } = openScriptedAccess(model)
  const answer = await askForJson(
    {
      prompt: { system: 's', user: 'u' },
      name: 'test',
      shape,
      tokensMax: 500,
      sent: { purpose: 'draft', questionId: null, entryIds: [], maskedKinds: [] },
      asker: null,
    },
    access,
    new AbortController().signal,
  )
  return { answer, model, sent }
}

describe('JSON from a model', () => {
  test.each([
    ['alone', GOOD],
    ['in a fence', `\`\`\`json\n${GOOD}\n\`\`\``],
    ['between words', `承知しました。\n${GOOD}\n以上です。`],
    ['after a byte order mark', `\uFEFF${GOOD}`],
    ['with fields that nobody asked for', '{"title":"題","__proto__":{"x":1},"words":["あ","い"],"more":true}'],
    ['with more items than wanted', '{"title":"題","words":["あ","い"]}'],
  ])('is read %s', async (_, written) => {
    const { answer, model } = await ask([written])
    expect(answer).toEqual({ kind: 'value', value: { title: '題', words: ['あ', 'い'] } })
    expect(model.requests).toHaveLength(1)
    expect(model.requests[0]?.schema).toEqual({
      name: 'test',
      shape: {
        type: 'object',
        properties: { title: { type: 'string' }, words: { type: 'array', items: { type: 'string' } } },
        required: ['title', 'words'],
        additionalProperties: false,
      },
    })
  })

  test('is asked for once more where it was none, with what was wrong, and on record again', async () => {
    const { answer, model, sent } = await ask(['題は「年休」です。'], [GOOD])
    expect(answer.kind).toBe('value')
    expect(model.requests[1]?.user).toMatchInlineSnapshot(`
      "u

      ■前回の返答
      ｜題は「年休」です。
      □前回の返答おわり

      前回の返答は、指定した形のJSONではありませんでした。JSONだけを、初めから書き直してください。"
    `)
    expect(sent).toHaveLength(2)
  })

  test('of another shape is asked for once more, and never a third time', async () => {
    const { answer, model } = await ask(['{"title":"題","words":[1]}'], ['{"title":""}'], [GOOD])
    expect(answer).toEqual({ kind: 'failed', why: 'wrong_shape' })
    expect(model.requests).toHaveLength(2)
    expect(model.requests[1]?.user).toContain('words[0]：text of 1 to 5 characters')
  })

  test('is asked for without ado where a server refuses the request, as servers do that know no schemas', async () => {
    const { answer, model } = await ask([trouble('bad_reply')], [GOOD])
    expect(answer.kind).toBe('value')
    expect(model.requests[1]?.user).toBe('u')
  })

  test.each([
    ['refused', [trouble('refused')], 'refused'],
    ['cut', ['{"title":', { kind: 'end', isCut: true } as const], 'cut'],
    ['empty', [{ kind: 'end', isCut: false } as const], 'empty'],
  ])('%s is told as it is, without a second request', async (_, script, why) => {
    const { answer, model } = await ask(script)
    expect(answer).toEqual({ kind: 'failed', why })
    expect(model.requests).toHaveLength(1)
  })

  test('is found in any text without a fault, and read without a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'{}"\\[]:,1a`') })), text => {
        const read = shape.read(findJson(text))
        expect(['good', 'bad']).toContain(read.kind)
      }),
    )
  })

  test('comes out as it went in, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', '以下のとおりです。\n', '```json\n'), (json, before) => {
        const whole = { a: JSON.parse(json) as unknown }
        expect(findJson(`${before}${JSON.stringify(whole)}`)).toEqual(whole)
      }),
    )
  })
})
