// The MCP server for other people's programs: what it needs of the product, and its place in the server where it is on.
import type { Router } from 'express'
import type { McpDeps } from '../../bot/mcp/mcp-deps.ts'
import { mcpRouter } from '../../bot/mcp/router.ts'
import type { Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import type { Log } from './log.ts'

export interface McpSurroundings {
  readonly config: Pick<Config, 'mcp' | 'publicUrl'>
  readonly version: string
  readonly log: Log
}

export function mcpDeps(product: Product, { config, version, log }: McpSurroundings): McpDeps {
  const { conversation, search, registry, questionLog, kpi } = product
  const { publicUrl } = config
  return {
    conversation,
    search,
    registry,
    questionLog,
    kpi: kpi.atAGlance,
    publicUrl,
    version,
    now: () => new Date(),
    log,
  }
}

/** Null where it is switched off. */
export function openMcpRouter(product: Product, surroundings: McpSurroundings): Router | null {
  const { mcp } = surroundings.config
  return mcp === null ? null : mcpRouter({ ...mcpDeps(product, surroundings), allowedOrigins: mcp.allowedOrigins })
}
