// What is read out around words that were taken out or put in, in Japanese: struck and underlined words look different, but sound alike.

export const wordDiffTexts = {
  removed: '（削除：',
  added: '（追加：',
  end: '）',
} as const
