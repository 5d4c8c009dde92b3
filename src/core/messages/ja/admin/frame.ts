// What the frame of the admin pages says, in Japanese.

export const adminFrame = {
  navigation: '管理メニュー',
  places: {
    home: 'ホーム',
    entries: 'FAQ',
    reviews: '承認',
    tickets: '問い合わせ',
    learning: '質問から学ぶ',
    upkeep: '見直し',
    kpi: '集計',
    plan: '計画',
    exchange: '取込・書出',
    synonyms: '類義語',
    workbench: '検索の確認',
    sections: '担当課',
    people: '利用者',
    tokens: 'APIトークン',
    audit: '監査記録',
  },
  signIn: 'サインイン',
  signOut: 'サインアウト',
  notices: (unread: number) => (unread === 0 ? 'お知らせ' : `お知らせ（未読${unread}件）`),
  back: '前のページに戻る',
  toHome: '管理ページのホームへ',
  reference: (id: string) => `お問い合わせの際は、この番号をお伝えください: ${id}`,
} as const
