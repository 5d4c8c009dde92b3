// No text makes a regular expression of the product work longer than its length asks for: read by a linter, and tried.
import { createContext, Script } from 'node:vm'
import { analyse } from 'scslre'
import { describe, expect, test } from 'vitest'
import { beginningsOf } from './attack-expression.ts'
import { collectMade, type Expression, readExpressions } from './expressions.ts'

/** Expressions that may take the square of a length, since no length worth speaking of reaches them. */
const SHORT: Readonly<Record<string, string>> = {
  'src/config.ts /\\/+$/u': 'an address in the settings, which the operator writes',
  'src/wiring/checkup/connections.ts /\\/+$/u': 'an address in the settings',
  'src/cli/slack-web-api.ts /\\/*$/u': 'an address in the settings',
  'bot/slack/transport/bot-token.ts /\\/*$/u': 'an address in the settings',
  'src/core/kpi/entered-value.ts /^(?<digits>[\\d,]+)(?<fraction>\\.\\d+)?\\s*(?<suffix>.*)$/u':
    'a number of at most PLAN_LIMITS.value letters: looked at the line before',
  'src/core/kpi/entered-value.ts /\\B(?=(?:\\d{3})+$)/gu': 'the digits of that number',
  'admin/assets/entry-form.js /\\d+$/': 'a label of our own page, in the browser',
  'bot/mail/question-of-mail.ts @': 'a line of at most 250 letters: looked at before',
}

const LENGTH = 50_000
const CPU_MS_MAX = 50
/** What takes longer than this is given up, and has failed. */
const GIVE_UP_MS = 2_000

const nameOf = ({ path, source, flags }: Expression) => `${path} /${source}/${flags}`
const TYPES = { Move: true, Self: true, Trade: true }

const isShort = (expression: Expression): boolean => {
  const line = expression.path === 'bot/mail/question-of-mail.ts' && expression.source.includes('wrote|')
  return line || nameOf(expression) in SHORT
}

const { literals, made } = readExpressions()
const running = await madeWhileRunning()
const expressions: readonly Expression[] = [...literals, ...running.values()]

describe('the expressions of the product', () => {
  test('that are put together while it runs are all known here', () => {
    const places = new Map(made.map(({ path, places: count }) => [path, count]))
    const lines = new Set([...running.keys()].map(key => key.split(' ')[0] ?? ''))
    const found = Map.groupBy(lines, line => line.split(':')[0] ?? '')
    expect(new Map([...found].map(([path, each]) => [path, each.length]))).toEqual(places)
  })

  test('repeat nothing in a way that could be read twice', () => {
    expect(expressions.length).toBeGreaterThan(350)
    const reported = expressions.flatMap(expression => {
      const { source, flags } = expression
      const { reports } = analyse({ source, flags: flags.replace('d', '') }, { reportTypes: TYPES })
      return reports.map(({ type, exponential }) => ({ expression, type, exponential }))
    })
    const others = reported.filter(({ expression, exponential }) => exponential || !isShort(expression))
    expect(others.map(({ expression, type }) => `${type}: ${nameOf(expression)}`)).toEqual([])
  })

  test(`take no longer than ${CPU_MS_MAX} ms of the processor for ${LENGTH} letters made to trouble them`, () => {
    const slow: [string, string, number][] = []
    let tried = 0
    for (const expression of expressions) {
      if (isShort(expression)) continue
      for (const beginning of beginningsOf(expression.source, expression.flags)) {
        for (const end of ['\u0001', '\n!']) {
          const text = beginning.repeat(Math.ceil(LENGTH / beginning.length)).slice(0, LENGTH) + end
          tried += 1
          const ms = leastMs(expression, text)
          if (ms > CPU_MS_MAX) slow.push([nameOf(expression), beginning.slice(0, 40), Math.round(ms)])
        }
      }
    }
    console.log(`${tried} texts of ${LENGTH} letters tried`)
    expect(slow).toEqual([])
  })
})

const SEARCH = new Script('text.replaceAll(expression, "")')

/** The least of a few times: what else the machine does must not count. */
function leastMs({ source, flags }: Expression, text: string): number {
  let least = Infinity
  for (let time = 0; time < 4 && least > CPU_MS_MAX; time += 1)
    least = Math.min(least, searchMs({ source, flags }, text))
  return least
}

function searchMs({ source, flags }: Pick<Expression, 'source' | 'flags'>, text: string): number {
  const global = flags.includes('g') ? flags : `${flags}g`
  const context = createContext({ text, expression: new RegExp(source, global) })
  const before = process.cpuUsage()
  try {
    SEARCH.runInContext(context, { timeout: GIVE_UP_MS })
  } catch {
    return GIVE_UP_MS
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** Runs every place that puts expressions together; modules are read here first, so that theirs are seen as well. */
function madeWhileRunning(): Promise<ReadonlyMap<string, Expression>> {
  return collectMade(async () => {
    await import('../../src/core/masking/written-forms.ts')
    await import('../../src/core/masking/find-addresses.ts')
    const { findEmployeeNumbers } = await import('../../src/core/masking/find-numbers.ts')
    findEmployeeNumbers('S123456 と ab-1234', ['S######', '@@-####'])
    const { factsOf, missingFacts } = await import('../../src/core/compose/text-facts.ts')
    missingFacts(factsOf('3.5と12'), [factsOf('4.5 と 3.5日')])
    const { westernFacts } = await import('../../src/core/rendering/western-facts.ts')
    westernFacts('by May 5, 2026, https://a.example/, 令和8年5月1日, 12:00')
    await import('../../src/core/drafting/check-draft-answer.ts')
    await import('../../src/core/drafting/fit-phrasings.ts')
    await import('../../src/core/rendering/check-rendering.ts')
    const { mergeSettings } = await import('../../src/cli/env-file.ts')
    mergeSettings('A=1\nPORT=3000', { PORT: '3001' })
  })
}
