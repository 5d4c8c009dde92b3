// What is said of a turn of the conversation, the same words in every front end: the page, Slack and mail.

export const conversationMessages = {
  answer: {
    chip: '公式の回答',
    match: {
      matches_well: 'ご質問によく合っています',
      seems_to_match: 'ご質問に合っていると思われます',
      chosen: '候補から選んだFAQです',
    },
    followUp: '前の質問に続くものとして調べました',
    searchedAs: (words: string) => `前の質問に続くものとして、「${words}」と読み替えて検索しました（AIによる読み替え）`,
    section: '担当課',
    revisedOn: '改定日',
    basis: '根拠',
    gregorian: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
    bothCalendars: (japanese: string, gregorian: string) => `${japanese}（${gregorian}）`,
    permalink: 'この回答のページ',
    table: '表',
    reviewDue: '要確認',
    reviewDueText: (date: string) => `見直しの期限（${date}）を過ぎています。最新の取扱いは、担当課にご確認ください。`,
    withdrawn: 'お示ししていたFAQは、現在公開されていません。',
  },

  candidates: {
    heading: '近いFAQが見つかりました',
    lead: 'お調べの内容に近いものを選んでください。',
    others: 'ほかの候補',
    none: 'この中にない',
    section: (name: string) => `担当課：${name}`,
  },

  unanswered: {
    heading: '該当するFAQが見つかりませんでした',
    recorded: 'この質問は記録しました。FAQの改善に役立てます。',
    hintsHeading: '次のようにすると、見つかることがあります',
    hints: [
      '手続きや様式の名前など、短い言葉で質問する（例：「年休　繰越し」）',
      '別の言い方に置き換える（例：「休みたい」を「年次有給休暇を申請したい」に）',
      '1つの質問には、1つのことだけを書く',
    ],
    bySection: (section: string) =>
      `「担当課を絞り込む」で担当課を選ぶ（例：「${section}」を選び、「申請　期限」と質問する）`,
    withoutSection: '「担当課を絞り込む」を「すべての担当課」に戻して質問する',
    contact: 'お急ぎのときは、担当課に直接お問い合わせください。',
  },

  feedback: {
    ask: 'この回答で解決しましたか',
    resolved: '解決した',
    unresolved: '解決しない',
    busy: '送信しています。',
    thanksHeading: 'ありがとうございます',
    thanks: '解決したことを記録しました。FAQの改善に役立てます。',
    sorryHeading: 'お役に立てず、申し訳ありません',
    contact: '担当課に直接お問い合わせください。',
    sections: '関係すると思われる担当課',
    recorded: 'ご質問とこの結果を記録しました。FAQの改善に役立てます。',
  },
} as const
