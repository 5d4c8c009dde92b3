// What the pages for signing in and for choosing a password say, in Japanese.
import type { PasswordProblem } from '../../../access/password-rules.ts'

const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60))

export const signInTexts = {
  title: 'サインイン',
  login: 'ユーザーID',
  password: 'パスワード',
  signIn: 'サインインする',
  withProvider: '職員認証でサインインする',
  or: 'または、ユーザーIDとパスワードでサインインします。',
  showPassword: 'パスワードを表示する',

  problems: {
    wrong: {
      heading: 'サインインできませんでした',
      text: 'ユーザーIDまたはパスワードが違います。確認して、もう一度入力してください。',
    },
    provider_down: {
      heading: '職員認証に接続できません',
      text: '職員認証のサーバーから応答がありません。しばらく待ってから、もう一度お試しください。続く場合は、システムの管理者に連絡してください。',
    },
    denied: {
      heading: '職員認証で許可されませんでした',
      text: '職員認証での手続きが取り消されたか、利用を許可されていません。もう一度お試しください。続く場合は、システムの管理者に連絡してください。',
    },
    invalid: {
      heading: '職員認証の結果を確認できませんでした',
      text: '手続きに時間がかかったか、途中で別の画面を開いたため、サインインを続けられません。もう一度はじめからお試しください。',
    },
    disabled: {
      heading: 'この利用者は使えません',
      text: 'この利用者は、システムの管理者が利用を停止しています。利用が必要なときは、管理者に連絡してください。',
    },
    login_taken: {
      heading: '同じユーザーIDの利用者がすでにいます',
      text: '職員認証の利用者と、登録済みの利用者をまだ連携していません。システムの管理者に、連携の許可を依頼してください。',
    },
    no_login: {
      heading: '職員認証の情報が足りません',
      text: '職員認証から、ユーザーIDを受け取れませんでした。システムの管理者に連絡してください。',
    },
  },
  limited: {
    heading: 'しばらくサインインできません',
    text: (seconds: number) =>
      `サインインの失敗が続いたため、受付を一時的に止めています。約${minutes(seconds)}分後に、もう一度お試しください。パスワードを忘れたときは、システムの管理者に連絡してください。`,
  },

  choose: {
    title: 'パスワードの設定',
    lead: (name: string, login: string) => `${name}さん（ユーザーID: ${login}）のパスワードを設定します。`,
    submit: 'パスワードを設定する',
    gone: 'このリンクは使えません',
    goneText:
      'リンクの期限が切れたか、すでに使われています。システムの管理者に、新しいリンクの発行を依頼してください。',
    toSignIn: 'サインインのページへ',
  },

  first: {
    title: '最初の管理者の登録',
    lead: 'このシステムにはまだ管理者がいません。起動時に表示された登録用のコードを使って、最初の管理者を登録します。',
    secret: '登録用のコード',
    secretHint: '「zencho serve」を起動したときの表示にあります。',
    name: '氏名',
    loginHint: 'サインインのときに入力します。半角の英数字と、ピリオド、ハイフン、アンダースコア、@が使えます。',
    submit: '管理者として登録する',
    gone: '登録用のコードを使えません',
    goneText:
      'コードの期限が切れたか、すでに管理者が登録されています。サーバーを起動し直すと、管理者がいない場合に限り、新しいコードが表示されます。',
  },

  newPassword: '新しいパスワード',
  again: '新しいパスワード（確認のため、もう一度）',
  passwordHint: (min: number, recommended: number) =>
    `${min}文字以上。${recommended}文字以上を勧めます。文字の種類の決まりはありません。いくつかの言葉をつなげると、長くて覚えやすくなります。`,
  passwordProblems: {
    too_short: '短すぎます。',
    too_long: '長すぎます。128文字までにしてください。',
    monotonous: '同じ文字や並び順の文字が続くだけのものは、すぐに破られます。別のものにしてください。',
    personal: 'ユーザーIDや氏名、組織の名前は、すぐに推測されます。別のものにしてください。',
    common: 'よく使われていて、すぐに破られるパスワードです。別のものにしてください。',
    mismatch: '2つの入力が一致しません。もう一度入力してください。',
    wrong: '現在のパスワードが違います。',
  } satisfies Record<PasswordProblem | 'mismatch' | 'wrong', string>,
  required: (label: string) => `${label}を入力してください。`,
  loginForm: 'ユーザーIDは、半角の英数字と . - _ @ を使い、2文字以上64文字以内で入力してください。',
  loginTaken: '同じユーザーIDの利用者がすでにいます。別のユーザーIDにしてください。',
} as const
