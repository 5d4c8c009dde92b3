// What every chart says of itself, in Japanese.

export const chartTexts = {
  asTable: '表で見る',
  tableOf: (title: string) => `${title}の表`,
} as const
