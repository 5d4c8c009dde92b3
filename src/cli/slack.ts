// `zencho slack check`: which token, scope or setting is wrong, and what to do. Exit code 1 on any fault.
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { parse } from 'yaml'
import { z } from 'zod'
import { countFindings, type Finding } from '../core/checkup.ts'
import { cli } from '../core/messages/ja/cli.ts'
import { slackTexts } from '../core/messages/ja/slack-check.ts'
import type { CliDeps } from './cli-deps.ts'
import { describeFindings } from './describe-findings.ts'
import { checkSlack } from './slack-check.ts'

interface CheckOptions {
  readonly channel?: readonly string[]
  readonly json?: boolean
}

/** `onFault` is called when the check did its work and something is wrong. */
export function addSlackCommands(program: Command, deps: CliDeps, onFault: () => void): void {
  const { check } = slackTexts
  const slack = program.command('slack').description(check.command)
  const checking = slack.command('check').description(check.description)
  checking.option('--channel <id...>', check.channelOption).option('--json', cli.options.json)
  checking.action(async (options: CheckOptions) => {
    if ((await runSlackCheck(options, deps)) === 'failed') onFault()
  })
}

/** All findings of the check; `channel` are more channels than those of the sections. */
export async function findSlackTroubles(
  { slackSettings, slackChannels }: Pick<CliDeps, 'slackSettings' | 'slackChannels'>,
  channel: readonly string[] = [],
): Promise<readonly Finding[]> {
  return checkSlack({
    settings: await slackSettings(),
    neededScopes: await readManifestScopes(),
    channels: async () => [...new Set([...(await slackChannels()), ...channel])],
  })
}

async function runSlackCheck(
  { channel = [], json = false }: CheckOptions,
  deps: CliDeps,
): Promise<'passed' | 'failed'> {
  const findings = await findSlackTroubles(deps, channel)
  const faults = countFindings(findings, 'fault')
  const { check } = slackTexts
  const verdict = faults === 0 ? check.allGood : check.faults(faults)
  if (json) deps.out(JSON.stringify({ ok: faults === 0, findings }, null, 2))
  else deps.out(describeFindings(findings, verdict, check.marks))
  return faults === 0 ? 'passed' : 'failed'
}

const manifestSchema = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

/** The manifest is the one place that says what the bot needs. */
async function readManifestScopes(): Promise<readonly string[]> {
  const text = await readFile(new URL('../../bot/slack/manifest.yaml', import.meta.url), 'utf8')
  return manifestSchema.parse(parse(text)).oauth_config.scopes.bot
}
