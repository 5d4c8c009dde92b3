// The results of tools as text, for clients that show text alone: the same facts as the data, the answer word for word.
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { mcpMessages } from '../../src/core/messages/ja/mcp.ts'
import type { AskOutput, EntryOutput, SearchOutput } from './schemas.ts'

const { text } = mcpMessages

export function askText({ outcome, searchedAs, answer, candidates }: AskOutput): string {
  const note = searchedAs === null ? [] : [conversationMessages.answer.searchedAs(searchedAs), '']
  const list = candidates.map(({ question, section, url }, i) => `${i + 1}. ${question}（${section.name}）\n   ${url}`)
  if (answer !== null) {
    const others = list.length === 0 ? [] : ['', text.others, ...list]
    return [...note, officialText(answer), ...others].join('\n')
  }
  return [...note, ...(outcome === 'candidates' ? [text.candidates, '', ...list] : [text.unanswered])].join('\n')
}

export function entryText(entry: EntryOutput): string {
  return [officialText(entry), text.id(entry.id)].join('\n')
}

function officialText({
  question,
  answer,
  section,
  revisedAt,
  reviewBy,
  reviewOverdue,
  basis,
  url,
}: Omit<EntryOutput, 'id' | 'registeredOn'>): string {
  const facts = [text.facts(section.name, revisedAt), ...(basis.length > 0 ? [text.basis(basis)] : []), url]
  const review = reviewOverdue && reviewBy !== null ? [text.reviewOverdue(reviewBy), ''] : []
  return [`# ${question}`, '', ...review, answer, '', ...facts].join('\n')
}

export function searchText({ results }: SearchOutput): string {
  if (results.length === 0) return text.nothingFound
  return results
    .map(({ question, confidence, section, revisedAt, entryId, url }, i) => {
      const lines = [
        text.found(i + 1, question, confidence),
        text.facts(section.name, revisedAt),
        text.id(entryId),
        url,
      ]
      return lines.join('\n   ')
    })
    .join('\n')
}
