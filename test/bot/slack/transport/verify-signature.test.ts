import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifySignature } from '../../../../bot/slack/transport/verify-signature.ts'

// Slack's published example of a request and its signature.
const EXAMPLE = {
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
}
const now = new Date(1_531_420_618_000)
const { signingSecret } = EXAMPLE
const request = { timestamp: EXAMPLE.timestamp, signature: EXAMPLE.signature, body: Buffer.from(EXAMPLE.body) }

test("believes Slack's own example, at its time", () => {
  expect(verifySignature(request, { signingSecret, now })).toBe('genuine')
})

test.each([
  [-301, 'stale'],
  [-300, 'genuine'],
  [300, 'genuine'],
  [301, 'stale'],
])('read %i s after it was made, it is %s', (seconds, verdict) => {
  const then = new Date(now.getTime() + seconds * 1000)
  expect(verifySignature(request, { signingSecret, now: then })).toBe(verdict)
})

test('believes nothing else: not another secret, another body, another time, or anything where a signature belongs', () => {
  expect(verifySignature(request, { signingSecret: 'another', now })).toBe('forged')
  expect(verifySignature({ ...request, timestamp: '1531420619' }, { signingSecret, now })).toBe('forged')
  fc.assert(
    fc.property(fc.nat({ max: EXAMPLE.body.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, flip) => {
      const body = Buffer.from(EXAMPLE.body)
      body[place] = (body[place] ?? 0) ^ flip
      expect(verifySignature({ ...request, body }, { signingSecret, now })).toBe('forged')
    }),
  )
  fc.assert(
    fc.property(
      fc.option(fc.string(), { nil: undefined }),
      fc.option(fc.string(), { nil: undefined }),
      (timestamp, signature) => {
        expect(verifySignature({ timestamp, signature, body: request.body }, { signingSecret, now })).toBe('forged')
      },
    ),
  )
})
