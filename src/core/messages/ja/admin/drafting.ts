// What the pages say on which a chat model helps editors, in Japanese: drafts to look over, proposed phrasings, and answers in
// other words.
import type { CheckReason } from '../../../drafting/check-draft-answer.ts'
import type { DraftFailure } from '../../../drafting/draft-entry.ts'
import type { DraftSource } from '../../../ports/model-drafts.ts'
import type { RenderingLanguage, RenderingState } from '../../../ports/renderings.ts'

const SOURCES: Readonly<Record<DraftSource, string>> = {
  ticket: '問い合わせ票',
  cluster: '答えのない質問のまとまり',
  thread: 'Slackのやり取り',
}

const REASONS: Readonly<Record<CheckReason, string>> = {
  other_facts: '元の文章にない数値・日付・連絡先などがあります',
  unsupported: '元の文章に見当たらない内容です',
  contrary: '元の文章と反対のことを述べている可能性があります',
  masked: '個人情報を伏せた部分があります。必要な内容を書き入れてください',
  link_removed: '元の文章にないリンクを取り除きました',
}

const FAILURES: Readonly<Record<DraftFailure, string>> = {
  resting: 'AIの応答がない状態が続いているため、しばらく利用を止めています。数分後にもう一度お試しください。',
  over_allowance: '今日のAIの利用量が上限に達しました。明日もう一度お試しください。',
  over_own_allowance: 'あなたの今日のAIの利用量が上限に達しました。明日もう一度お試しください。',
  switched_off: 'AIの利用は、管理者が停止しています。',
  not_recorded: '送信の記録を残せなかったため、AIには何も送りませんでした。システム管理者に連絡してください。',
  unreachable: 'AIのサービスにつながりませんでした。しばらくしてから、もう一度お試しください。',
  refused: 'AIのサービスに接続を断られました。システム管理者に連絡してください。',
  unknown_model: '設定されているAIのモデルが見つかりません。システム管理者に連絡してください。',
  too_many: 'AIのサービスが混み合っています。しばらくしてから、もう一度お試しください。',
  bad_reply: 'AIのサービスから、読み取れない返答がありました。もう一度お試しください。',
  empty: 'AIから返答がありませんでした。もう一度お試しください。',
  slow: 'AIの返答に時間がかかりすぎたため、中止しました。もう一度お試しください。',
  left: '途中で中止しました。',
  cut: 'AIの返答が長すぎて、途中で切れました。もう一度お試しください。',
  no_json: 'AIの返答が、決められた形になっていませんでした。もう一度お試しください。',
  wrong_shape: 'AIの返答が、決められた形になっていませんでした。もう一度お試しください。',
  no_sources: '元になる文章がないため、作れませんでした。',
  nothing_left: 'AIの返答に、使える内容がありませんでした。もう一度お試しください。',
  fault: '下書きを作れませんでした。もう一度お試しください。',
}

const LANGUAGES: Readonly<Record<RenderingLanguage, string>> = { plain: 'やさしい日本語', en: '英語' }

const RENDERING_STATES: Readonly<Record<RenderingState | 'none', string>> = {
  none: 'まだありません',
  machine: 'AIによる参考訳（未確認）',
  confirmed: '担当課が確認した訳',
  withdrawn: '表示しない',
  unfit: '確認に合格しなかったため、表示していません',
}

export const draftingTexts = {
  badge: 'AI下書き',
  sources: SOURCES,
  reasons: REASONS,
  failures: FAILURES,

  ask: {
    button: 'AIで下書きを作る',
    again: 'もう一度AIで作る',
    lead: '質問、補足、回答と、似ているFAQを基に、AIが下書きを作ります。個人情報は伏せて送ります。人が確かめて保存するまで、何も登録しません。',
    clusterHeading: 'AIにFAQの下書きを作らせる',
    clusterLead:
      'まとまりの質問と、似ているFAQを基に、AIが下書きを作ります。個人情報は伏せて送ります。まだ担当課の答えがないため、回答の内容は必ず担当課で確かめてください。人が確かめて保存するまで、何も登録しません。',
    failed: 'AIで下書きを作れませんでした',
    off: 'AIによる下書きは使えません。使うには、サーバーの設定 OPENAI_MODEL が必要です。',
  },

  review: {
    title: 'AIが作った下書きの確認',
    lead: '元の文章と、AIが作った下書きを見比べて、確かめてください。この画面では、まだ何も登録していません。',
    sourcesHeading: '元の文章',
    draftHeading: 'AIが作った下書き',
    near: '似ているFAQ（公開中）',
    nearNone: '似ているFAQはありません。',
    checkHeading: '元の文章にない内容',
    checkLead: '次の文は、元の文章で確かめられませんでした。正しいかどうかを、必ず確認してください。',
    checkNone: '元の文章にない数値・日付・リンクは、見付かりませんでした。内容が正しいことは、人が確かめてください。',
    facts: (facts: string) => `元の文章にないもの：${facts}`,
    question: '質問',
    answer: '回答',
    phrasings: '言い換え',
    negativePhrasings: '対象外の質問',
    tags: 'タグ',
    none: 'なし',
    use: '登録用の画面に読み込む',
    useHint: '読み込んだ後に、内容を直して保存します。',
    toEntry: '登録されたFAQを見る',
    toTicket: '問い合わせ票に戻る',
    toCluster: '質問のまとまりに戻る',
    settledHeading: 'このまとまりへの対応は、すでに決まっています',
    settledText:
      'ほかの人が先に対応を決めました。この下書きを登録しても、まとまりとはつながりません。まとまりの状態を確かめてから、登録するかどうかを決めてください。',
    made: (moment: string, name: string, model: string) =>
      `${moment}に、${name}さんの求めでAI（${model}）が作りました。`,
    kinds: {
      question: '寄せられた質問',
      remark: '質問した人の補足',
      answer: '担当課の回答',
      message: 'やり取りの発言',
    },
    without: {
      gone: '元の文章は、もうありません。',
      hidden: '元の質問は、別の担当課の候補となっているまとまりのものなので、表示しません。',
      moved: '元の問い合わせは、別の担当課に移ったので、表示しません。',
    },
  },

  form: {
    heading: 'AIが作った下書きを読み込みました',
    text: '内容を確かめ、必要なところを直してから保存してください。直さずに保存したものは、公開するか内容を変えるまで「AI下書き」と表示します。',
  },

  mark: {
    heading: 'AIが作ったままの下書きです',
    text: (moment: string, name: string, model: string, source: string) =>
      `${moment}に、${name}さんの求めで、AI（${model}）が${source}から作りました。人が質問か回答を直すか、公開すると、この表示は消えます。`,
    review: '元の文章と見比べる',
    ownHeading: '別の人が確かめて公開してください',
    ownText:
      'AIが作ったままの下書きは、それを作らせた人や保存した人とは別の人が公開します。承認を依頼するか、内容を自分で直してください。',
  },

  listFilter: 'AI下書きのままのものだけ',

  phrasings: {
    button: 'AIに言い換えを提案させる',
    lead: 'AIが言い換えと対象外の質問の候補を考えます。採用するかどうかは、「言い換えの提案」で人が決めます。',
    title: 'AIによる言い換えの提案',
    proposed: (count: number) => `${count.toLocaleString('ja-JP')}件を提案に加えました`,
    proposedText: '「言い換えの提案」で、影響を確かめてから、採用するかどうかを決めてください。',
    none: '新しい提案はありませんでした',
    noneText: 'AIの提案は、すでに登録されているか、ほかのFAQに案内してしまうものだけでした。',
    failed: 'AIに提案させることができませんでした',
    toSuggestions: 'このFAQへの提案を見る',
    back: 'このFAQに戻る',
  },

  renderings: {
    heading: 'ほかの言葉での表示',
    lead: '職員が「やさしい日本語」や英語で読めるようにした訳です。確認すると、「担当課が確認した訳」と表示します。',
    languages: LANGUAGES,
    states: RENDERING_STATES,
    title: (language: RenderingLanguage, question: string) => `${LANGUAGES[language]}での表示：${question}`,
    open: (language: RenderingLanguage) => `${LANGUAGES[language]}での表示を確認する・直す`,
    original: '公式の内容',
    rendering: 'この言葉での内容',
    question: '質問',
    answer: '回答（Markdown）',
    confirm: 'この内容で確認済みにする',
    confirmAnyway: '違いを確かめたうえで、確認済みにする',
    differsHeading: '元の回答と合わないところがあるかもしれません',
    differs:
      '数値・日付・時刻・電話番号・リンク、または「できない」などの否定が、元の回答と合っていない可能性があります。見比べて、正しければもう一度押してください。',
    approverConfirms: '承認制の課では、承認者が確認済みにします。',
    withdraw: '表示しないことにする',
    make: 'AIに訳させる',
    confirmed: '確認済みにしました',
    confirmedText: '職員には「担当課が確認した訳」と表示します。',
    withdrawn: '表示しないことにしました',
    withdrawnText: '職員には、この言葉での表示を見せません。',
    failed: '訳を作れませんでした',
    unfit: 'AIの訳に、元の回答と合わない数値・日付・リンクがあったため、使いませんでした。',
    changed: 'この間に、ほかの人が変更しました',
    changedText: '今の内容を表示しています。確認してから、もう一度操作してください。',
    problems: {
      heading: '入力を確認してください',
      empty: (field: string) => `${field}を入力してください。`,
      tooLong: (field: string, limit: number) => `${field}は${limit.toLocaleString('ja-JP')}字以内で入力してください。`,
    },
    decidedBy: (moment: string, name: string) => `${moment}、${name}`,
    notPublished: '公開中のFAQだけに、ほかの言葉での表示があります。',
  },
} as const
