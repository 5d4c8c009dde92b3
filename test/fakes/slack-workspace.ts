// A workspace as people see it: channels with messages and their blocks, messages that one person alone sees, windows, the
// app's home. It speaks Slack's Web API to the product, refuses what Slack would refuse, and sends what people do as signed
// requests.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { types } from '@slack/bolt'
import { brokenByMessage, brokenByView } from '../bot/slack/slack-limits.ts'
import { commandRequest, eventRequest, interactionRequest, type SlackRequest, signedHeaders } from './slack-requests.ts'

export interface ShownMessage {
  readonly channel: string
  readonly thread: string | null
  readonly ts: string
  readonly text: string
  readonly blocks: readonly types.KnownBlock[]
  readonly metadata: unknown
  /** The one person who sees it; null for all in the channel. */
  readonly onlyFor: string | null
}

export interface ShownView {
  readonly id: string
  readonly view: types.ModalView
}

type Args = Readonly<Record<string, string>>
type Reply = Readonly<Record<string, unknown>>

export interface SlackWorkspace {
  readonly url: string
  readonly messages: readonly ShownMessage[]
  readonly views: readonly ShownView[]
  readonly homes: ReadonlyMap<string, types.HomeView>
  readonly calls: readonly { readonly method: string; readonly args: Args }[]
  /** Where the product hears of what people do. */
  readonly connect: (eventsUrl: string) => void
  /** Methods that are refused, by Slack's word. */
  readonly refuse: (method: string, decide: (args: Args) => string | null) => void
  /** Resolves once it holds; looked at after every call of the product. */
  readonly until: (holds: () => boolean) => Promise<void>
  readonly event: (event: Readonly<Record<string, unknown>>) => Promise<void>
  readonly send: (request: SlackRequest) => Promise<Reply>
  readonly post: (
    message: Pick<ShownMessage, 'channel' | 'text'> & { readonly user: string; readonly thread?: string },
  ) => string
  readonly responseUrl: (address: Address) => string
  readonly nextTrigger: () => string
  readonly close: () => Promise<void>
}

/** What an address for answers stands for. */
export interface Address {
  readonly channel: string
  readonly user: string
  readonly original: ShownMessage | null
}

const BOT = {
  url: 'https://shiomi.slack.com/',
  team: '汐見県',
  user: 'faq',
  team_id: 'T1',
  user_id: 'UBOT',
  bot_id: 'BBOT',
}

export async function openSlackWorkspace(): Promise<SlackWorkspace> {
  const messages: ShownMessage[] = []
  const views: ShownView[] = []
  const homes = new Map<string, types.HomeView>()
  const calls: { method: string; args: Args }[] = []
  const said: { channel: string; ts: string; thread: string | undefined; user: string; text: string }[] = []
  const addresses = new Map<string, Address>()
  const triggers = new Set<string>()
  const refusals = new Map<string, (args: Args) => string | null>()
  const watchers = new Set<{ readonly holds: () => boolean; readonly resolve: () => void }>()
  let eventsUrl = ''
  let count = 0
  const nextTs = () => `${Math.floor(Date.now() / 1000)}.${String((count += 1)).padStart(6, '0')}`

  const show = (args: Args, onlyFor: string | null): Reply => {
    const blocks = JSON.parse(args['blocks'] ?? '[]') as types.KnownBlock[]
    const { text = '', channel = '', thread_ts: thread = null } = args
    const broken = brokenByMessage({ text, blocks })
    if (broken.length > 0) return { ok: false, error: 'invalid_blocks', broken }
    const metadata: unknown = args['metadata'] === undefined ? null : JSON.parse(args['metadata'])
    const place = /^[UW]/u.test(channel) ? `D-${channel}` : channel
    const shown = { channel: place, thread, ts: nextTs(), text, blocks, metadata, onlyFor }
    messages.push(shown)
    return { ok: true, channel: place, ts: shown.ts, message_ts: shown.ts }
  }
  const change = (old: ShownMessage | undefined, args: Args): Reply => {
    if (old === undefined) return { ok: false, error: 'message_not_found' }
    const blocks = JSON.parse(args['blocks'] ?? '[]') as types.KnownBlock[]
    const broken = brokenByMessage({ text: args['text'] ?? '', blocks })
    if (broken.length > 0) return { ok: false, error: 'invalid_blocks', broken }
    messages[messages.indexOf(old)] = { ...old, text: args['text'] ?? '', blocks }
    return { ok: true, ts: old.ts, channel: old.channel }
  }
  const openView = (args: Args): Reply => {
    const view = JSON.parse(args['view'] ?? '{}') as types.ModalView
    if (!triggers.delete(args['trigger_id'] ?? '')) return { ok: false, error: 'expired_trigger_id' }
    const broken = brokenByView(view)
    if (broken.length > 0) return { ok: false, error: 'invalid_arguments', broken }
    const id = `V${(count += 1)}`
    views.push({ id, view })
    return { ok: true, view: { ...view, id } }
  }
  const perform = (method: string, args: Args): Reply => {
    const refusal = refusals.get(method)?.(args) ?? null
    if (refusal !== null) return { ok: false, error: refusal }
    switch (method) {
      case 'auth.test':
        return { ok: true, ...BOT }
      case 'chat.postMessage':
        return show(args, null)
      case 'chat.postEphemeral':
        return show(args, args['user'] ?? '')
      case 'chat.update':
        return change(
          messages.find(({ ts, onlyFor }) => ts === args['ts'] && onlyFor === null),
          args,
        )
      case 'views.open':
        return openView(args)
      case 'views.update': {
        const at = views.findIndex(({ id }) => id === args['view_id'])
        const view = JSON.parse(args['view'] ?? '{}') as types.ModalView
        const broken = brokenByView(view)
        const old = views[at]
        if (broken.length > 0 || old === undefined) return { ok: false, error: 'invalid_arguments', broken }
        views[at] = { ...old, view }
        return { ok: true, view: { ...view, id: old.id } }
      }
      case 'views.publish': {
        const home = JSON.parse(args['view'] ?? '{}') as types.HomeView
        const broken = brokenByView(home)
        if (broken.length > 0) return { ok: false, error: 'invalid_arguments', broken }
        homes.set(args['user_id'] ?? '', home)
        return { ok: true, view: home }
      }
      case 'conversations.replies': {
        const root = args['ts']
        const thread = said.filter(({ ts, thread: its }) => ts === root || its === root)
        return { ok: true, messages: thread.map(({ thread: its, ...rest }) => ({ ...rest, thread_ts: its })) }
      }
      case 'conversations.history': {
        const shown = messages.filter(({ channel, onlyFor }) => channel === args['channel'] && onlyFor === null)
        return { ok: true, messages: shown.map(({ ts, text, metadata }) => ({ ts, text, metadata })) }
      }
      case 'assistant.threads.setStatus':
      case 'assistant.threads.setTitle':
      case 'assistant.threads.setSuggestedPrompts':
        return { ok: true }
      default:
        return { ok: false, error: 'unknown_method' }
    }
  }
  const respondBy = (address: Address, body: Readonly<Record<string, unknown>>): boolean => {
    const args = {
      text: typeof body['text'] === 'string' ? body['text'] : '',
      blocks: JSON.stringify(body['blocks'] ?? []),
      channel: address.channel,
      ...(typeof body['thread_ts'] === 'string' ? { thread_ts: body['thread_ts'] } : {}),
    }
    const isReplacing = body['replace_original'] === true && address.original !== null
    const original = messages.find(({ ts }) => ts === address.original?.ts)
    const reply = isReplacing
      ? change(original, args)
      : show(args, body['response_type'] === 'in_channel' ? null : address.user)
    return reply['ok'] === true
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname
    const body = await readBody(request)
    const address = addresses.get(path)
    if (address !== undefined) {
      calls.push({ method: 'response_url', args: { body } })
      const done = respondBy(address, JSON.parse(body) as Record<string, unknown>)
      response.writeHead(done ? 200 : 400)
      response.end(done ? 'ok' : 'invalid_blocks')
    } else {
      const method = path.split('/').at(-1) ?? ''
      const args = Object.fromEntries(new URLSearchParams(body))
      calls.push({ method, args })
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify(perform(method, args)))
    }
    for (const watcher of watchers) if (watcher.holds() && watchers.delete(watcher)) watcher.resolve()
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  const send = async (request: SlackRequest): Promise<Reply> => {
    const response = await fetch(eventsUrl, { method: 'POST', headers: signedHeaders(request), body: request.body })
    const body = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${body}`)
    return body.startsWith('{') ? (JSON.parse(body) as Reply) : {}
  }
  return {
    url: `${base}/api/`,
    messages,
    views,
    homes,
    calls,
    connect: url => {
      eventsUrl = url
    },
    refuse: (method, decide) => void refusals.set(method, decide),
    until: holds => new Promise(resolve => (holds() ? resolve() : watchers.add({ holds, resolve }))),
    event: async event => {
      const eventId = `Ev${(count += 1)}`
      const body = { token: 'x', team_id: 'T1', api_app_id: 'A1', type: 'event_callback', event_id: eventId, event }
      await send(eventRequest({ ...body, event_time: Math.floor(Date.now() / 1000) }, new Date()))
    },
    send,
    post: ({ channel, text, user, thread }) => {
      const ts = nextTs()
      said.push({ channel, ts, thread, user, text })
      return ts
    },
    responseUrl: address => {
      const path = `/response/${(count += 1)}`
      addresses.set(path, address)
      return `${base}${path}`
    },
    nextTrigger: () => {
      const trigger = `trigger-${(count += 1)}`
      triggers.add(trigger)
      return trigger
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** A member of staff who uses the workspace. */
export interface Person {
  readonly id: string
  /** The direct channel with the app. */
  readonly direct: string
  readonly say: (text: string, more?: Readonly<Record<string, unknown>>) => Promise<void>
  readonly mention: (text: string, place: { readonly channel: string; readonly thread?: string }) => Promise<string>
  readonly command: (text: string, channel?: string) => Promise<Reply>
  readonly shortcut: (callback: string, message: Readonly<Record<string, unknown>>, channel?: string) => Promise<void>
  /** Presses the button of this name; the `nth` of them. */
  readonly click: (on: ShownMessage | types.HomeView, action: string, nth?: number) => Promise<void>
  /** Sends a window with what stands in its inputs, changed by `typed`. */
  readonly submit: (shown: ShownView, typed?: Readonly<Record<string, unknown>>) => Promise<Reply>
  readonly closeView: (shown: ShownView) => Promise<void>
  readonly openHome: () => Promise<void>
}

export function personIn(workspace: SlackWorkspace, id: string): Person {
  const direct = `D-${id}`
  const who = {
    team: { id: 'T1', domain: 'shiomi' },
    user: { id, name: `${id.toLowerCase()}.shiomi`, username: `${id.toLowerCase()}.shiomi`, team_id: 'T1' },
  }
  const interact = (payload: object) =>
    workspace.send(interactionRequest({ api_app_id: 'A1', token: 'x', ...who, ...payload }, new Date()))
  return {
    id,
    direct,
    say: (text, more = {}) => {
      const ts = workspace.post({ channel: direct, text, user: id })
      return workspace.event({ type: 'message', channel_type: 'im', channel: direct, user: id, text, ts, ...more })
    },
    mention: async (text, { channel, thread }) => {
      const ts = workspace.post({ channel, text, user: id, ...(thread === undefined ? {} : { thread }) })
      const inThread = thread === undefined ? {} : { thread_ts: thread }
      await workspace.event({ type: 'app_mention', channel, user: id, text: `<@UBOT> ${text}`, ts, ...inThread })
      return ts
    },
    command: (text, channel = 'C1') => {
      const response_url = workspace.responseUrl({ channel, user: id, original: null })
      const fields = { text, channel_id: channel, user_id: id, response_url, trigger_id: workspace.nextTrigger() }
      return workspace.send(commandRequest(fields, new Date()))
    },
    shortcut: async (callback_id, message, channel = 'C1') => {
      const response_url = workspace.responseUrl({ channel, user: id, original: null })
      const trigger_id = workspace.nextTrigger()
      await interact({
        type: 'message_action',
        callback_id,
        trigger_id,
        response_url,
        channel: { id: channel, name: 'c' },
        message: { type: 'message', ...message },
        message_ts: message['ts'],
        action_ts: '1.1',
      })
    },
    click: async (on, action_id, nth = 0) => {
      const buttons = buttonsOf(on.blocks).filter(button => button.action_id === action_id)
      const button = buttons[nth]
      if (button === undefined)
        throw new Error(
          `no button ${action_id} among ${buttonsOf(on.blocks)
            .map(b => b.action_id)
            .join(', ')}`,
        )
      const actions = [{ ...button, type: 'button', block_id: 'b', action_ts: '1.1' }]
      const trigger_id = workspace.nextTrigger()
      if (!('ts' in on)) {
        await interact({ type: 'block_actions', container: { type: 'view', view_id: 'V0' }, trigger_id, actions })
        return
      }
      const { channel, ts, thread, onlyFor } = on
      const container = {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: onlyFor !== null,
        ...(thread === null ? {} : { thread_ts: thread }),
      }
      const response_url = workspace.responseUrl({ channel, user: id, original: on })
      const message = onlyFor === null ? { message: { type: 'message', ts, text: on.text } } : {}
      await interact({
        type: 'block_actions',
        container,
        channel: { id: channel, name: 'c' },
        ...message,
        trigger_id,
        response_url,
        actions,
      })
    },
    submit: ({ id: viewId, view }, typed = {}) => {
      const state = { values: stateOf(view, typed) }
      return interact({
        type: 'view_submission',
        trigger_id: workspace.nextTrigger(),
        view: { ...view, id: viewId, hash: 'h', state },
      })
    },
    closeView: async ({ id: viewId, view }) => {
      await interact({
        type: 'view_closed',
        is_cleared: false,
        view: { ...view, id: viewId, hash: 'h', state: { values: {} } },
      })
    },
    openHome: () =>
      workspace.event({ type: 'app_home_opened', user: id, channel: direct, tab: 'home', event_ts: '1.1' }),
  }
}

export function buttonsOf(blocks: readonly types.AnyBlock[]): readonly types.Button[] {
  return (blocks as readonly types.KnownBlock[]).flatMap(block => {
    const parts = block.type === 'actions' ? block.elements : block.type === 'section' ? [block.accessory] : []
    return parts.filter(part => part?.type === 'button')
  })
}

/** Strings choose the option of this value in menus; `true` ticks; other strings are typed. */
function stateOf(view: types.ModalView, typed: Readonly<Record<string, unknown>>) {
  const values: Record<string, Record<string, unknown>> = {}
  for (const block of view.blocks as readonly types.KnownBlock[]) {
    if (block.type !== 'input') continue
    const { block_id: name = '', element } = block
    const given = typed[name]
    if (element.type === 'plain_text_input') {
      values[name] = { [name]: { type: element.type, value: given ?? element.initial_value ?? null } }
    } else if (element.type === 'checkboxes') {
      values[name] = { [name]: { type: element.type, selected_options: given === true ? element.options : [] } }
    } else if (element.type === 'static_select' || element.type === 'radio_buttons') {
      const groups = element.type === 'static_select' ? (element.option_groups ?? []) : [{ options: element.options }]
      const chosen = groups.flatMap(({ options }) => options).find(({ value }) => value === given)
      values[name] = { [name]: { type: element.type, selected_option: chosen ?? element.initial_option ?? null } }
    }
  }
  return values
}
