import { modelUseContract } from '../contracts/model-use.contract.ts'
import { memoryModelSwitch, memoryOutboundLog, memoryTokenCounter } from './memory-model-use.ts'

modelUseContract('memory', async () => {
  const outbound = memoryOutboundLog()
  const now = () => new Date('2026-04-01T03:00:00Z')
  return {
    outbound,
    sent: async () => outbound.sent,
    counter: memoryTokenCounter(),
    modelSwitch: memoryModelSwitch(now),
    now,
  }
})
