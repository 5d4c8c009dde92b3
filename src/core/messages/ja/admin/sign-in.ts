// What the pages for signing in say, in Japanese.

export const signInTexts = {
  title: 'サインイン',
  login: 'ユーザーID',
  password: 'パスワード',
  signIn: 'サインインする',
  refused: 'サインインできませんでした',
  refusedText: 'ユーザーIDまたはパスワードが違います。確認して、もう一度入力してください。',
} as const
