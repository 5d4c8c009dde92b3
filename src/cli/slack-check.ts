// What `zencho slack check` finds out, in the order in which it has to be put right. It posts nothing.
import { type Finding, fault, good, note } from '../core/checkup.ts'
import { slackTexts } from '../core/messages/ja/slack-check.ts'
import { tryGreeting } from './slack-socket.ts'
import { callSlack, reasonOf, type SlackReply } from './slack-web-api.ts'

const { items, messages, actions } = slackTexts.check
const SLACK_API_URL = 'https://slack.com/api/'

/** As they were given, right or wrong; null where there is none. */
export interface SlackSettingsGiven {
  readonly botToken: string | null
  readonly appToken: string | null
  readonly signingSecret: string | null
  readonly apiUrl: string | null
  /** The bot token is renewed by the product itself. */
  readonly rotates: boolean
}

export interface SlackCheck {
  readonly settings: SlackSettingsGiven
  /** Of the bot, as the manifest has them. */
  readonly neededScopes: readonly string[]
  /** Channels that the bot should be in; asked only once the settings are in order. */
  readonly channels: () => Promise<readonly string[]>
}

export async function checkSlack({ settings, neededScopes, channels }: SlackCheck): Promise<readonly Finding[]> {
  const { botToken, appToken } = settings
  const apiUrl = settings.apiUrl ?? SLACK_API_URL
  const forms = [botTokenForm(settings), appTokenForm(settings), secretForm(settings), apiUrlForm(settings)].flat()
  const isWell = (item: string, findings: readonly Finding[]) => {
    return !findings.some(finding => finding.item === item && finding.status === 'fault')
  }
  const isBotUsable = botToken !== null && isWell(items.botToken, forms) && isWell(items.apiUrl, forms)
  const areFormsGood = !forms.some(({ status }) => status === 'fault')
  const wanted = areFormsGood ? await channels() : []
  const bot = isBotUsable ? await checkBot(botToken, { apiUrl, neededScopes, channels: wanted }) : []
  // What does not answer is not asked twice.
  const isAppUsable = appToken !== null && isWell(items.appToken, forms) && isWell(items.apiUrl, [...forms, ...bot])
  const socket = isAppUsable ? await checkSocket(appToken, apiUrl) : []
  return [...forms, ...bot, ...socket]
}

function botTokenForm({ botToken, rotates }: SlackSettingsGiven): readonly Finding[] {
  if (botToken === null) return [fault(items.botToken, messages.notSet, actions.setBotToken)]
  if (hasBlanks(botToken)) return [fault(items.botToken, messages.blankInside, actions.removeBlanks)]
  if (botToken.startsWith('xoxe.')) return rotates ? [] : [note(items.botToken, messages.rotated, actions.rotationOff)]
  if (botToken.startsWith('xoxb-')) return []
  return [fault(items.botToken, messages.wrongKind('xoxb-', prefixOf(botToken)), actions.botTokenPlace)]
}

function appTokenForm({ appToken, signingSecret }: SlackSettingsGiven): readonly Finding[] {
  if (appToken === null)
    return signingSecret === null ? [fault(items.appToken, messages.wayNotSet, actions.setWay)] : []
  if (hasBlanks(appToken)) return [fault(items.appToken, messages.blankInside, actions.removeBlanks)]
  if (appToken.startsWith('xapp-')) return []
  return [fault(items.appToken, messages.wrongKind('xapp-', prefixOf(appToken)), actions.appTokenPlace)]
}

function secretForm({ appToken, signingSecret }: SlackSettingsGiven): readonly Finding[] {
  if (signingSecret === null) return []
  if (appToken !== null) return [note(items.signingSecret, messages.secretUnused, null)]
  if (hasBlanks(signingSecret)) return [fault(items.signingSecret, messages.blankInside, actions.removeBlanks)]
  if (!/^[0-9a-f]{32}$/u.test(signingSecret))
    return [fault(items.signingSecret, messages.secretForm, actions.secretPlace)]
  return [
    good(items.signingSecret, messages.formGood),
    note(items.signingSecret, messages.httpUnchecked, actions.httpUrl),
  ]
}

function apiUrlForm({ apiUrl }: SlackSettingsGiven): readonly Finding[] {
  if (apiUrl === null || (URL.canParse(apiUrl) && /^https?:/u.test(apiUrl))) return []
  return [fault(items.apiUrl, messages.notAnAddress(apiUrl), actions.proxy)]
}

function hasBlanks(value: string): boolean {
  return /[\s"'“”]/u.test(value)
}

/** Enough to see the mistake, too little to use. */
function prefixOf(value: string): string {
  return /^(xox[a-z]|xapp)-/u.exec(value)?.[0] ?? `${value.slice(0, 3)}…`
}

interface BotCheck {
  readonly apiUrl: string
  readonly neededScopes: readonly string[]
  readonly channels: readonly string[]
}

async function checkBot(token: string, { apiUrl, neededScopes, channels }: BotCheck): Promise<readonly Finding[]> {
  const reply = await callSlack('auth.test', {}, { apiUrl, token })
  if (reply.kind !== 'ok') return [explain(reply, items.botToken, apiUrl)]
  const { team = '', user = '', bot_id: botId } = reply.body
  const identity =
    typeof botId === 'string'
      ? good(items.botToken, messages.accepted(String(team), String(user)))
      : fault(items.botToken, messages.notABot, actions.botTokenPlace)
  const inChannels = []
  for (const channel of channels) inChannels.push(await checkChannel(channel, { apiUrl, token }))
  return [
    good(items.apiUrl, messages.reached(apiUrl)),
    identity,
    ...compareScopes(reply.scopes, neededScopes),
    ...inChannels,
  ]
}

function compareScopes(granted: readonly string[] | null, needed: readonly string[]): readonly Finding[] {
  if (granted === null) return [note(items.scopes, messages.scopesUnknown, null)]
  const missing = needed.filter(scope => !granted.includes(scope))
  const extra = granted.filter(scope => scope !== '' && !needed.includes(scope))
  return [
    missing.length > 0
      ? fault(items.scopes, messages.scopesMissing(missing), actions.addScopes)
      : good(items.scopes, messages.scopesGood),
    ...(extra.length > 0 ? [note(items.scopes, messages.scopesExtra(extra), actions.removeScopes)] : []),
  ]
}

/** By reading one message, which the bot may where it takes part. */
async function checkChannel(
  channel: string,
  access: { readonly apiUrl: string; readonly token: string },
): Promise<Finding> {
  const item = items.channel(channel)
  const reply = await callSlack('conversations.history', { channel, limit: '1' }, access)
  if (reply.kind === 'ok') return good(item, messages.channelGood)
  if (reply.kind === 'refused' && reply.error === 'not_in_channel') {
    return fault(item, messages.channelAbsent, actions.invite)
  }
  if (reply.kind === 'refused' && reply.error === 'channel_not_found') {
    return fault(item, messages.channelUnknown, actions.channelId)
  }
  return explain(reply, item, access.apiUrl)
}

async function checkSocket(token: string, apiUrl: string): Promise<readonly Finding[]> {
  const reply = await callSlack('apps.connections.open', {}, { apiUrl, token })
  if (reply.kind === 'refused' && !(reply.error in actions.tokenOf)) {
    return [fault(items.socket, `${messages.socketModeOff}${messages.failed(reply.error)}`, actions.socketMode)]
  }
  if (reply.kind !== 'ok') return [explain(reply, items.appToken, apiUrl)]
  const url = String(reply.body['url'])
  const reason = await tryGreeting(url).catch((error: unknown) => reasonOf(error))
  if (reason === null) return [good(items.socket, messages.socketOpen)]
  const host = URL.canParse(url) ? new URL(url).host : url
  return [fault(items.socket, messages.socketClosed(host, reason), actions.socketNetwork)]
}

function explain(reply: Exclude<SlackReply, { readonly kind: 'ok' }>, item: string, apiUrl: string): Finding {
  switch (reply.kind) {
    case 'refused':
      return fault(item, messages.refused(reply.error), actions.tokenOf[reply.error] ?? actions.reinstall)
    case 'limited':
      return fault(item, messages.limited, actions.later)
    case 'not_slack':
      return fault(items.apiUrl, messages.notSlack(apiUrl, reply.status), actions.proxy)
    case 'unreachable':
      return fault(items.apiUrl, messages.unreachable(apiUrl, reply.reason), actions.network)
    default:
      return reply satisfies never
  }
}
