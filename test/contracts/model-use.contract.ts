// What every record of what left, every counter of tokens and every switch of the chat model must do.
import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ModelSwitch } from '../../src/core/ports/model-switch.ts'
import type { OutboundLog, RecordedText, SentText } from '../../src/core/ports/outbound-log.ts'
import type { TokenCounter, TokenUsage } from '../../src/core/ports/token-counter.ts'

export interface ModelUseStores {
  readonly outbound: OutboundLog
  /** Everything on record, oldest first. */
  readonly sent: () => Promise<readonly Omit<RecordedText, 'seq'>[]>
  readonly counter: TokenCounter & TokenUsage
  readonly modelSwitch: ModelSwitch
  readonly now: () => Date
}

const DAY = '2026-04-01'
const NEXT_DAY = '2026-04-02'

export const SENT: SentText = {
  at: new Date('2026-04-01T00:00:00Z'),
  host: 'model.test:8080',
  model: 'tiny',
  purpose: 'compose',
  questionId: 'q1',
  entryIds: ['a', 'b'],
  characters: 1_234,
  maskedKinds: ['phone'],
}

export function modelUseContract(name: string, open: () => Promise<ModelUseStores>): void {
  describe(`${name} keeps the contract of the use of models`, () => {
    let stores: ModelUseStores
    beforeEach(async () => {
      stores = await open()
    })
    const take = (tokens: number, { day = DAY, asker = 'a', all = 100, own = 50 } = {}) =>
      stores.counter.take(day, [
        { name: 'all', tokens, limit: all },
        { name: 'purpose:compose', tokens, limit: all },
        { name: `asker:${asker}`, tokens, limit: own },
      ])

    test('what is recorded stays as it was told', async () => {
      const other: SentText = { ...SENT, purpose: 'rewrite', questionId: null, entryIds: [], maskedKinds: [] }
      expect([await stores.outbound.record(SENT), await stores.outbound.record(other)]).toEqual([true, true])
      expect(await stores.sent()).toMatchObject([SENT, other])
    })

    test('takes all claims or none, and names the first that would pass its limit', async () => {
      expect(await take(50)).toEqual({ kind: 'taken' })
      expect(await take(1)).toEqual({ kind: 'over', name: 'asker:a' })
      expect(await take(50, { asker: 'b' })).toEqual({ kind: 'taken' }) // the refused claim took nothing
      expect(await take(1, { asker: 'c' })).toEqual({ kind: 'over', name: 'all' })
    })

    test('gives back, of the day on which it was taken alone, and never below nothing', async () => {
      const names = ['all', 'purpose:compose', 'asker:a']
      await take(50)
      await stores.counter.giveBack(DAY, names, 20)
      expect(await take(20)).toEqual({ kind: 'taken' })
      await take(50, { day: NEXT_DAY })
      await stores.counter.giveBack(DAY, names, 1_000)
      expect((await stores.counter.tokensOn(DAY)).all).toBe(0)
      expect((await stores.counter.tokensOn(NEXT_DAY)).all).toBe(50)
      await stores.counter.giveBack('2000-01-01', names, 5)
      expect((await stores.counter.tokensOn('2000-01-01')).all).toBe(0)
    })

    test('begins anew on the next day', async () => {
      await take(50)
      expect(await take(50, { day: NEXT_DAY })).toEqual({ kind: 'taken' })
    })

    test('tells how much was taken for what, and by how many, not by whom', async () => {
      await take(30)
      await take(10, { asker: 'b' })
      await take(10, { asker: 'b' })
      const used = await stores.counter.tokensOn(DAY)
      expect([used.all, used.byPurpose, used.askers]).toEqual([50, { compose: 50 }, 2])
      expect([0, 20, 21, 31].map(used.askersWithAtLeast)).toEqual([2, 2, 1, 0])
      expect(JSON.stringify(used)).not.toContain('asker:')
    })

    test('many claims at once take no more than one after the other', async () => {
      const taken = await Promise.all(Array.from({ length: 30 }, (_, i) => take(10, { asker: String(i) })))
      expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(10)
    })

    test('never lets a sum pass its limit', async () => {
      let day = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(60), { maxLength: 12 }), async claims => {
          day += 1
          let sum = 0
          for (const tokens of claims) {
            const { kind } = await stores.counter.take(String(day), [{ name: 'all', tokens, limit: 100 }])
            if (kind === 'taken') sum += tokens
          }
          expect(sum).toBeLessThanOrEqual(100)
        }),
        { numRuns: 20 },
      )
    })

    test('the switch is on until somebody moves it, and tells who did', async () => {
      const { modelSwitch, now } = stores
      expect(await modelSwitch.read()).toEqual({ isOn: true, moved: null })
      await modelSwitch.move(false, 'user:kanri')
      expect(await modelSwitch.read()).toEqual({ isOn: false, moved: { at: now(), by: 'user:kanri' } })
      await modelSwitch.move(false, 'user:other') // it stands there already
      expect((await modelSwitch.read()).moved?.by).toBe('user:kanri')
      await modelSwitch.move(true, 'user:other')
      expect(await modelSwitch.read()).toMatchObject({ isOn: true, moved: { by: 'user:other' } })
    })
  })
}
