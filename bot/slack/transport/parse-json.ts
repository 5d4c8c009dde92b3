// JSON of what Slack, or our own database, hands back: text that is none is nothing, for a schema to refuse.

export function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
