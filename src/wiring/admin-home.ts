// The home of the admin door with what it asks of the product.
import type { HomeDeps } from '../../admin/home/routes.ts'
import type { Product } from '../cli/cli-deps.ts'
import { sectionsWhere } from '../core/access/rights.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import { chatTrouble } from './health-of.ts'
import type { SlackBot } from './open-slack-bot.ts'

export function homeDeps(product: Product, slack: Pick<SlackBot, 'trouble'> | null): HomeDeps {
  const { registry, indexState, editorial, keeping, suggestions, feedback, backups } = product
  return {
    counts: registry.counts,
    indexState,
    queue: editorial.queue,
    notices: editorial.notices,
    backups: backups.state,
    troubles: () => [
      ...(slack !== null && slack.trouble() !== null ? (['slack'] as const) : []),
      ...(chatTrouble(product) === null ? [] : (['chat'] as const)),
    ],
    reviewDue: async account => {
      const today = dateInJapan(new Date())
      const mine = sectionsWhere(account, 'entry.edit')
      const standings = await keeping.upkeep.standings({ today, soon: today })
      const own = standings.filter(({ section }) => mine === null || mine.includes(section.code))
      return own.reduce((sum, { overdue }) => sum + overdue, 0)
    },
    learning: async account => {
      const mine = sectionsWhere(account, 'entry.edit')
      const { total } = await suggestions.open({ sectionCodes: mine, limit: 1, offset: 0 })
      const falls = (await feedback.falls()).filter(({ section }) => mine === null || mine.includes(section.code))
      return { suggestions: total, falls: falls.length }
    },
  }
}
