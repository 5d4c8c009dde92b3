// What a person's own page says, in Japanese.
import type { BrowserName } from '../../../access/browser-name.ts'

export const accountTexts = {
  title: 'あなたの情報',
  about: '登録内容',
  name: '氏名',
  login: 'ユーザーID',
  mail: 'メールアドレス',
  slackUser: 'SlackのメンバーID',
  section: '所属',
  roles: '役割',
  none: '登録なし',
  wrongHint: '内容に誤りがあるときは、システムの管理者に連絡してください。',

  password: 'パスワードの変更',
  passwordLead: '変更すると、ほかの端末からは自動的にサインアウトします。',
  byProvider: '職員認証でサインインしています。パスワードは職員認証で変更してください。',
  current: '現在のパスワード',
  change: 'パスワードを変更する',
  changed: 'パスワードを変更しました',
  changedText: 'ほかの端末からはサインアウトしました。',

  sessions: 'サインインしている端末',
  sessionsCaption: 'サインインしている端末の一覧',
  device: '端末',
  from: '接続元',
  began: 'サインイン',
  used: '最後の利用',
  action: '操作',
  thisOne: 'この端末',
  end: 'サインアウトさせる',
  endNamed: (device: string, began: string) => `${device}（${began}から）をサインアウトさせる`,
  endOthers: 'ほかの端末をすべてサインアウトさせる',
  ended: 'サインアウトさせました',
  endedText: '対象の端末では、次の操作のときにサインインが必要になります。',
  sessionsHint: '心当たりのない端末があるときは、サインアウトさせて、パスワードを変更してください。',
  deviceName: ({ browser, system }: BrowserName) => {
    if (browser === null && system === null) return '不明な端末'
    return system === null ? browser : browser === null ? system : `${browser}（${system}）`
  },
} as const
