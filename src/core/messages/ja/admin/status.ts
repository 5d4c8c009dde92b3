// What the pages for managers and editors say, in Japanese.

const number = (value: number) => value.toLocaleString('ja-JP')

export const admin = {
  title: 'FAQの登録状況',
  lead: '登録数は、一度でも公開したFAQの数です。廃止した後も登録数に含まれます。公開中は、いま職員が回答として読むことのできるFAQの数です。',
  figuresHeading: '全体',
  registered: '登録数（累計）',
  registeredThisYear: (year: string) => `${year}の登録`,
  published: '公開中',
  inPreparation: '下書き・承認待ち',
  archived: '廃止',
  count: (value: number) => `${number(value)}件`,
  sectionsHeading: '担当課ごとの件数',
  sectionsCaption: '担当課ごとの登録数と公開中の件数',
  section: '担当課',
  total: '合計',
  systemHeading: '検索の状態',
  searchable: '検索できるFAQ',
  pending: '索引に反映を待つFAQ',
  meaning: '意味による検索',
  meaningOn: '使用中',
  meaningPreparing: '準備中',
  meaningOff: '停止中（語の一致だけで回答しています）',
  degraded: '一部の機能が停止しています',
  degradedText: '回答は続けています。管理者は、サーバーで「zencho doctor」を実行すると、原因と直し方を確認できます。',
  /** What of the product, and what that means for people. */
  troubles: {
    meaning: '意味による検索が止まっています。質問と同じ言葉を含むFAQだけを探して回答しています。',
    search: '検索の一部が働いていません。登録した内容の反映が遅れることがあります。',
    slack: 'Slackと通信できません。Slackからの質問への回答が遅れます。このサイトでの質問には回答しています。',
    chat: '生成AIが応答しないため、要約などの補助を休んでいます。公式の回答は変わらず表示されます。',
  },
} as const
