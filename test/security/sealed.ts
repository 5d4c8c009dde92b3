// What nobody may learn: entries, remarks, files and tickets of every state that is hidden from somebody, with a word of its own in
// every field, by which it is found again wherever it should not be.
import type { Section } from '../../src/core/entry.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'
import { entryInput } from '../stories/story-entries.ts'

export const OWN: Section = { code: 'jinji', name: '人事課' }
export const OTHER: Section = { code: 'ryohi', name: '旅費センター' }

export const ROLES = ['anonymous', 'staff', 'manager', 'editor', 'administrator'] as const
/** All but the last two work in no section, or in `OWN`; the editor edits there. */
export type Role = (typeof ROLES)[number]

/** Nobody types it, and no language has it; it stands first, so that no shortening takes it away. */
export const seal = (id: string, field: string): string => `zqk7-${id}-${field}-q7kz`
const SEALS = /zqk7-(?<id>[a-z]+(?:-[a-z]+)*?)-(?<field>[a-z]+)-q7kz/gu

export interface SealedKind {
  readonly kind: string
  /** Asked with this, nobody but those who may read it hears of it. */
  readonly question: string
  readonly some: Partial<EntryInput>
  /** Who reads it where `OWN` keeps it; what `OTHER` keeps, the administrator alone does, but for what is open at work. */
  readonly readers: readonly Role[]
}

const EDITORS: readonly Role[] = ['editor', 'administrator']
/** Whoever works in the admin pages sees of all sections what was, or will be, open to everybody: counts are made of it. */
const AT_WORK: readonly Role[] = ['manager', ...EDITORS]

export const SEALED_KINDS: readonly SealedKind[] = [
  {
    kind: 'draft',
    question: '気球による庁舎点検の申込み方法を教えてください。',
    some: { status: 'draft', registeredOn: null },
    readers: EDITORS,
  },
  {
    kind: 'waiting',
    question: '潜水調査用具の貸出し手続きを教えてください。',
    some: { status: 'in_review', registeredOn: null },
    readers: EDITORS,
  },
  {
    kind: 'closed',
    question: 'ポケットベルの返却先を教えてください。',
    some: { status: 'archived' },
    readers: AT_WORK,
  },
  {
    kind: 'past',
    question: '旧式複写機のトナーの注文先はどこですか。',
    some: { validUntil: '2026-04-30' },
    readers: AT_WORK,
  },
  {
    kind: 'future',
    question: '量子暗号通信の利用開始届の様式を教えてください。',
    some: { validFrom: '2099-04-01' },
    readers: AT_WORK,
  },
  {
    kind: 'restricted',
    question: '監査用端末の封印シールの保管場所はどこですか。',
    some: { visibleTo: ['soumu'] },
    readers: ['staff', ...EDITORS],
  },
]

export const idOf = ({ code }: Section, { kind }: SealedKind): string => `${code}-${kind}`

/** Every kind, kept by both sections. */
export const SEALED_ENTRIES: readonly EntryInput[] = [OWN, OTHER].flatMap(section =>
  SEALED_KINDS.map(sealed => sealedEntry(section, sealed)),
)

function sealedEntry(section: Section, sealed: SealedKind): EntryInput {
  const id = idOf(section, sealed)
  return entryInput(id, section, {
    question: `${seal(id, 'question')}　${sealed.question}`,
    answer: `${seal(id, 'answer')}　内線で確認してください。`,
    phrasings: [`${seal(id, 'phrasing')}　${sealed.question.replace('教えてください', '知りたい')}`],
    negativePhrasings: [`${seal(id, 'negative')}　電話番号を知りたい`],
    tags: [seal(id, 'tag')],
    basis: [`${seal(id, 'basis')}　規程第1条`],
    ...sealed.some,
  })
}

/** The words in a text that this role may not read. */
export function leaksIn(text: string, role: Role): readonly string[] {
  if (role === 'administrator') return []
  return [...new Set([...text.matchAll(SEALS)].filter(found => !mayRead(found.groups?.['id'] ?? '', role)).map(String))]
}

function mayRead(id: string, role: Role): boolean {
  const own = id.startsWith(`${OWN.code}-`)
  const sealed = SEALED_KINDS.find(({ kind }) => id.endsWith(`-${kind}`))
  const readers = sealed?.readers ?? EDITORS
  return (own || readers === AT_WORK) && readers.includes(role)
}
