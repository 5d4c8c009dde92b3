// What can be read without a question: the registration KPI, and every published entry by its address.
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import { ENTRY_ID_FORM } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { mcpMessages } from '../../src/core/messages/ja/mcp.ts'
import { describeForProgram } from './describe-for-program.ts'
import type { McpDeps } from './mcp-deps.ts'
import { entryText } from './tool-texts.ts'
import { readEntry } from './tools.ts'

const KPI_URI = 'zencho://kpi/registration'
const ENTRY_URI = 'zencho://entries/{id}'

const { resources, text } = mcpMessages

export function registerResources(server: McpServer, deps: McpDeps): void {
  const kpiAbout = { ...resources.kpi, mimeType: 'application/json' }
  server.registerResource('registration-kpi', KPI_URI, kpiAbout, async uri => {
    const kpi = await registrationKpi(deps)
    return {
      contents: [
        { uri: uri.href, mimeType: 'application/json', text: JSON.stringify(kpi, null, 2) },
        { uri: uri.href, mimeType: 'text/plain', text: text.kpi(kpi) },
      ],
    }
  })
  // Entries are found by searching; a list of all of them would be of use to nobody.
  const template = new ResourceTemplate(ENTRY_URI, { list: undefined })
  const entryAbout = { ...resources.entry, mimeType: 'text/markdown' }
  server.registerResource('entry', template, entryAbout, async (uri, { id }) => {
    const entry = await readEntryForProgram(String(id), deps)
    return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text: entryText(entry) }] }
  })
}

async function registrationKpi({ kpi, registry, now }: McpDeps) {
  const [figures, counts] = [await kpi(), await registry.counts()]
  const sections = counts.sections.map(({ section, registered, published }) => ({
    code: section.code,
    name: section.name,
    registered,
    published,
  }))
  return { ...figures, sections, asOf: dateInJapan(now()) }
}

/** A resource that is not there is an error of the protocol, in plain words. */
async function readEntryForProgram(id: string, deps: McpDeps) {
  try {
    if (!ENTRY_ID_FORM.test(id)) throw new FaqError('not_found', { what: 'entry', id: id.slice(0, 64) })
    return await readEntry(id, deps)
  } catch (error) {
    throw new McpError(ErrorCode.InvalidParams, describeForProgram(error, deps.log))
  }
}
