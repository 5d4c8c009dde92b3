// Names of the columns of files of questions, in Japanese.

export const questionFiles = {
  question: '質問',
  expected: 'FAQ番号',
  id: '番号',
} as const
