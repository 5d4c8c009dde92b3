// Words of the registry that are the same word written another way: 「まちがえる」 and 「間違える」, 「パスワド」 and
// 「パスワード」, 「モニタ」 and 「モニター」. To a dictionary they are two words, and one of them is often unknown.
import type { AdoptingNearTerms, NearLists, NearTerm } from '../ports/near-terms.ts'
import { type MorphologicalAnalyser, readingOf } from '../tokenise.ts'

/** What another spelling is worth beside the word itself: as much as a synonym. docs/retrieval.md has the table. */
const ALIKE_SIMILARITY = 0.8

/** Words of questions whose sounds are remembered: most come again, and each takes an analysis. */
const REMEMBERED_MAX = 4_096

/** Shorter ones have too many homophones (「とる」, 「かく」): docs/retrieval.md has what two would change. */
const SOUND_LENGTH_MIN = 3

/** Written in kana alone: of two words in kanji, the same sound says nothing (公私, 講師). */
const KANA_ALONE = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u

/** Near words of another kind, and those that sound the same where either is written in kana alone. */
export class SoundAlikes implements AdoptingNearTerms {
  readonly #others: AdoptingNearTerms | null
  readonly #analyser: MorphologicalAnalyser
  /** The registry's words by how they sound; each once, in the order in which they were learnt. */
  readonly #bySound = new Map<string, string[]>()
  readonly #remembered = new Map<string, string | null>()

  constructor(others: AdoptingNearTerms | null, analyser: MorphologicalAnalyser) {
    this.#others = others
    this.#analyser = analyser
  }

  learn(term: string): void {
    this.#others?.learn(term)
    const sound = this.#soundOf(term)
    if (sound === null) return
    const known = this.#bySound.get(sound)
    if (known === undefined) this.#bySound.set(sound, [term])
    else if (!known.includes(term)) known.push(term)
  }

  /** Lists are of the others alone: spellings are looked up at once. */
  get source(): string {
    return this.#others?.source ?? ''
  }

  learnt(): readonly string[] {
    return this.#others?.learnt() ?? []
  }

  lacking(): number {
    return this.#others?.lacking() ?? 0
  }

  adopt(lists: NearLists): boolean {
    return this.#others?.adopt(lists) ?? false
  }

  of(term: string): readonly NearTerm[] {
    const near = this.#others?.of(term) ?? []
    const alike = this.#alike(term)
    if (alike.length === 0) return near
    const best = new Map(near.map(found => [found.term, found.similarity]))
    for (const word of alike) best.set(word, Math.max(ALIKE_SIMILARITY, best.get(word) ?? 0))
    const all = Array.from(best, ([word, similarity]) => ({ term: word, similarity }))
    return all.sort((a, b) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1))
  }

  #alike(term: string): readonly string[] {
    const sound = this.#rememberedSoundOf(term)
    if (sound === null) return []
    const inKana = KANA_ALONE.test(term)
    return (this.#bySound.get(sound) ?? []).filter(word => word !== term && (inKana || KANA_ALONE.test(word)))
  }

  #rememberedSoundOf(term: string): string | null {
    const known = this.#remembered.get(term)
    if (known !== undefined) return known
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear()
    const sound = this.#soundOf(term)
    this.#remembered.set(term, sound)
    return sound
  }

  /** Null for what is no Japanese word, and for what is too short to tell. */
  #soundOf(term: string): string | null {
    if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term)) return null
    const sound = readingOf(term, this.#analyser).replace(SMALL_KANA, kana =>
      String.fromCharCode(kana.charCodeAt(0) + 1),
    )
    return sound.length < SOUND_LENGTH_MIN ? null : sound
  }
}

/** ぁぃぅぇぉゎ: 「ウイルス」 is written 「ウィルス」 too. The large one follows each. */
const SMALL_KANA = /[\u3041\u3043\u3045\u3047\u3049\u308e]/gu
