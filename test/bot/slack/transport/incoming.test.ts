import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIncoming } from '../../../../bot/slack/transport/incoming.ts'
import { appMention, blockAction, directMessage, viewSubmission } from '../../../fakes/slack-requests.ts'

const shortcut = {
  type: 'message_action',
  callback_id: 'faq_search',
  trigger_id: 't3',
  channel: { id: 'C1' },
  message: { ts: '5.1', thread_ts: '4.1' },
}

describe('what came in', () => {
  test.each([
    ['an event', directMessage('1'), 'event:Ev1', 'transport'],
    ['a command', { command: '/faq', trigger_id: 't1', text: '年休' }, 'command:t1', 'listener'],
    ['a button', blockAction('t2'), 'block_actions:t2', 'transport'],
    ['a shortcut on a message', shortcut, 'message_action:t3', 'transport'],
    ['a shortcut of the workspace', { type: 'shortcut', trigger_id: 't4' }, 'shortcut:t4', 'transport'],
    ['a form', viewSubmission('t5'), 'view_submission:t5', 'listener'],
    ['a closed form', { type: 'view_closed', view: { id: 'V1', hash: 'h' } }, 'view_closed:V1:h', 'transport'],
    ['a menu that asks for its options', { type: 'block_suggestion', value: '人' }, null, 'listener'],
  ])('as %s has its key and the one who acknowledges it', (_name, body, key, acknowledgedBy) => {
    expect(readIncoming(body)).toMatchObject({ key, acknowledgedBy, ignored: false })
  })

  test('tells where its answer would stand', () => {
    const since = '1796007600.000100'
    expect(readIncoming(directMessage('1')).place).toEqual({ channel: 'D1', thread: null, since })
    expect(readIncoming(appMention('1', { thread_ts: '1.2' })).place).toEqual({ channel: 'C1', thread: '1.2', since })
    expect(readIncoming(shortcut).place).toEqual({ channel: 'C1', thread: '4.1', since: '5.1' })
    expect(readIncoming(viewSubmission('t5')).place).toBeNull()
    expect(
      readIncoming({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_home_opened', channel: 'D1' } })
        .place,
    ).toBeNull()
  })

  test('of two forms sent one after the other from the same view has two keys', () => {
    expect(readIncoming(viewSubmission('t1')).key).not.toBe(readIncoming(viewSubmission('t2')).key)
  })

  test('always has a key that is the same for the same body, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), body => {
        const { key, ignored } = readIncoming(body)
        expect([typeof key, ignored]).toEqual(['string', false])
        expect(readIncoming(structuredClone(body)).key).toBe(key)
      }),
    )
    expect(readIncoming({ event: 'text', channel: 5, view: [], trigger_id: 7 }).key).toMatch(/^body:/u)
  })
})
