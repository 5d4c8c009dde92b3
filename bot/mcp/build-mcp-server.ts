// The MCP server: three tools and the resources, whatever the transport. Everything only reads; asking leaves a line in
// the question log, as in every other door.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { mcpMessages } from '../../src/core/messages/ja/mcp.ts'
import { describeForProgram } from './describe-for-program.ts'
import type { McpDeps } from './mcp-deps.ts'
import { registerResources } from './resources.ts'
import { askInput, askOutput, entryInput, entryOutput, searchInput, searchOutput } from './schemas.ts'
import { askText, entryText, searchText } from './tool-texts.ts'
import { ask, readEntry, search } from './tools.ts'

/** Our tools take three values; more is not meant for them. */
const TOOL_INPUT_ELEMENTS_MAX = 20

/** Nothing is changed, and nothing outside the product is reached. */
const READS = { readOnlyHint: true, destructiveHint: false, openWorldHint: false } as const

export function buildMcpServer(deps: McpDeps): McpServer {
  const { title, instructions, tools } = mcpMessages
  const server = new McpServer(
    { name: 'zencho-faq', title, version: deps.version },
    { instructions, maxToolInputElements: TOOL_INPUT_ELEMENTS_MAX },
  )
  server.registerTool(
    'search_faq',
    { ...about(tools.search), inputSchema: searchInput, outputSchema: searchOutput, annotations: READS },
    input => result(search(input, deps), searchText, deps),
  )
  server.registerTool(
    'get_entry',
    { ...about(tools.entry), inputSchema: entryInput, outputSchema: entryOutput, annotations: READS },
    ({ id }) => result(readEntry(id, deps), entryText, deps),
  )
  server.registerTool(
    'ask',
    { ...about(tools.ask), inputSchema: askInput, outputSchema: askOutput, annotations: READS },
    input => result(ask(input, deps), askText, deps),
  )
  registerResources(server, deps)
  return server
}

function about({ title, description }: { readonly title: string; readonly description: string }) {
  return { title, description }
}

/** The data, and its text; a fault is told in words, as a result that the model behind the client can read. */
async function result<T extends Record<string, unknown>>(
  working: Promise<T>,
  describe: (data: T) => string,
  { log }: McpDeps,
): Promise<CallToolResult> {
  try {
    const data = await working
    return { structuredContent: data, content: [{ type: 'text', text: describe(data) }] }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: describeForProgram(error, log) }] }
  }
}
