// What every page says, whichever door it belongs to.

export const house = {
  product: '全庁FAQ',
  skipToMain: '本文へ移動',
  skipToForm: '質問の入力へ移動',
  footer: '回答は、各担当課が定めたものです。内容は改定日の時点のものです。',
  toChat: '質問する',
  toStatus: 'FAQの登録状況',
  printed: (url: string, date: string) => `${url}（${date}に表示した内容です。）`,
  pageTitle: (title: string, organisation: string) => `${title}｜全庁FAQ（${organisation}）`,
} as const
