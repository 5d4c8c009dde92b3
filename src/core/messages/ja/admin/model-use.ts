// What the page on the use of a chat model says, in Japanese.
import type { GroupSize } from '../../../kpi/small-groups.ts'
import type { SendingPurpose } from '../../../ports/outbound-log.ts'
import { placeholders } from '../composed.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

const purposes: Readonly<Record<SendingPurpose, string>> = {
  compose: 'AIによるまとめ',
  rewrite: '続きの質問の読み替え',
  draft: 'FAQの下書き',
  phrasings: '言い換えの案',
  plain: 'やさしい日本語の訳',
  english: '英語の訳',
}

export const modelUseTexts = {
  title: 'AIの利用',
  lead: '文章を作るAIの利用状況と、これまでに送った内容の記録です。利用は、この画面でいつでも停止できます。公式の回答は、AIを使わずにそのまま表示しています。',
  stateHeading: '現在の状態',
  states: {
    on: '利用しています',
    off: '停止しています',
    none: '設定していません',
  },
  stateText: {
    on: '質問した人や編集する人が求めたときと、続きの質問を調べるときに、下に示す内容をAIに送ります。',
    off: '何も送っていません。公式の回答は、これまでどおり表示しています。',
    none: '文章を作るAIが設定されていないため、何も送っていません。設定は、サーバーの環境変数 OPENAI_MODEL で行います。',
  },
  host: '送り先',
  model: 'モデル',
  moved: (isOn: boolean, at: string, by: string) => `${at} ${by} が${isOn ? '再開' : '停止'}しました。`,
  stop: '利用を停止する',
  stopText:
    '停止すると、これから先は何も送りません。すべてのサーバーにすぐに反映されます。公式の回答の表示は変わりません。',
  start: '利用を再開する',
  startText: '再開すると、設定されている送り先に、下に示す内容を再び送ります。',
  done: { on: '利用を再開しました', off: '利用を停止しました' },
  doneText: 'この操作は監査記録に残りました。',

  circuitsHeading: '送り先の状態',
  circuitsText:
    '続けて5回失敗すると、その用途での利用を休止し、30秒ごとに1回だけ試します。成功すると元に戻ります。表示しているのは、この画面を出しているサーバーの状態です。',
  circuitsCaption: '用途ごとの送り先の状態',
  circuitColumns: { purpose: '用途', state: '状態', since: '休止した日時', failures: '続けて失敗した回数' },
  circuits: { closed: '正常', open: '休止中', probing: '再開できるか確認中' },
  never: '－',

  tokensHeading: '本日の利用量',
  tokensText: 'トークンは、AIが文章を数える単位です。日本語ではおおむね1文字を1トークンとして、多めに数えています。',
  tokensCaption: '本日の利用量（トークン）',
  tokenColumns: { purpose: '用途', tokens: '利用量' },
  allPurposes: '合計',
  limit: (tokens: number) => `${number(tokens)}（1日の上限）`,
  limitHeading: '全体の上限',
  ownLimitHeading: '1人あたりの上限',
  askers: '利用した人数',
  askersNear: '1人あたりの上限の8割以上を使った人数',
  people: (size: GroupSize) => (size === 'few' ? '5人未満' : `${number(size)}人`),
  peopleText:
    'だれが利用したかは表示しません。人数が5人未満のときは「5人未満」と表示します。利用した人を見分ける記号は、翌日に消します。',

  contentHeading: '送る内容と送らない内容',
  sentHeading: '送る内容',
  sent: [
    '質問文（個人情報を伏せたもの）',
    '質問した人が読むことのできる、検索で見つかったFAQ（最大5件）の質問、回答（先頭から2,000字）、担当課名、改定日',
    '続きの質問のときは、直前までのやり取り（最大4回分。個人情報を伏せたもの）',
    '下書きや言い換えの案、訳を編集する人が求めたときは、元になる問い合わせ、やり取り、FAQの文章（個人情報を伏せたもの）',
    'AIへの決まった指示文',
  ],
  notSentHeading: '送らない内容',
  notSent: [
    '質問した人の氏名、所属、利用者ID',
    'FAQの番号、求めた人が読むことのできないFAQ',
    '評価、記録、統計',
    '電話番号、メールアドレス、住所、郵便番号、マイナンバー、職員番号、口座番号（質問ややり取りの文章では、送る前に伏せます）',
  ],
  contentNote:
    '氏名は、ほかの言葉と見分けられないため、伏せることができません。質問に氏名などを書かないよう、職員に案内してください。',

  vectorsHeading: '検索のために送る質問文',
  vectorsText: (host: string) =>
    `意味による検索に外部のサービス（${host}）を使う設定（EMBEDDER=openai）のため、検索のたびに、質問文とFAQの文章をそのまま送っています。個人情報は伏せず、下の記録にも残りません。この画面で停止することもできません。`,

  recordsHeading: '送った内容の記録',
  recordsText:
    '送る前に1件ずつ記録しています。記録できないときは送りません。文章そのものは残しません。質問文は質問の記録に、FAQはFAQの履歴にあります。',
  filter: '絞り込み',
  from: 'いつから',
  until: 'いつまで',
  purpose: '用途',
  anyPurpose: 'すべての用途',
  search: '絞り込む',
  clear: '条件を消す',
  badDate: (text: string) => `「${text}」は日付として読めません。2026-04-01 のように入力してください。`,
  daysHeading: '日ごとの件数',
  daysCaption: '日ごとの件数（新しい日から31日分まで）',
  dayColumns: { day: '日', times: '件数', characters: '文字数' },
  listHeading: '1件ごとの記録',
  caption: '新しい順に表示しています。',
  none: '条件に合う記録はありません。',
  columns: {
    seq: '番号',
    at: '日時',
    purpose: '用途',
    host: '送り先',
    model: 'モデル',
    question: '質問',
    entries: '送ったFAQ',
    characters: '文字数',
    masked: '伏せた情報',
  },
  seeQuestion: '質問を見る',
  seeQuestionOf: (seq: number) => `番号${number(seq)}の質問を見る`,
  noQuestion: '－',
  noEntries: '－',
  nothingMasked: 'なし',
  newest: '最新の記録に戻る',
  older: '前の記録を見る',
  export: '書き出し',
  exportText: '絞り込んだ記録をすべて、古い順に書き出します。',
  csv: 'CSV（Excel用）',
  fileName: 'ai-sent.csv',
  count: number,
  purposes,
} as const

/** Another program may have written what this one does not know. */
export function purposeWord(purpose: string): string {
  return Object.entries(purposes).find(([known]) => known === purpose)?.[1] ?? purpose
}

export function maskedWord(kind: string): string {
  return (
    Object.entries(placeholders)
      .find(([known]) => known === kind)?.[1]
      .replace(/[［］]/gu, '') ?? kind
  )
}
