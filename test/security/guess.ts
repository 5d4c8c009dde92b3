// Addresses that nobody links to, and questions that aim at what is hidden: what somebody tries who knows, or guesses, the ids.
import type { Target } from './open-target.ts'
import { OTHER, OWN, SEALED_ENTRIES, SEALED_KINDS } from './sealed.ts'
import type { Sent } from './send.ts'

const OF_ENTRY: readonly string[] = [
  '/entries/{id}',
  '/entries/{id}/plain',
  '/entries/{id}/en',
  '/api/v1/entries/{id}',
  '/admin/entries/{id}',
  '/admin/entries/{id}/edit',
  '/admin/entries/{id}/history',
  '/admin/entries/{id}/revisions/1',
  '/admin/entries/{id}/revisions/2',
  '/admin/entries/{id}/impact',
  '/admin/entries/{id}/merge',
  '/admin/entries/{id}/model-phrasings',
  '/admin/entries/{id}/renderings/en',
  '/admin/learning/resolution/entries/{id}',
]

export function addressesOfSealed({ ids }: Pick<Target, 'ids'>): readonly string[] {
  const entries = [...SEALED_ENTRIES.map(({ id }) => id), 'jinji-002', 'ryohi-003']
  return [
    ...entries.flatMap(id => OF_ENTRY.map(path => path.replace('{id}', id))),
    `/attachments/${ids.attachmentOfOther}/file.txt`,
    `/admin/tickets/${ids.ticketOfOther}`,
    `/admin/people/${ids.personId}`,
    ...[OWN, OTHER].flatMap(({ code }) => [
      `/admin/entries?section=${code}`,
      `/admin/entries?section=${code}&status=draft`,
      `/admin/entries?section=${code}&status=archived`,
      `/admin/exchange/export?section=${code}&format=csv&status=all`,
      `/admin/exchange/export?section=${code}&format=xlsx`,
      `/admin/upkeep/unseen?section=${code}`,
      `/admin/learning/suggestions?section=${code}`,
      `/admin/tickets?section=${code}`,
      `/api/v1/entries?section=${code}&limit=100`,
    ]),
  ]
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

/** Each hidden entry is asked for by its own question, through every door that takes one. */
export function questionsForSealed(): readonly Sent[] {
  return [
    ...SEALED_KINDS.flatMap(({ question }) => askedEverywhere(question)),
    ...SEALED_ENTRIES.map(({ id }) => callTool('get_entry', { id })),
  ]
}

function askedEverywhere(question: string): readonly Sent[] {
  const q = encodeURIComponent(question.slice(0, 10))
  return [
    { method: 'POST', path: '/ask', body: new URLSearchParams({ question }) },
    { method: 'POST', path: '/api/v1/ask', body: JSON.stringify({ question, limit: 20 }), headers: JSON_TYPE },
    { method: 'POST', path: '/api/v1/explain', body: JSON.stringify({ question, limit: 20 }), headers: JSON_TYPE },
    { path: `/api/v1/entries?q=${q}&limit=100` },
    { path: `/admin/entries?q=${q}` },
    {
      method: 'POST',
      path: '/admin/entries/new/similar',
      body: new URLSearchParams({ question, section: OWN.code, answer: question }),
    },
    callTool('search_faq', { query: question, limit: 20 }),
    callTool('ask', { question }),
  ]
}

/** A call of one of the tools that programs have (MCP). */
export function callTool(name: string, input: Readonly<Record<string, unknown>>): Sent {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }
  const headers = { ...JSON_TYPE, Accept: 'application/json, text/event-stream' }
  return { method: 'POST', path: '/mcp', body: JSON.stringify(call), headers }
}
