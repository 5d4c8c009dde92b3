// What the web chat says to staff, in Japanese: every string for people that bot/web shows is here and nowhere else.
import { QUESTION_LENGTH_MAX } from '../../answer-question.ts'

const LIMIT = QUESTION_LENGTH_MAX.toLocaleString('ja-JP')

export const webMessages = {
  toStart: '質問する',

  start: {
    title: '職員のためのFAQ',
    heading: '庁内の手続きや制度について、質問してください',
    lead: '休暇、旅費、契約、文書など、仕事で分からないことを、ふだんの言葉で入力してください。担当課が定めた公式の回答を、原文のままお示しします。',
    examplesHeading: '質問の例',
    examples: ['休みを取りたい', '旅費はいつ振り込まれますか', '契約書に印紙は必要ですか'],
  },

  composer: {
    label: '質問',
    followUpLabel: '続けて質問する',
    required: '必須',
    optional: '任意',
    hint: `${LIMIT}字以内で入力してください。`,
    privacy: '質問は、FAQの改善のために記録します。氏名などの個人情報は入力しないでください。',
    enterHint: 'Enterキーで送信、Shift＋Enterキーで改行します。',
    sectionLabel: '担当課を絞り込む',
    allSections: 'すべての担当課',
    submit: '送信',
    busy: '回答を探しています。',
  },

  problems: {
    title: '入力内容をご確認ください',
    empty: '質問を入力してください。',
    overloaded:
      'ただいま混み合っているため、すぐにお答えできません。質問は入力したまま残っています。数秒待ってから、もう一度送信してください。',
    too_long: (length: number) =>
      `質問は${LIMIT}字以内で入力してください（現在${length.toLocaleString('ja-JP')}字）。要点をしぼると、見つかりやすくなります。`,
    unknown_section: '選択した担当課が見つかりませんでした。担当課を選び直してください。',
  },

  conversation: {
    label: '質問と回答',
    heading: '質問と回答',
    asked: '質問',
    seeEarlier: '前の会話の続きを見る',
    startNew: '新しい会話を始める',
    narrowedTo: (section: string) => `担当課を「${section}」に絞り込み`,
  },

  feedback: {
    ticketLead: '担当課に問い合わせると、公式の回答を受け取れます。',
  },

  comment: {
    label: '解決しなかった理由',
    hint: '知りたかったことなどを書いてください。FAQの改善に役立てます。個人情報は入力しないでください。',
    submit: '理由を送る',
    recorded: '理由を記録しました。ありがとうございます。',
  },

  ticketForm: {
    title: '担当課への問い合わせ',
    suggested: '近いと思われる課',
    otherSections: 'そのほかの課',
    chooseSection: '選んでください',
    sectionHint: '問い合わせる課を選んでください。違っていた場合は、受け付けた課から正しい課に引き継ぎます。',
    address: '回答をメールでも受け取る',
    addressHint: 'メールアドレスを入力すると、回答をメールでもお送りします。',
    addressProblem: 'メールアドレスの形式を確認してください（例：shiomi.taro@example.jp）。',
    privacy: '問い合わせの内容と回答は、FAQを作成するときに使うことがあります。',
    back: '質問の画面に戻る',
    known: 'この質問は、すでに問い合わせています',
    knownText: (name: string) =>
      `この質問には問い合わせ票 ${name} があるため、入力した内容は送信していません。別の内容を問い合わせるときは、新しく質問し、その回答の画面から問い合わせてください。`,
  },

  ticketPage: {
    closed: '対応を終了しました。',
    mailToo: '回答は、入力されたメールアドレスにもお送りします。',
    reason: (reason: string) => `理由：${reason}`,
    reopenClosedLead: '対応の終了後も解決していないときは、その理由を書いて、もう一度担当課に送れます。',
    refusedHeading: '受け付けられませんでした',
    refused: '問い合わせ票の状態が変わったため、この操作はできません。現在の状態は、このページのとおりです。',
    typed: '入力した内容',
  },

  failure: {
    heading: '送信できませんでした',
    text: '入力した内容は残っています。ネットワークの状態を確認するか、少し待ってから、もう一度送信してください。',
    resend: '再送信',
  },

  /** What the page says of the network while a form waits. */
  network: {
    slow: '回答に時間がかかっています。このままお待ちください。',
    offline: 'ネットワークに接続していません。入力した内容は残っています。',
    /** The page sends it again by itself. */
    busy: 'ただいま混み合っています。数秒後に、自動でもう一度送信します。',
    online: 'ネットワークに接続しました。「再送信」を押すと、もう一度送信します。',
  },

  summary: {
    heading: 'AIによるまとめ（公式の回答ではありません）',
    warning:
      'AIが、表示しているFAQをもとに文章を作ります。誤りを含むことがあります。手続きは、必ず公式の回答を確認して行ってください。',
    see: 'AIによるまとめを見る',
    busy: 'まとめを作成しています。',
    failed: 'まとめの作成が途中で止まりました。公式の回答や候補のFAQをご覧ください。',
    source: (question: string) => `［出典：${question}］`,
    toAnswer: '質問と回答の画面に戻る',
  },

  /** On other sites of the office: the first three around the frame, the others within it. */
  widget: {
    open: '全庁FAQに質問する',
    title: '全庁FAQ',
    close: '閉じる',
    heading: 'ふだんの言葉で質問してください',
    lead: '担当課が定めた公式の回答を、原文のままお示しします。リンクは新しいタブで開きます。',
  },

  entryPage: {
    kind: '公式のFAQ',
    askSection: (section: string) => `${section}のFAQに絞って質問する`,
    askMore: 'ほかのことを質問する',
  },

  errors: {
    notFound: {
      heading: 'ページが見つかりません',
      text: 'アドレスが正しいか、ご確認ください。このFAQや質問は、公開されていないか、移動した可能性があります。',
    },
    archived: {
      heading: 'このFAQは廃止されました',
      text: (section: string) =>
        `このFAQは、現在は使われていません。最新の取扱いは、質問して調べるか、担当課「${section}」にお問い合わせください。`,
    },
    foreign: {
      heading: '送信を受け付けられませんでした',
      text: '全庁FAQの画面の外から送信されたため、受け付けませんでした。お手数ですが、全庁FAQの画面を開き直して、もう一度お試しください。',
    },
    badForm: {
      heading: '送信を受け付けられませんでした',
      text: '送信された内容を読み取れませんでした。お手数ですが、全庁FAQの画面を開き直して、もう一度お試しください。',
    },
  },
} as const
