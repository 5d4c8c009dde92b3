// The app's manifest against the code: the same names, and no scope too few or too many.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { FAQ_COMMAND, SHORTCUTS } from '../../../bot/slack/names.ts'
import { PROJECT, sourceFiles } from '../../house/source-files.ts'

const manifest = z
  .object({
    display_information: z.object({ name: z.string(), description: z.string(), long_description: z.string() }),
    features: z.object({
      shortcuts: z.array(
        z.object({ name: z.string(), type: z.string(), callback_id: z.string(), description: z.string() }),
      ),
      slash_commands: z.array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string() })),
      assistant_view: z.object({ assistant_description: z.string() }),
      app_home: z.object({ messages_tab_enabled: z.literal(true), messages_tab_read_only_enabled: z.literal(false) }),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), user: z.array(z.string()).optional() }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.literal(true) }),
      socket_mode_enabled: z.literal(true),
      token_rotation_enabled: z.literal(false),
    }),
  })
  .parse(parse(readFileSync(`${PROJECT}/bot/slack/manifest.yaml`, 'utf8')))
const scopes = manifest.oauth_config.scopes.bot
const events = manifest.settings.event_subscriptions.bot_events
const { shortcuts, slash_commands: commands } = manifest.features

/** What Slack asks for each method (docs.slack.dev/reference/methods); none where a token is enough. */
const SCOPES_OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [],
  'assistant.threads.setStatus': ['assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
}
/** What Slack asks for each event. */
const SCOPES_OF_EVENT: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  assistant_thread_context_changed: ['assistant:write'],
  assistant_thread_started: ['assistant:write'],
  'message.im': ['im:history'],
}

const sources = sourceFiles(['bot/slack'], ['.ts'])
const usedMethods = [
  ...new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:client|reading)\s*\.((?:[a-z]\w*\.)+[a-z]\w*)\(/gu)].map(match => match[1] ?? ''),
    ),
  ),
].filter(method => Object.keys(SCOPES_OF_METHOD).some(known => known.split('.')[0] === method.split('.')[0]))

describe('the manifest', () => {
  test('has the names that the code listens to', () => {
    expect(commands.map(({ command }) => command)).toEqual([FAQ_COMMAND])
    expect(shortcuts.map(({ callback_id: id }) => id).toSorted()).toEqual(Object.values(SHORTCUTS).toSorted())
    expect(new Set(shortcuts.map(({ type }) => type))).toEqual(new Set(['message']))
  })

  test('has every scope that its events and the methods in use ask for', () => {
    expect(usedMethods.length).toBeGreaterThanOrEqual(3)
    expect(usedMethods.filter(method => !(method in SCOPES_OF_METHOD))).toEqual([])
    const needed = [
      ...events.flatMap(event => SCOPES_OF_EVENT[event] ?? ['?']),
      ...usedMethods.flatMap(method => SCOPES_OF_METHOD[method] ?? []),
    ]
    expect([...new Set(needed)].filter(scope => !scopes.includes(scope))).toEqual([])
  })

  test('has no scope without a reason, none twice, and none of a person', () => {
    const reasons = new Set([
      ...Object.values(SCOPES_OF_EVENT).flat(),
      ...(SCOPES_OF_METHOD['chat.postMessage'] ?? []),
      'commands',
      ...usedMethods.flatMap(method => SCOPES_OF_METHOD[method] ?? []),
    ])
    expect(scopes.filter(scope => !reasons.has(scope))).toEqual([])
    expect(new Set(scopes).size).toBe(scopes.length)
    expect(manifest.oauth_config.scopes.user).toBeUndefined()
  })

  test('hears nothing but what addresses it', () => {
    expect(events.filter(event => event.startsWith('message.'))).toEqual(['message.im'])
  })

  test("keeps Slack's limits of length", () => {
    const { name, description, long_description: long } = manifest.display_information
    expect(name.length).toBeLessThanOrEqual(35)
    expect(description.length).toBeLessThanOrEqual(140)
    expect(long.length).toBeGreaterThanOrEqual(174)
    expect(long.length).toBeLessThanOrEqual(4_000)
    for (const shortcut of shortcuts) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24)
      expect(shortcut.description.length).toBeLessThanOrEqual(150)
    }
  })
})
