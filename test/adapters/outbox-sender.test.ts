import { expect, test } from 'vitest'
import { openOutboxSender } from '../../src/adapters/outbox-sender.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { OutMessage } from '../../src/core/ports/outbox.ts'
import { openMemoryOutbox } from '../fakes/memory-outbox.ts'

const CREATED_AT = new Date('2026-11-22T01:00:00Z')

function openStory(deliver: (message: OutMessage) => Promise<void>) {
  const clock = { now: CREATED_AT }
  const outbox = openMemoryOutbox(CREATED_AT)
  const logged: string[] = []
  const prepared: number[] = []
  const sender = openOutboxSender({
    outbox,
    deliverers: new Map([['slack', deliver]]),
    prepare: async () => void prepared.push(1),
    now: () => clock.now,
    log: event => void logged.push(event),
  })
  return { clock, outbox, sender, logged, prepared }
}

test('sends what is due in the order of writing, each once, and only by the doors that are there', async () => {
  const sent: string[] = []
  const { outbox, sender } = openStory(async ({ ticketId }) => void sent.push(ticketId))
  outbox.add('t1', 'slack')
  outbox.add('t2', 'mail')
  outbox.add('t3', 'slack')
  await Promise.all([sender.settle(), sender.settle()])
  await sender.settle()
  expect(sent).toEqual(['t1', 't3'])
  expect(await outbox.counts()).toEqual({ waiting: 1, givenUp: 0 })
  await sender.close()
})

test('tries again what failed, when its time has come, and goes on with the others meanwhile', async () => {
  let down = true
  const sent: string[] = []
  const { clock, outbox, sender, logged } = openStory(async ({ ticketId }) => {
    if (down && ticketId === 't1') throw new Error('ratelimited')
    sent.push(ticketId)
  })
  outbox.add('t1', 'slack')
  outbox.add('t2', 'slack')
  await sender.settle()
  down = false
  await sender.settle()
  expect(sent).toEqual(['t2'])
  clock.now = new Date(CREATED_AT.getTime() + 5_000)
  await sender.settle()
  expect([sent, logged]).toEqual([['t2', 't1'], ['message_not_sent']])
  await sender.close()
})

test('gives up at once what can never be delivered, and after a week what could not', async () => {
  const { clock, outbox, sender } = openStory(async ({ ticketId }) => {
    if (ticketId === 't1') throw new FaqError('undeliverable', { door: 'slack', reason: 'channel_not_found' })
    throw new Error('down')
  })
  outbox.add('t1', 'slack')
  outbox.add('t2', 'slack')
  await sender.settle()
  expect(await outbox.counts()).toEqual({ waiting: 1, givenUp: 1 })
  clock.now = new Date(CREATED_AT.getTime() + 8 * 24 * 60 * 60_000)
  await sender.settle()
  expect(await outbox.counts()).toEqual({ waiting: 0, givenUp: 2 })
  await sender.close()
})

test('closing waits for what is being sent, and nothing is begun after it', async () => {
  const release = Promise.withResolvers<void>()
  const sent: string[] = []
  const { outbox, sender } = openStory(async ({ ticketId }) => {
    await release.promise
    sent.push(ticketId)
  })
  outbox.add('t1', 'slack')
  sender.poke()
  const closed = sender.close()
  release.resolve()
  await closed
  outbox.add('t2', 'slack')
  await sender.settle()
  expect(sent).toEqual(['t1'])
})
