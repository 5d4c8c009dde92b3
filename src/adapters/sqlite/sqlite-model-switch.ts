// The switch of the chat model over SQLite. Whoever is about to send reads it anew, so it counts at once in every process.
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { ModelSwitch, SwitchState } from '../../core/ports/model-switch.ts'
import { openAuditTrail } from './audit-trail.ts'
import { putSetting } from './put-setting.ts'
import type { Tables } from './tables.ts'

const KEY = 'chat_model_switch'
const NEVER_MOVED: SwitchState = { isOn: true, moved: null }

const storedSchema = z.object({ isOn: z.boolean(), at: z.iso.datetime(), by: z.string() })

export function openSqliteModelSwitch(query: Kysely<Tables>, now: () => Date): ModelSwitch {
  return {
    read: () => read(query),
    move: (isOn, actor) =>
      query.transaction().execute(async transaction => {
        const before = await read(transaction)
        if (before.isOn === isOn) return
        const at = now().toISOString()
        await putSetting(transaction, KEY, JSON.stringify({ isOn, at, by: actor }))
        const record = await openAuditTrail(transaction)
        const action = isOn ? 'model.switched_on' : 'model.switched_off'
        await record({ at, actor, action, subject: 'chat_model', before: null, after: null })
      }),
  }
}

async function read(query: Kysely<Tables>): Promise<SwitchState> {
  const row = await query.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  if (row === undefined) return NEVER_MOVED
  const { isOn, at, by } = storedSchema.parse(JSON.parse(row.value))
  return { isOn, moved: { at: new Date(at), by } }
}
