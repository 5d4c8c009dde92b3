// Which section the cells of a row mean: the code decides; a name alone must be that of exactly one section.
import type { Section } from '../entry.ts'
import { rowSentences as ja } from '../messages/ja/admin/exchange.ts'
import { normalise } from '../normalise.ts'

export interface SectionFinder {
  readonly find: (cells: { readonly code?: string; readonly name?: string } | undefined) => FoundSection
}

/** `section` is null where the row names none. */
export type FoundSection =
  | { readonly section: Section | null; readonly reason: null }
  | { readonly section: null; readonly reason: string }

export function openSectionFinder(sections: readonly Section[]): SectionFinder {
  const byCode = new Map(sections.map(section => [section.code, section]))
  const byName = Map.groupBy(sections, ({ name }) => normalise(name))
  const find: SectionFinder['find'] = cells => {
    const code = cells?.code?.normalize('NFKC').trim().toLowerCase() ?? ''
    const name = cells?.name?.trim() ?? ''
    const named = byName.get(normalise(name)) ?? []
    if (code !== '') return checkName(byCode.get(code), { code, name, named })
    if (name === '') return { section: null, reason: null }
    const [only] = named
    if (only === undefined) return { section: null, reason: ja.unknownSectionName(name) }
    return named.length > 1 ? { section: null, reason: ja.severalSections(name) } : { section: only, reason: null }
  }
  return { find }
}

/** An old name beside the code does no harm; the name of another section does. */
function checkName(
  section: Section | undefined,
  { code, name, named }: { readonly code: string; readonly name: string; readonly named: readonly Section[] },
): FoundSection {
  if (section === undefined) return { section: null, reason: ja.unknownSection(code) }
  if (named.length > 0 && !named.includes(section)) {
    return { section: null, reason: ja.contradictingSection(code, section.name, name) }
  }
  return { section, reason: null }
}
