// What every form of the admin pages says of its fields, in Japanese.

export const formTexts = {
  problems: '入力内容を確認してください',
  required: '必須',
} as const
