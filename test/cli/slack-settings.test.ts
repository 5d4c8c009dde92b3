import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { FaqError } from '../../src/core/errors.ts'

const BOT = 'xoxb-1-bot-secret'
const APP = 'xapp-1-app-secret'
const SECRET = '8f742231b10e8888abcd99e8f85a585a'

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(environment)
    return []
  } catch (error) {
    if (error instanceof FaqError && error.code === 'config') return (error as FaqError<'config'>).data.problems
    throw error
  }
}

describe('the settings of Slack', () => {
  test('are not needed: without them Slack is off', () => {
    expect(loadConfig({}).slack).toBeNull()
    expect(loadConfig({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }).slack).toBeNull()
  })

  test('choose Socket Mode by the app token, signed HTTP by the signing secret, another address by its own', () => {
    const off = { appToken: null, signingSecret: null, apiUrl: null, ticketChannel: null, rotation: null }
    expect(loadConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }).slack).toEqual({
      ...off,
      botToken: BOT,
      appToken: APP,
    })
    const http = { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: 'http://127.0.0.1:4003/api/' }
    expect(loadConfig(http).slack).toEqual({
      ...off,
      botToken: BOT,
      signingSecret: SECRET,
      apiUrl: 'http://127.0.0.1:4003/api/',
    })
  })

  test('renew the bot token where all three of a rotation are given', () => {
    const rotated = { SLACK_BOT_TOKEN: 'xoxe.xoxb-1-a', SLACK_APP_TOKEN: APP, SLACK_REFRESH_TOKEN: 'xoxe-1-r' }
    const app = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret' }
    expect(loadConfig({ ...rotated, ...app }).slack?.rotation).toEqual({
      refreshToken: 'xoxe-1-r',
      clientId: '1.2',
      clientSecret: 'client-secret',
    })
    expect(problemsOf(rotated)).toEqual([expect.stringMatching(/^SLACK_REFRESH_TOKEN: .*SLACK_CLIENT_ID.*\*\*\*/u)])
    expect(problemsOf({ ...rotated, ...app, SLACK_REFRESH_TOKEN: BOT }).join()).toMatch(/xoxe-/u)
    expect(problemsOf({ ...rotated, ...app, SLACK_REFRESH_TOKEN: BOT }).join()).not.toContain('secret')
  })

  test('name the channel of tickets by its id, and open the door through which their news leave', () => {
    const config = loadConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_TICKET_CHANNEL: 'C0123456789' })
    expect(config.slack?.ticketChannel).toBe('C0123456789')
    expect(config.outDoors).toEqual(['slack'])
    expect(loadConfig({}).outDoors).toEqual([])
  })

  test.each([
    ['a bot token alone', { SLACK_BOT_TOKEN: BOT }, /^SLACK_APP_TOKEN: .*SLACK_SIGNING_SECRET/u],
    ['an app token alone', { SLACK_APP_TOKEN: APP }, /^SLACK_BOT_TOKEN: /u],
    ['a signing secret alone', { SLACK_SIGNING_SECRET: SECRET }, /^SLACK_BOT_TOKEN: /u],
    ['an app token as the bot token', { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: APP }, /^SLACK_BOT_TOKEN: .*xoxb/u],
    ["a person's token", { SLACK_BOT_TOKEN: 'xoxp-1-person', SLACK_APP_TOKEN: APP }, /^SLACK_BOT_TOKEN: .*xoxb/u],
    ['a bot token as the app token', { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: BOT }, /^SLACK_APP_TOKEN: .*xapp/u],
    ['a token as the secret', { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: BOT }, /^SLACK_SIGNING_SECRET: /u],
    [
      'a channel by its name',
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_TICKET_CHANNEL: '#soudan' },
      /^SLACK_TICKET_CHANNEL: /u,
    ],
    [
      'an address that is none',
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: 'slack' },
      /^SLACK_API_URL: /u,
    ],
  ])('refuse %s, and say what they expect without showing a secret', (_name, environment, problem) => {
    const problems = problemsOf(environment)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
    expect(problems.join()).not.toMatch(/secret\b.*secret|xoxb-1|xapp-1|xoxp-1/u)
  })

  test('name every wrong token at once', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT, SLACK_SIGNING_SECRET: BOT })).toHaveLength(3)
  })
})
