// The event inbox in memory: a real implementation, held to the same contract as SQLite's.
import type { EventInbox, IncomingEvent } from '../../src/core/ports/event-inbox.ts'

export function openMemoryEventInbox(): EventInbox {
  const events = new Map<string, IncomingEvent>()
  const keyOf = (source: string, id: string) => JSON.stringify([source, id])
  const ofSource = (source: string) => [...events.values()].filter(event => event.source === source)
  return {
    receive: async event => {
      const key = keyOf(event.source, event.id)
      if (events.has(key)) return 'seen'
      events.set(key, event)
      return 'new'
    },
    done: async (source, id) => {
      const event = events.get(keyOf(source, id))
      if (event !== undefined) events.set(keyOf(source, id), { ...event, payload: null })
    },
    waiting: async (source, since) =>
      ofSource(source)
        .flatMap(({ id, payload, at }) => (payload === null || at < since ? [] : [{ id, payload, at }]))
        .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)),
    forget: async (source, before) => {
      const old = ofSource(source).filter(({ at }) => at < before)
      for (const { id } of old) events.delete(keyOf(source, id))
      return old.length
    },
  }
}
