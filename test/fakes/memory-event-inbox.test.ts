import { eventInboxContract } from '../contracts/event-inbox.contract.ts'
import { openMemoryEventInbox } from './memory-event-inbox.ts'

eventInboxContract('the event inbox in memory', async () => openMemoryEventInbox())
