// The outbox in memory: messages are added by hand.
import type { Outbox, OutDoor, OutMessage } from '../../src/core/ports/outbox.ts'

export interface MemoryOutbox extends Outbox {
  readonly add: (ticketId: string, door: OutDoor) => void
}

interface Kept extends OutMessage {
  readonly nextAt: Date
  readonly fate: 'waiting' | 'sent' | 'given_up'
}

export function openMemoryOutbox(createdAt: Date): MemoryOutbox {
  const kept: Kept[] = []
  const change = (id: number, some: Partial<Kept>) => {
    const at = kept.findIndex(message => message.id === id)
    const before = kept[at]
    if (before !== undefined) kept[at] = { ...before, ...some }
  }
  const count = (fate: Kept['fate']) => kept.filter(message => message.fate === fate).length
  return {
    add: (ticketId, door) => {
      kept.push({
        id: kept.length + 1,
        ticketId,
        door,
        news: 'opened',
        attempts: 0,
        createdAt,
        nextAt: createdAt,
        fate: 'waiting',
      })
    },
    due: async (door, now, limit) =>
      kept
        .filter(message => message.door === door && message.fate === 'waiting' && message.nextAt <= now)
        .slice(0, limit),
    sent: async id => change(id, { fate: 'sent' }),
    failed: async (id, _failure, nextAt) => {
      const attempts = (kept.find(message => message.id === id)?.attempts ?? 0) + 1
      change(id, nextAt === null ? { attempts, fate: 'given_up' } : { attempts, nextAt })
    },
    counts: async () => ({ waiting: count('waiting'), givenUp: count('given_up') }),
  }
}
