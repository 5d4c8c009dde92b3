// Who we are in the workspace: asked once, remembered for good, and asked again only after a failure. Bolt's own way
// remembers a failure for ever.
import type { AuthorizeResult, webApi } from '@slack/bolt'

export function authoriseWith(botToken: string, client: webApi.WebClient): () => Promise<AuthorizeResult> {
  let identity: Promise<AuthorizeResult> | null = null
  return () => {
    identity ??= askIdentity(botToken, client).catch((error: unknown) => {
      identity = null
      throw error
    })
    // Bolt adds the event's team and person to what it is given.
    return identity.then(known => ({ ...known }))
  }
}

async function askIdentity(botToken: string, client: webApi.WebClient): Promise<AuthorizeResult> {
  const { bot_id: botId, user_id: botUserId } = await client.auth.test()
  return {
    botToken,
    ...(botId === undefined ? {} : { botId }),
    ...(botUserId === undefined ? {} : { botUserId }),
  }
}
