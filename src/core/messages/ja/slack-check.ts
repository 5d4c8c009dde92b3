// What is said of the connection to Slack: its troubles, and the findings of `zencho slack check`.

export const slackTexts = {
  trouble: {
    tokenRefused: {
      bot: (error: string) =>
        `Slack がボットのトークン（SLACK_BOT_TOKEN）を受け付けません（${error}）。届いた質問は1時間まで保留します。「zencho slack check」で確認してください。`,
      app: (error: string) =>
        `Slack がアプリのトークン（SLACK_APP_TOKEN）を受け付けません（${error}）。Slack からの質問を受け取れません。「zencho slack check」で確認してください。`,
    },
    notConnected:
      'Slack に接続できていません。自動的につなぎ直します。続く場合は「zencho slack check」で確認してください。',
  },
} as const
