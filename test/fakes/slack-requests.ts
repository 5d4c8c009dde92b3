// Requests as Slack sends them: signed, events as JSON, commands as a form, interactivity as JSON in a form.
import { createHmac } from 'node:crypto'

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'

export interface SlackRequest {
  readonly body: string
  readonly contentType: string
  /** Of its making; Slack makes a new one for each retry. */
  readonly at: Date
  readonly headers?: Readonly<Record<string, string>>
}

export function eventRequest(body: object, at: Date, headers: Readonly<Record<string, string>> = {}): SlackRequest {
  return { body: JSON.stringify(body), contentType: 'application/json', at, headers }
}

export function interactionRequest(payload: object, at: Date): SlackRequest {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return { body, contentType: 'application/x-www-form-urlencoded', at }
}

export function commandRequest(fields: Readonly<Record<string, string>>, at: Date): SlackRequest {
  const all = {
    token: 'x',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    command: '/faq',
    text: '年休の申請方法',
    ...fields,
  }
  return { body: new URLSearchParams(all).toString(), contentType: 'application/x-www-form-urlencoded', at }
}

export const retry = (number: number, reason = 'http_timeout') => ({
  'X-Slack-Retry-Num': String(number),
  'X-Slack-Retry-Reason': reason,
})

export function signedHeaders(
  { body, contentType, at, headers }: SlackRequest,
  secret = SIGNING_SECRET,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return {
    'Content-Type': contentType,
    'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': signature,
    ...headers,
  }
}

/** A question in a direct message. */
export function directMessage(
  id: string,
  some: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const event = {
    type: 'message',
    channel_type: 'im',
    channel: 'D1',
    user: 'U1',
    text: `質問${id}`,
    ts: '1796007600.000100',
    ...some,
  }
  return {
    token: 'x',
    team_id: 'T1',
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: `Ev${id}`,
    event_time: 1_796_007_600,
    event,
  }
}

/** A question to the bot in a channel. */
export function appMention(
  id: string,
  some: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return directMessage(id, {
    type: 'app_mention',
    channel_type: 'channel',
    channel: 'C1',
    text: `<@UBOT> 質問${id}`,
    ...some,
  })
}

export function blockAction(
  id: string,
  some: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const action = { type: 'button', action_id: 'choose', block_id: 'b', value: 'nenkyu', action_ts: '1796007600.1' }
  const people = { team: { id: 'T1', domain: 'shiomi' }, user: { id: 'U1', team_id: 'T1' } }
  const container = { type: 'message', message_ts: '1796007600.000100', channel_id: 'D1' }
  return {
    type: 'block_actions',
    ...people,
    container,
    channel: { id: 'D1' },
    trigger_id: id,
    actions: [action],
    ...some,
  }
}

export function viewSubmission(
  id: string,
  some: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const view = { id: 'V1', hash: 'h1', type: 'modal', callback_id: 'comment', state: { values: {} } }
  return {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1', team_id: 'T1' },
    trigger_id: id,
    view,
    ...some,
  }
}
