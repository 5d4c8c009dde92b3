// A change of sections in one line.
import type { Section } from '../../src/core/entry.ts'
import { sectionsMessages } from '../../src/core/messages/ja/admin/sections.ts'
import type { SectionChange } from '../../src/core/ports/section-changes.ts'

const { describe: texts } = sectionsMessages

/** Names are those of now. */
export function describeChange(change: SectionChange, sections: readonly Section[]): string {
  const nameOf = (code: string) => sections.find(section => section.code === code)?.name ?? code
  const target = ({ code, name }: Section) => sections.find(section => section.code === code)?.name ?? name
  switch (change.kind) {
    case 'create':
      return texts.create(change.section.name)
    case 'rename':
      return texts.rename(nameOf(change.code), change.name)
    case 'merge':
      return texts.merge(texts.quoted(change.from.map(nameOf)), target(change.into))
    case 'split':
      return texts.split(nameOf(change.from), target(change.into), change.entryIds.length)
    case 'close':
      return texts.close(nameOf(change.code))
    case 'move':
      return texts.move(nameOf(change.to), change.entryIds.length)
    default:
      return change satisfies never
  }
}
