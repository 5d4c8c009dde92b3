// What the pages that learn from questions share, in Japanese: the name of the place and its parts.

export const learningTexts = {
  place: '質問から学ぶ',
  tabsLabel: '質問から学ぶの中のページ',
  tabs: {
    questions: '答えのない質問',
    suggestions: '言い換えの提案',
    resolution: '解決率',
  },
} as const
