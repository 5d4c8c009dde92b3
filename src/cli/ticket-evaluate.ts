// `zencho ticket evaluate`: how often the right section is proposed, on a set of questions whose answers are known.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureProposals, PROPOSAL_WAYS, type ProposalCase } from '../core/evaluation/proposals.ts'
import { deskCli } from '../core/messages/ja/desk-cli.ts'
import { NEAR_ENTRIES } from '../core/ticket/suggest-section.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { formatTable } from './markdown-table.ts'
import { type EvaluationSet, readEvaluationSet } from './read-evaluation-set.ts'

const { evaluate: words } = deskCli.ticket

export async function runTicketEvaluate(
  folder: string,
  { json }: { readonly json?: boolean },
  deps: CliDeps,
): Promise<void> {
  const set = await readEvaluationSet(folder)
  const throwAwayIn = await mkdtemp(join(tmpdir(), 'zencho-eval-'))
  const product = await deps.openProduct({ throwAwayIn })
  try {
    await product.registry.save(set.entries, { actor: 'zencho ticket evaluate' })
    await product.settleIndex()
    const figures = await measureProposals(await proposalCases(set, product), product.meaning)
    if (json === true) return deps.out(JSON.stringify({ name: set.name, ...figures }, null, 2))
    const share = (value: number) => `${(value * 100).toFixed(1)}%`
    const columns = [words.way, words.hit1, words.hit3].map(
      (title, i) => ({ title, side: i === 0 ? 'left' : 'right' }) as const,
    )
    const rows = PROPOSAL_WAYS.map(way => [words.ways[way], share(figures[way].hit1), share(figures[way].hit3)])
    deps.out(`${words.heading(set.name, figures.near.questions)}\n\n${formatTable(columns, rows)}`)
  } finally {
    await product.close()
    await rm(throwAwayIn, { recursive: true, force: true })
  }
}

/** Questions that nothing answers have no right section. */
export async function proposalCases(
  { entries, queries }: EvaluationSet,
  product: Pick<Product, 'rank'>,
): Promise<readonly ProposalCase[]> {
  const entryOf = new Map(entries.map(entry => [entry.id, entry]))
  const cases: ProposalCase[] = []
  for (const { id, text, relevant } of queries) {
    const best = Math.max(0, ...Object.values(relevant))
    const answers = Object.keys(relevant).filter(one => best > 0 && relevant[one] === best)
    const right = answers.flatMap(one => entryOf.get(one) ?? [])
    if (right.length === 0) continue
    const { ranked } = await product.rank(text, NEAR_ENTRIES + Object.keys(relevant).length)
    const near = ranked
      .filter(({ entryId }) => !(entryId in relevant))
      .flatMap(({ entryId, confidence }) => {
        const section = entryOf.get(entryId)?.section
        return section === undefined ? [] : [{ section, confidence }]
      })
    const codes = [...new Set(right.map(({ section }) => section.code))]
    const sameMatter = right.flatMap(({ question, phrasings }) => [question, ...phrasings])
    cases.push({ id, text, right: codes, near, sameMatter })
  }
  return cases
}
