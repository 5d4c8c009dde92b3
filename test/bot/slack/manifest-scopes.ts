// The bot's scopes as the manifest has them.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { PROJECT } from '../../house/source-files.ts'

const schema = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

export function manifestScopes(): readonly string[] {
  return schema.parse(parse(readFileSync(`${PROJECT}/bot/slack/manifest.yaml`, 'utf8'))).oauth_config.scopes.bot
}
