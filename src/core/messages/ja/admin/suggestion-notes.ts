// Notes of revisions that take suggestions over, in Japanese.

export const suggestionNotes = {
  taken: (count: number) => `提案された言い換えを${count.toLocaleString('ja-JP')}件取り入れました。`,
} as const
