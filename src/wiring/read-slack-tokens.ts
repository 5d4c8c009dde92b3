// The settings of Slack for the check, right or wrong, with the bot token in use where the product renews it by itself.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { currentBotToken } from '../../bot/slack/transport/bot-token.ts'
import { openDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteKeptValues } from '../adapters/sqlite/sqlite-kept-values.ts'
import type { SlackSettingsGiven } from '../cli/slack-check.ts'
import { readSlackSettings } from '../config/doors.ts'

export async function readSlackTokens(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SlackSettingsGiven> {
  const given = readSlackSettings(environment)
  const path = join(resolve(environment['DATA_DIR'] || './data'), 'zencho.sqlite')
  const refreshToken = environment['SLACK_REFRESH_TOKEN'] || null
  if (given.botToken === null || refreshToken === null || !existsSync(path)) return given
  const database = openDatabase(path, { check: false })
  try {
    const settings = {
      botToken: given.botToken,
      apiUrl: given.apiUrl,
      rotation: { refreshToken, clientId: '', clientSecret: '' },
    }
    return { ...given, botToken: await currentBotToken(settings, openSqliteKeptValues(database.query)) }
  } finally {
    await database.close()
  }
}
