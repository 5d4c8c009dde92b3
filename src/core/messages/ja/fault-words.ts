// What the sentences of faults call actions and things.

export const ACTIONS: Readonly<Record<string, string>> = {
  'entries.read': 'FAQの一覧を見る',
  'entry.edit': 'FAQを編集する',
  'entry.publish': 'FAQを公開する',
  'ticket.work': '問い合わせ票に回答する',
  'entries.exchange': 'FAQを取り込む・書き出す',
  'words.edit': '類義語を変更する',
  'workbench.use': '検索を確認する',
  'figures.read': '集計を見る',
  'plan.edit': '計画の指標を変更する',
  'tokens.manage': 'APIトークンを管理する',
  'sections.manage': '担当課を管理する',
  'people.manage': '利用者を管理する',
  'audit.read': '監査記録を見る',
}

export const NOUNS: Readonly<Record<string, string>> = {
  model: 'モデル',
  index: '索引',
  entry: 'FAQ',
  question: '質問の記録',
  ticket: '問い合わせ票',
  path: 'アドレス',
  section: '担当課',
  synonyms: '類義語のグループ',
  question_set: '質問セット',
  test_run: '確認の記録',
  token: 'APIトークン',
  account: '利用者',
}
