// What the pages of questions without a good answer say, in Japanese.

export const clusterTexts = {
  title: '答えのない質問',
  lead: 'よい答えにたどり着けなかった質問を、意味の近いものどうしでまとめています。多く聞かれているものから順に、FAQを作るか、すでにあるFAQにつなげてください。',
  none: 'いまは、答えのない質問はありません。',
} as const
