// The settings of Slack for the check, right or wrong, with the bot token in use where the product renews it by itself.
import { resolve } from 'node:path'
import { keptBotToken } from '../../bot/slack/transport/bot-token.ts'
import { openSqliteKeptValues } from '../adapters/sqlite/sqlite-kept-values.ts'
import type { SlackSettingsGiven } from '../cli/slack-check.ts'
import { readSlackSettings } from '../config/doors.ts'
import { DATA_DIR_DEFAULT } from '../config/environment.ts'
import { withDatabase } from './with-database.ts'

export async function readSlackTokens(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SlackSettingsGiven> {
  const given = readSlackSettings(environment)
  const refreshToken = environment['SLACK_REFRESH_TOKEN'] || null
  if (given.botToken === null || refreshToken === null) return given
  const dataDir = resolve(environment['DATA_DIR'] || DATA_DIR_DEFAULT)
  const inUse = await withDatabase(dataDir, query => keptBotToken(refreshToken, openSqliteKeptValues(query)))
  return { ...given, botToken: inUse ?? given.botToken }
}
