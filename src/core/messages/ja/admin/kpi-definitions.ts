// What each figure is called and how it is counted, in Japanese: the same words on every page, in every file and in the API.

export interface FigureDefinition {
  readonly name: string
  readonly definition: string
}

/** The figures that people are shown, in the order of a table of all of them. */
export const FIGURE_NAMES = [
  'registered',
  'registeredInYear',
  'opening',
  'target',
  'remaining',
  'forecast',
  'pace',
  'published',
  'verified',
  'verifiedRate',
  'archived',
  'questions',
  'answered',
  'answerRate',
  'candidates',
  'unanswered',
  'zeroHitRate',
  'resolved',
  'unresolved',
  'resolvedRate',
  'askers',
  'staff',
  'usageRate',
  'ticketDays',
  'openTickets',
  'reviewsDue',
] as const
export type FigureName = (typeof FIGURE_NAMES)[number]

export const kpiDefinitions: Readonly<Record<FigureName, FigureDefinition>> = {
  registered: {
    name: '登録数（累計）',
    definition:
      '初めて公開した日（登録日）がその日までのFAQの数に、期首の登録数を加えたものです。廃止したFAQも数に含みます。統合したFAQは、それぞれが登録された時点で1件ずつ数え、統合しても数は減らず、増えもしません。公開をやめて再び公開しても、登録日は変わらず、1件と数えます。',
  },
  registeredInYear: {
    name: '年度内の登録数',
    definition: 'その年度の4月1日以降に初めて公開したFAQの数です。期首の登録数は含みません。',
  },
  opening: {
    name: '期首の登録数',
    definition:
      'このシステムに取り込む前に登録されていて、1件ごとの記録がないFAQの数です。日付と件数、理由を記録して、登録数（累計）に加えます。',
  },
  target: {
    name: '目標',
    definition:
      '計画に定めた、年度末（3月31日）の登録数（累計）の目標です。その年度の目標がないときは、その前で最も新しい年度の目標を示します。',
  },
  remaining: {
    name: '目標までの残り',
    definition: '目標から登録数（累計）を引いた数です。目標に達しているときは0件です。',
  },
  forecast: {
    name: '年度末の見込み',
    definition:
      '前日までの26週間（記録がそれより短いときは、ある分だけ。4週間に満たないときは示しません）の1週あたりの登録数の平均が年度末まで続くとした見込みです。幅は、週ごとのばらつきから求めた80％の予測区間です。',
  },
  pace: {
    name: '目標に必要な月あたりの登録数',
    definition:
      '目標までの残りを、年度末までの残りの日数を月に直した数（1か月を30.4日とします）で割り、端数を切り上げたものです。その年度の目標があるときに示します。',
  },
  published: {
    name: '公開中',
    definition: 'その日の終わりに公開されていて、職員への回答に使われるFAQの数です。',
  },
  verified: {
    name: '検証済み',
    definition: '公開中のFAQのうち、見直し期限が定められていて、その期限を過ぎていないものの数です。',
  },
  verifiedRate: { name: '検証済みの割合', definition: '検証済みの数を、公開中の数で割ったものです。' },
  archived: {
    name: '公開を終えたFAQ',
    definition:
      '登録したあと、廃止や統合などで公開をやめたFAQの数です。登録数（累計）から、期首の登録数と公開中の数を引いたものに当たります。',
  },
  questions: {
    name: '質問数',
    definition: '職員が、画面・Slack・メールなどから尋ねた質問の数です。日本時間の日付で数えます。',
  },
  answered: { name: '回答した質問', definition: '担当課の公式回答を示した質問の数です。' },
  answerRate: { name: '回答率', definition: '回答した質問の数を、質問数で割ったものです。' },
  candidates: { name: '候補を示した質問', definition: '回答を1つに決めず、近いFAQを候補として示した質問の数です。' },
  unanswered: {
    name: '該当なしの質問',
    definition: '回答も候補も示せなかった質問の数です。',
  },
  zeroHitRate: { name: '該当なしの割合', definition: '該当なしの質問の数を、質問数で割ったものです。' },
  resolved: {
    name: '「解決した」の数',
    definition: '質問した職員が最後に「解決した」と答えた質問の数です。質問した日に数えます。',
  },
  unresolved: {
    name: '「解決しない」の数',
    definition: '質問した職員が最後に「解決しない」と答えた質問の数です。質問した日に数えます。',
  },
  resolvedRate: {
    name: '解決率',
    definition:
      '「解決した」の数を、「解決した」と「解決しない」の数の合計で割ったものです。どちらとも答えなかった質問は含みません。',
  },
  askers: {
    name: '質問した職員の数',
    definition:
      '期間にかかる月に1回以上質問した職員の数です。同じ人は1人と数えます。名前は保存せず、元に戻せない符号で区別します。人を区別できない質問は含みません。5人に満たないときは、個人が推測されるのを防ぐため、数を示しません。',
  },
  staff: {
    name: '職員数',
    definition:
      '利用率のもとになる、年度の職員の数です。その年度の数がないときは、その前で最も新しい年度の数を使います。',
  },
  usageRate: {
    name: '利用率',
    definition: '質問した職員の数を、職員数で割ったものです。質問した職員が5人に満たないときは示しません。',
  },
  ticketDays: {
    name: '問い合わせ票の回答までの日数',
    definition: '期間に回答した問い合わせ票について、受け付けてから回答するまでの日数の中央値です。',
  },
  openTickets: {
    name: '回答を待っている問い合わせ票',
    definition: '受け付けて、まだ回答していない問い合わせ票の数です。',
  },
  reviewsDue: {
    name: '見直し期限が近いFAQ',
    definition: '公開中のFAQのうち、これから1か月以内に見直し期限を迎えるものの数です。',
  },
}
