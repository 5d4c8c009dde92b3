// What the pages for synonyms say, in Japanese.
import type { WordProblem } from '../../../synonym-words.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

export const synonymTexts = {
  title: '類義語',
  lead: '庁内で同じ意味に使う言葉や、表記の揺れをまとめます。同じグループの言葉は、どれで尋ねても同じFAQが見つかりやすくなります。変更は、保存するとすぐに検索に反映されます。',
  add: 'グループを追加する',
  filter: '言葉で絞り込む',
  filterButton: '絞り込む',
  clear: '絞り込みをやめる',
  caption: '登録されているグループの一覧',
  words: '言葉',
  note: '備考',
  changed: '最後の変更',
  changedBy: (at: string, actor: string) => `${at} ${actor}`,
  actions: '操作',
  edit: '編集する',
  editOf: (words: string) => `「${words}」を編集する`,
  none: 'グループはまだありません。',
  noneFound: '当てはまるグループはありません。',
  count: (value: number) => `${number(value)}件`,
  separator: '、',

  fileHeading: '設定ファイルのグループ',
  fileLead:
    'サーバーの設定ファイル（SYNONYMS_FILE）で決めたグループです。検索に使われていますが、このページでは変更できません。変更したいときは取り込んでから編集し、管理者にファイルから除くよう依頼してください。',
  fileCaption: '設定ファイルで決めたグループの一覧',
  line: '行',
  take: 'すべて取り込む',
  takeOne: '取り込む',
  takeOneOf: (words: string) => `「${words}」を取り込む`,
  taken: '取り込み済み',
  fileNone: '設定ファイルにグループはありません。',
  dictionary: 'このほかに、製品に付属する一般的な類義語の辞書も検索に使われています。',

  newTitle: 'グループを追加する',
  editTitle: 'グループを編集する',
  wordsHint: '同じ意味の言葉を、1行に1つずつ入力してください（2〜30個、それぞれ50文字まで）。',
  noteHint: 'なぜ同じとみなすか、どの課の言葉かなど（200文字まで）。',
  preview: '効果を確かめる',
  previewLead: '保存する前に、実際の質問と質問セットの回答がどう変わるかを確かめます。',
  remove: '削除したときの効果を確かめる',
  removeHeading: 'このグループを削除する',
  removeLead: '削除したときに回答がどう変わるかを確かめてから、削除できます。',
  back: '類義語の一覧に戻る',
  problemsHeading: '入力内容を確認してください',
  problem: (problem: WordProblem): string => {
    switch (problem.kind) {
      case 'too_few':
        return '言葉を2つ以上入力してください。'
      case 'too_many':
        return `言葉は${number(problem.max)}個までにしてください。`
      case 'too_long':
        return `「${problem.word.slice(0, 20)}…」が長すぎます。${number(problem.max)}文字までにしてください。`
      case 'unsearchable':
        return `「${problem.word}」は、検索に使える語を含まないか、ほかの言葉と同じ語として扱われます。除いてください。`
      default:
        return problem satisfies never
    }
  },
  noteTooLong: '備考は200文字までにしてください。',
  notePlain: '備考',

  previewTitle: '類義語の効果',
  previewOf: {
    create: (words: string) => `「${words}」を追加したとき`,
    change: (words: string) => `「${words}」に変更したとき`,
    remove: (words: string) => `「${words}」を削除したとき`,
  },
  previewResult: '実際の質問と質問セットを、いまの類義語と変更後の類義語の両方で尋ねて比べました。',
  overlapHeading: 'ほかのグループにもある言葉です',
  overlap: (shared: string, words: string) =>
    `「${shared}」は、グループ「${words}」にもあります。2つのグループの言葉どうしは、同じ意味とはみなされません。`,
  overlapAdvice: '同じ意味であれば、1つのグループにまとめてください。意味が異なるときは、言葉を見直してください。',
  save: { create: 'この内容で追加する', change: 'この内容に変更する', remove: '削除する' },
  rewrite: '入力に戻る',
  saved: '保存しました',
  savedTexts: {
    create: '類義語のグループを追加しました。検索に反映しています。',
    change: '類義語のグループを変更しました。検索に反映しています。',
    remove: '類義語のグループを削除しました。検索に反映しています。',
    take: '設定ファイルのグループを取り込みました。',
  },
  conflict: 'ほかの人が先に変更しました',
  conflictText:
    'このグループは、入力している間にほかの人が変更しました。最新の内容を確認してから、もう一度編集してください。',
  toLatest: '最新の内容を編集する',
  gone: 'この確認は、もう残っていません',
  goneText: '時間がたったか、サーバーが再起動しました。お手数ですが、もう一度入力してください。',
} as const
