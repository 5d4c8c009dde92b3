// The settings of the doors through which questions come and news leave: Slack, mail, MCP.
import { resolve } from 'node:path'
import type { OutDoor } from '../core/ports/outbox.ts'
import { type Environment, MAIL_FROM_FORM } from './environment.ts'

export interface SlackConfig {
  readonly botToken: string
  /** Socket Mode when set. */
  readonly appToken: string | null
  /** Signed HTTP when set and there is no app token. */
  readonly signingSecret: string | null
  /** What renews the bot token; null where the app does not rotate its tokens. */
  readonly rotation: SlackRotation | null
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null
  /** Id of the channel for tickets of sections without one of their own; null without any. */
  readonly ticketChannel: string | null
}

export interface SlackRotation {
  readonly refreshToken: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface McpConfig {
  /** Origins of pages that may call it, beside the product's own. */
  readonly allowedOrigins: readonly string[]
}

export interface ReportConfig {
  /** Absolute path of the folder that monthly reports are written to. */
  readonly folder: string
  /** Where they are posted; null for nowhere. */
  readonly slackChannel: string | null
  readonly mailTo: readonly string[]
}

export interface MailConfig {
  /** Who replies and news come from; the name is the product's where none is given. Null where mail is not set up. */
  readonly from: { readonly name: string | null; readonly address: string } | null
  /** smtp: or smtps:, with credentials inside; never logged. Null sends nothing. */
  readonly smtpUrl: string | null
  /** Domains whose people get replies, in lower case; empty for all. */
  readonly allowedDomains: readonly string[]
}

export function slackConfig(env: Environment): SlackConfig | null {
  if (env.SLACK_BOT_TOKEN === undefined) return null
  return {
    botToken: env.SLACK_BOT_TOKEN,
    appToken: env.SLACK_APP_TOKEN ?? null,
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    rotation: slackRotation(env),
    apiUrl: env.SLACK_API_URL ?? null,
    ticketChannel: env.SLACK_TICKET_CHANNEL ?? null,
  }
}

function slackRotation(env: Environment): SlackRotation | null {
  const { SLACK_REFRESH_TOKEN: refreshToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env
  if (refreshToken === undefined || clientId === undefined || clientSecret === undefined) return null
  return { refreshToken, clientId, clientSecret }
}

export function outDoors(env: Environment): readonly OutDoor[] {
  return [
    ...(env.SLACK_BOT_TOKEN === undefined ? [] : ['slack' as const]),
    ...(env.SMTP_URL === undefined ? [] : ['mail' as const]),
  ]
}

export function mailConfig(env: Environment): MailConfig {
  const { name, inBrackets, alone } = MAIL_FROM_FORM.exec(env.MAIL_FROM ?? '')?.groups ?? {}
  const address = inBrackets ?? alone
  return {
    from: address === undefined ? null : { name: name?.trim() || null, address },
    smtpUrl: env.SMTP_URL ?? null,
    allowedDomains: env.MAIL_ALLOWED_DOMAINS.map(domain => domain.toLowerCase().replace(/^@/u, '')),
  }
}

/** The settings of Slack as they stand, right or wrong, for the check that says what is wrong with them. */
export function readSlackSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = (name: string) => environment[name] || null
  return {
    botToken: given('SLACK_BOT_TOKEN'),
    appToken: given('SLACK_APP_TOKEN'),
    signingSecret: given('SLACK_SIGNING_SECRET'),
    apiUrl: given('SLACK_API_URL'),
    rotates: given('SLACK_REFRESH_TOKEN') !== null,
  }
}

export function reportConfig(env: Environment): ReportConfig | null {
  if (env.REPORT_DIR === undefined) return null
  return {
    folder: resolve(env.REPORT_DIR),
    slackChannel: env.REPORT_SLACK_CHANNEL ?? null,
    mailTo: env.REPORT_MAIL_TO,
  }
}

export function mcpConfig(env: Environment): McpConfig | null {
  return env.MCP === 'on' ? { allowedOrigins: env.MCP_ORIGINS } : null
}
