// What the home page says to those who are signed in, in Japanese.

export const homeTexts = {
  title: 'ホーム',
  heading: (name: string) => `${name}さんの作業`,
  waiting: '承認待ち',
  waitingNone: 'あなたの承認を待っているFAQはありません。',
  returned: '差し戻されたもの',
  returnedNone: '差し戻されたFAQはありません。',
  drafts: '作成中の下書き',
  draftsNone: '作成中の下書きはありません。',
  notices: '未読のお知らせ',
  reviewDue: '見直しの期限が来たもの',
  suggestions: '言い換えの提案',
  falls: '解決率が下がったもの',
  count: (value: number) => `${value.toLocaleString('ja-JP')}件`,
  all: (name: string) => `${name}をすべて見る`,
  more: (value: number) => `ほかに${value.toLocaleString('ja-JP')}件あります。`,
  newEntry: 'FAQを作る',
  nothing: '今すぐ行うことはありません。',
  staffLead: 'FAQを作る権限はありません。お知らせと、FAQの登録状況をご覧になれます。',
  statusHeading: 'FAQの登録状況',
} as const
