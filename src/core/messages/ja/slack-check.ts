// What is said of the connection to Slack: its troubles, and the findings of `zencho slack check`, each with what to do.
import { findingTexts } from './finding.ts'

const SETTINGS_PAGE = 'https://api.slack.com/apps のアプリの設定画面'
const TOKEN_PLACE = '「OAuth & Permissions」の「Bot User OAuth Token」'
const APP_TOKEN_PLACE = '「Basic Information」の「App-Level Tokens」'
const SECRET_PLACE = '「Basic Information」の「Signing Secret」'

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

  check: {
    command: 'Slack との接続を用意する・確認する',
    description: 'トークン、権限、設定、通信のどこに問題があるかを調べる（メッセージは送らない）',
    channelOption: 'ボットが参加しているべきチャンネルの ID（C で始まる。複数可）',
    marks: { ...findingTexts.marks, fault: '誤り' },
    allGood: 'Slack との接続に問題はありません。',
    faults: (count: number) => `問題が ${count}件あります。上から順に直して、もう一度実行してください。`,
    items: {
      botToken: 'ボットのトークン（SLACK_BOT_TOKEN）',
      appToken: 'アプリのトークン（SLACK_APP_TOKEN）',
      signingSecret: '署名の秘密（SLACK_SIGNING_SECRET）',
      apiUrl: 'Slack への通信（SLACK_API_URL）',
      scopes: 'ボットの権限（スコープ）',
      socket: 'ソケットモードの接続',
      channel: (id: string) => `チャンネル ${id}`,
    },
    messages: {
      notSet: '設定されていません。',
      wayNotSet: '設定されていません。SLACK_SIGNING_SECRET も設定されていないため、質問を受け取る方法がありません。',
      blankInside: '空白か引用符が混じっています。',
      wrongKind: (expected: string, found: string) => `${expected} で始まる値が必要ですが、${found} で始まる値です。`,
      rotated: '自動更新（トークンローテーション）の対象のトークンです。12時間で使えなくなります。',
      secretForm: '署名の秘密は、0–9 と a–f の32文字です。形が違います。',
      formGood: '形は正しいです。',
      secretUnused: 'SLACK_APP_TOKEN があるため、ソケットモードで動きます。この値は使いません。',
      httpUnchecked: '値が正しいかどうかは、Slack からの要求が届いたときに分かります。',
      accepted: (team: string, user: string) =>
        `受け付けられました（ワークスペース「${team}」、ユーザー「${user}」）。`,
      refused: (error: string) => `Slack が受け付けません（${error}）。`,
      notABot: 'ボットのトークンではありません。',
      notAnAddress: (value: string) => `「${value}」はアドレスではありません。`,
      unreachable: (url: string, reason: string) => `${url} に接続できません（${reason}）。`,
      notSlack: (url: string, status: number) =>
        `${url} の応答が Slack のものではありません（HTTP ${status}）。途中のプロキシーが応答した可能性があります。`,
      limited: 'Slack が一時的に要求を制限しています。',
      failed: (error: string) => `Slack が誤りを返しました（${error}）。`,
      reached: (url: string) => `${url} と通信できました。`,
      scopesGood: '必要な権限がそろっています。',
      scopesMissing: (scopes: readonly string[]) => `権限が足りません: ${scopes.join('、')}`,
      scopesExtra: (scopes: readonly string[]) => `使わない権限があります: ${scopes.join('、')}`,
      scopesUnknown: 'Slack が権限の一覧を返さなかったため、確認できません。',
      socketOpen: '接続して、Slack のあいさつを受け取りました。',
      socketClosed: (host: string, reason: string) => `${host} にウェブソケット（wss）で接続できません（${reason}）。`,
      socketModeOff: 'ソケットモードが使えません。',
      channelGood: 'ボットが参加しています。',
      channelAbsent: 'ボットが参加していません。',
      channelUnknown: '見つからないか、ボットに見えないチャンネルです。',
    },
    actions: {
      setBotToken: `${SETTINGS_PAGE}で、${TOKEN_PLACE}（xoxb- で始まる値）をコピーし、.env に SLACK_BOT_TOKEN=… と書いてください。アプリがまだない場合は docs/slack.md の手順で作成してください。`,
      setWay: `${SETTINGS_PAGE}で、${APP_TOKEN_PLACE}に権限 connections:write のトークン（xapp- で始まる値）を作り、.env に SLACK_APP_TOKEN=… と書いてください。署名付き HTTP を使う場合は、代わりに SLACK_SIGNING_SECRET を書いてください。`,
      removeBlanks: '.env の値から、前後や途中の空白と引用符を取り除いてください。',
      botTokenPlace: `${TOKEN_PLACE}（xoxb- で始まる値）を書いてください。`,
      appTokenPlace: `${APP_TOKEN_PLACE}（xapp- で始まる値）を書いてください。`,
      secretPlace: `${SECRET_PLACE}の「Show」を押し、表示された値を書いてください。`,
      rotationOff:
        '自動更新を使う場合は、docs/slack.md の「Token rotation」のとおり、SLACK_REFRESH_TOKEN、SLACK_CLIENT_ID、SLACK_CLIENT_SECRET も書いてください。使わない場合は、トークンローテーションを無効にしたアプリを作り直してください（一度有効にすると戻せません）。',
      httpUrl:
        '「Event Subscriptions」「Interactivity & Shortcuts」「Slash Commands」の3か所の URL に、外から届くこのサーバーの https://…/slack/events を指定してください。',
      reinstall: `「OAuth & Permissions」の「Reinstall to Workspace」を押し、新しい${TOKEN_PLACE}を書いてください。`,
      tokenOf: {
        invalid_auth: '値の写し間違い、または無効にされたトークンです。設定画面の値をもう一度コピーしてください。',
        account_inactive: 'アプリがワークスペースから外されています。「Install App」からインストールし直してください。',
        token_revoked:
          'トークンが無効にされています。「Install App」からインストールし直し、新しい値を書いてください。',
        token_expired:
          'トークンの期限が切れています。自動更新を使う場合は、設定画面で新しい更新用トークンを発行し、SLACK_BOT_TOKEN とともに書き換えてください。',
        not_allowed_token_type:
          'トークンの種類が違います。SLACK_BOT_TOKEN は xoxb-、SLACK_APP_TOKEN は xapp- で始まる値です。',
      } as Readonly<Record<string, string>>,
      network:
        'このサーバーから slack.com の 443 番へ通信できるか、ファイアウォールとプロキシーを確認してください。別の接続先を使う場合は SLACK_API_URL（例: https://slack.com/api/）を確認してください。',
      proxy: 'SLACK_API_URL の値（例: https://slack.com/api/）と、途中のプロキシーの許可設定を確認してください。',
      later: '数分おいて、もう一度実行してください。',
      addScopes:
        '「OAuth & Permissions」の「Bot Token Scopes」に追加し、「Reinstall to Workspace」を押してください。「App Manifest」に bot/slack/manifest.yaml の内容を貼り付けても追加できます。',
      removeScopes: '最小限の権限で使うため、「Bot Token Scopes」から外すことをお勧めします（外さなくても動きます）。',
      socketMode: `「Socket Mode」を有効にし、${APP_TOKEN_PLACE}のトークンに権限 connections:write が付いているか確認してください。`,
      socketNetwork:
        'HTTPS に加えて、wss-primary.slack.com などへのウェブソケットの通信を、ファイアウォールとプロキシーで許可してください。',
      invite: 'そのチャンネルで「/invite @全庁FAQ」と入力し、ボットを招待してください。',
      channelId:
        'チャンネル名ではなく ID（チャンネルの詳細の一番下、C で始まる値）か、非公開チャンネルにボットを招待したかを確認してください。',
    },
  },
} as const
