// Whatever an editor, an asker or an attacker may have written, for property tests of what is sent to Slack.
import fc from 'fast-check'
import type { Where } from '../../../bot/slack/where.ts'
import type { Turn } from '../../../src/core/conversation/turn.ts'
import { ENTRY_LIMITS, type Entry, type Section } from '../../../src/core/entry.ts'
import { TICKET_STATES, type Ticket } from '../../../src/core/ticket/ticket.ts'

/** Marks of Markdown and of Slack, mentions, letters of several units, and letters that JSON spells with two bytes. */
const BITS = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '@channel',
  '<@U123>',
  '<#C1|総務>',
  '<https://evil.example|人事課>',
  '&lt;!channel&gt;',
  '**',
  '*',
  '_',
  '~~',
  '`',
  '```\n',
  '\n',
  '\n\n',
  '\n- ',
  '\n  - ',
  '\n1. ',
  '\n   1. ',
  '\n# ',
  '\n> ',
  '\n---\n',
  '\n| 区分 | 期限 |\n|---|---|\n| 年休 | 前日 |\n',
  '\n| a | b |\n|-|-|\n| とても長い説明が入る欄です。とても長い説明が入る欄です。とても長い説明が入る欄です。 | x |\n',
  '[様式](https://shiomi.example/a?b=1&c=2)',
  '[x](javascript:alert(1))',
  '![絵](https://shiomi.example/a.png)',
  '<script>alert(1)</script>',
  '年次有給休暇',
  '前日までに申請してください。',
  '👩‍👩‍👧‍👦',
  '𠮷野家',
  'か\u3099',
  '\u202e',
  '\u200b',
  '"',
  '\\',
  '\t',
  '\u0000',
  '\ud800',
  ' ',
  'https://shiomi.example/',
] as const

const bits = (most: number) =>
  fc
    .array(
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...BITS) }, fc.string({ unit: 'grapheme', maxLength: 20 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    .chain(parts => fc.integer({ min: 1, max: 400 }).map(times => parts.join('').repeat(times)))
    .map(text => `あ${text}`.toWellFormed().trim())
    .map(text => [...text].slice(0, most).join(''))

/** Anything that passes for a text of at most so many code points. */
export const anyText = (most: number): fc.Arbitrary<string> => bits(most)

const anySection: fc.Arbitrary<Section> = fc.record({
  code: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/u),
  name: anyText(200),
})

export const anySections = (most: number): fc.Arbitrary<readonly Section[]> =>
  fc.uniqueArray(anySection, { maxLength: most, selector: ({ code }) => code })

export const anyEntry: fc.Arbitrary<Entry> = fc.record({
  id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u),
  section: anySection,
  status: fc.constant('published' as const),
  revision: fc.constant(1),
  registeredOn: fc.constant('2026-04-01'),
  revisedOn: fc.constantFrom('2026-04-01', '2019-04-30', '2099-12-31'),
  question: anyText(ENTRY_LIMITS.question),
  answer: anyText(ENTRY_LIMITS.answer),
  phrasings: fc.constant([]),
  negativePhrasings: fc.constant([]),
  tags: fc.constant([]),
  basis: fc.array(anyText(ENTRY_LIMITS.basis), { maxLength: ENTRY_LIMITS.bases }),
  reviewBy: fc.constantFrom(null, '2026-03-31'),
  validFrom: fc.constant(null),
  validUntil: fc.constant(null),
  visibleTo: fc.constant([]),
  mergedInto: fc.constant(null),
})

export const anyWhere: fc.Arbitrary<Where> = fc.record({
  kind: fc.constantFrom('direct', 'public', 'private'),
  thread: fc.constantFrom(null, '1796007600.000100'),
})

export const anyTurn: fc.Arbitrary<Turn> = fc.record({
  questionId: fc.uuid(),
  text: anyText(1_000),
  narrowedTo: fc.constant(null),
  wholeText: fc.string(),
  followUp: fc.boolean(),
  rewrittenAs: fc.option(anyText(200)),
  answer: fc.option(
    fc.record({
      entry: anyEntry,
      chosen: fc.boolean(),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      reviewOverdue: fc.boolean(),
    }),
  ),
  withdrawn: fc.boolean(),
  others: fc.array(anyEntry, { maxLength: 5 }),
  feedback: fc.constantFrom(null, 'resolved', 'unresolved', 'none_of_these'),
  commented: fc.boolean(),
  recorded: fc.boolean(),
})

export const anyTicket: fc.Arbitrary<Ticket> = fc.record({
  id: fc.uuid(),
  fiscalYear: fc.integer({ min: 2024, max: 2099 }),
  number: fc.integer({ min: 1, max: 99_999 }),
  version: fc.integer({ min: 1, max: 999 }),
  state: fc.constantFrom(...TICKET_STATES),
  question: anyText(1_000),
  questionId: fc.option(fc.uuid()),
  section: anySection,
  suggestedSectionCode: fc.constant(null),
  replyTo: fc.constantFrom(
    { door: 'slack', place: 'C1', thread: '1796007600.000100', user: 'U1' },
    { door: 'slack', place: 'D1', thread: null, user: 'U1' },
    { door: 'web' },
  ),
  asker: fc.constant(null),
  askerName: fc.option(anyText(100)),
  dueOn: fc.constant('2026-12-07'),
  answer: fc.option(
    fc.record({
      text: anyText(20_000),
      by: fc.constant('slack:U9'),
      at: fc.constant(new Date('2026-12-01T00:00:00Z')),
    }),
  ),
  entryId: fc.option(fc.constant('jinji-q2026-1')),
  mergedInto: fc.constant(null),
  openedAt: fc.constant(new Date('2026-11-30T03:00:00Z')),
  changedAt: fc.constant(new Date('2026-11-30T03:00:00Z')),
})
