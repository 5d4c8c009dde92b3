// What `zencho user` and the first start say, in Japanese.

const number = (value: number) => value.toLocaleString('ja-JP')

export const userCli = {
  command: '利用者を登録する・確認する・変更する',
  commands: {
    add: '利用者を追加し、パスワードを設定するための招待のリンクを表示する',
    list: '利用者の一覧を表示する',
    disable: '利用を停止する（すべての端末からサインアウトする）',
    enable: '利用を再開する',
    password: '招待のリンクを作り直す（--stdin では、標準入力のパスワードを設定する）',
    role: '役割を変える',
    link: '職員認証の同じユーザーIDの人との連携を許可する',
  },
  login: 'ユーザーID',
  options: {
    name: '氏名',
    mail: 'メールアドレス',
    section: '所属の担当課コード',
    role: '役割（staff、manager、administrator、editor@課コード、approver@課コード。すべての課は @*）。繰り返せる',
    addRole: '加える役割（繰り返せる）',
    removeRole: '外す役割（繰り返せる）',
    stdin: 'パスワードを標準入力から読む（1行）',
    text: '氏名、ユーザーID、メールアドレス、所属で絞り込む',
  },
  columns: { login: 'ユーザーID', name: '氏名', section: '所属', roles: '役割', state: '状態' },
  states: { active: '利用中', disabled: '停止中' },
  none: '利用者はいません。「zencho user add ユーザーID --name 氏名 --role administrator」で追加できます。',
  added: (login: string) => `利用者「${login}」を追加しました。`,
  disabled: (login: string) => `利用者「${login}」の利用を停止しました。`,
  enabled: (login: string) => `利用者「${login}」の利用を再開しました。`,
  passwordSet: (login: string) =>
    `利用者「${login}」のパスワードを設定しました。すべての端末からサインアウトしました。`,
  roles: (login: string, roles: string) => `利用者「${login}」の役割: ${roles}`,
  linkAllowed: (login: string, until: string) =>
    `利用者「${login}」と、職員認証の同じユーザーIDの人との連携を、${until}まで許可しました。`,
  invitation: (link: string, until: string) =>
    `次のリンクを本人に渡してください（${until}まで、一度だけ使えます）。\n${link}`,
  first: (link: string, until: string) =>
    `管理者がまだいません。次のアドレスを開いて、最初の管理者を登録してください（${until}まで、一度だけ使えます）。\n${link}`,
  loginExpected: '半角の英数字と . - _ @、2文字以上64文字以内',
  nameExpected: '氏名（--name）',
  roleExpected: 'staff、manager、administrator、editor@課コード、approver@課コード',
  roleChangeExpected: '--add または --remove',
  passwordExpected: (min: number) => `${min}文字以上128文字以内で、推測されにくいもの`,
  count: (total: number) => `${number(total)}人`,
} as const
