// What the list of entries and the form of an entry say, in Japanese.

import type { DraftField, DraftProblem } from '../../../editing/entry-draft.ts'
import type { Choice, MergedField } from '../../../editing/merge-versions.ts'
import type { EntryStatus } from '../../../entry.ts'
import type { EntryOrder, EntryState } from '../../../ports/entry-list.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

const FIELDS: Readonly<Record<DraftField, string>> = {
  section: '担当課',
  question: '質問',
  answer: '回答',
  phrasings: '言い換え',
  negativePhrasings: '対象外の質問',
  tags: 'タグ',
  basis: '根拠',
  validFrom: '有効期間の開始日',
  validUntil: '有効期間の終了日',
  reviewBy: '見直し期限',
  visibleTo: '公開範囲',
  note: '変更の要点',
}

const STATUSES: Readonly<Record<EntryStatus, string>> = {
  draft: '下書き',
  in_review: '承認待ち',
  published: '公開',
  archived: '廃止',
}

const STATES: Readonly<Record<EntryState, string>> = {
  draft: '下書き',
  in_review: '承認待ち',
  published: '公開',
  revising: '改訂中',
  archived: '廃止',
}

const ORDERS: Readonly<Record<EntryOrder, string>> = {
  updated: '更新が新しい順',
  registered: '登録が新しい順',
  id: '番号順',
}

export const editingTexts = {
  fields: FIELDS,
  statuses: STATUSES,
  revising: '改訂中',
  merged: '統合済み',
  list: {
    title: 'FAQの一覧',
    create: '新しいFAQを登録する',
    filterHeading: '絞り込み',
    text: '検索する言葉',
    textHint: '番号、質問、言い換え、回答から探します。空白で区切ると、すべてを含むものを探します。',
    section: '担当課',
    allSections: 'すべての担当課',
    ownSections: '自分の担当課',
    tag: 'タグ',
    due: '見直し期限を過ぎたものだけ',
    order: '並べ替え',
    orders: ORDERS,
    submit: '絞り込む',
    clear: '条件をすべて外す',
    statesLabel: '状態で絞り込む',
    allStates: 'すべて',
    states: STATES,
    count: (value: number) => `${number(value)}件`,
    caption: (total: number, from: number, to: number) =>
      total === 0 ? '0件' : `${number(total)}件のうち${number(from)}件目から${number(to)}件目`,
    columns: { question: '質問', section: '担当課', status: '状態', review: '見直し期限', updated: '更新日' },
    reviewDue: '要確認',
    noReview: '期限なし',
    none: '条件に合うFAQはありません。',
    noneHint: '検索する言葉を短くするか、条件を外してください。',
    pages: 'ページの移動',
    page: (page: number, last: number) => `${number(page)} / ${number(last)}ページ`,
    first: '最初',
    previous: '前へ',
    next: '次へ',
    last: '最後',
    unsavedHeading: '保存していない入力があります',
    unsavedText: '入力の途中で離れたFAQです。開くと、続きから入力できます。',
    unsavedAt: (moment: string) => `（${moment}に自動保存）`,
    untitled: '（質問は未入力）',
    restricted: '公開範囲あり',
    restrictedToSome: '一部の担当課のみ',
  },
  form: {
    newTitle: '新しいFAQの登録',
    editTitle: 'FAQの編集',
    id: (id: string) => `FAQ番号：${id}`,
    basedOn: (revision: number, status: string) => `第${revision}版（${status}）を元に編集しています。`,
    required: '必須',
    problemsHeading: '入力内容を確認してください',
    problemsText: '次の項目を直して、もう一度保存してください。入力した内容は残っています。',
    hints: {
      question: '職員が読んで、自分の知りたいことだと分かる文にしてください。',
      answer:
        'Markdownで書けます。改行はそのまま表示します。見出しは「## 」、箇条書きは「- 」、太字は「**太字**」、リンクは「[名前](https://…)」です。',
      phrasings: '同じことを尋ねる別の言い方です。1行に1つ書いてください。',
      negativePhrasings: '似ているものの、このFAQでは答えられない質問です。1行に1つ書いてください。',
      tags: '1つの欄に1つ入力してください。',
      basis: '条例、規程、通知などです。1行に1つ書いてください。行の終わりにURLを書くと、リンクになります。',
      validity: '期間の外では、回答に使いません。空欄なら、いつでも使います。',
      reviewBy: (date: string) => `内容が正しいかを確かめ直す日です。目安：${date}`,
      note: 'この版で何を変えたかを、承認する人と後から読む人のために書いてください。',
    },
    lineCount: (count: number, limit: number) => `${number(count)}件（${number(limit)}件まで）`,
    addTag: 'タグの欄を増やす',
    chooseSection: '選んでください',
    validity: '有効期間',
    openToAll: 'すべての職員',
    openToSome: '選んだ担当課の職員だけ',
    someHeading: '公開する担当課',
    someHint: 'このFAQの担当課の職員は、選ばなくても見ることができます。',
    save: '下書きを保存',
    saveAndGo: '保存して確認へ進む',
    preview: 'プレビュー',
    back: '一覧へ戻る',
    saved: (revision: number) => `第${revision}版を下書きとして保存しました`,
    savedText: '職員への回答は、公開するまで変わりません。',
    unchanged: '変更はありません',
    unchangedText: '保存されている内容と同じため、新しい版は作りませんでした。',
    servesMeanwhile: (revision: number) =>
      `公開中の第${revision}版は、この下書きを公開するまで、そのまま職員に表示されます。`,
    inReview: '承認を待っています。ここで保存すると下書きに戻り、承認はもう一度必要になります。',
    archived: '廃止されたFAQです。ここで保存すると下書きになり、公開すると再び回答に使われます。',
    merged: 'ほかのFAQに統合されたFAQです。通常は編集しません。',
    autosaveOn: '入力は自動で保存されます。',
    autosaveOff: '復元するか破棄するかを選ぶと、入力の自動保存が始まります。',
    autosaved: '入力を自動保存しました（まだ下書きには保存していません）。',
    autosaveFailed: '入力を自動保存できませんでした。通信を確認し、「下書きを保存」を押してください。',
  },
  restore: {
    heading: '保存していない入力があります',
    text: (moment: string) => `${moment}に自動保存した入力があります。続きから編集できます。`,
    outdated: 'その後に、ほかの人がこのFAQを更新しています。復元して保存すると、両方の変更を見比べて選べます。',
    restore: '復元する',
    discard: '破棄する',
    restored: '自動保存した入力を復元しました',
    restoredText: 'まだ下書きには保存していません。内容を確認して、保存してください。',
  },
  preview: {
    heading: 'プレビュー',
    lead: '公開したときの表示です。',
    empty: '質問と回答を入力すると、ここに表示されます。',
    untitled: '（質問を入力してください）',
  },
  similar: {
    heading: '似たFAQがあります',
    lead: '同じ内容なら、新しく登録せずに、そのFAQに言い換えを足すか、統合してください。',
    count: (count: number) => `似たFAQが${count}件あります`,
    confidence: (percent: number) => `近さ ${percent}%`,
    open: '開く',
    merge: '統合する',
    of: (action: string, question: string) => `${action}：${question}`,
    newTab: '（新しいタブで開きます）',
  },
  attachments: {
    heading: '添付ファイル・画像',
    hint: (megabytes: number, extensions: string) =>
      `1つ${megabytes}MBまで。使える形式：${extensions}。追加すると、回答の本文に入ります。画像は「![ ]」の中に、画像が伝える内容を言葉で書いてください。`,
    choose: 'ファイルを選ぶ',
    add: 'ファイルを追加する',
    list: '追加したファイル',
    remove: (name: string) => `「${name}」を外す`,
    markdown: '本文に書くときの文字列',
    size: (kilobytes: number) => `${number(kilobytes)}KB`,
    unused: '本文では使われていません',
    added: (name: string) => `「${name}」を追加しました`,
    addedText: '回答の本文の最後に入れました。必要な場所へ移してから、保存してください。',
    removed: 'ファイルを外しました',
    removedText: '本文に残っている場合は、本文からも消してください。',
    unnamed: '添付ファイル',
    missing: 'ファイルを選んでください。',
    tooLarge: (megabytes: number) => `ファイルが大きすぎます。${megabytes}MB以下にしてください。`,
    wrongKind: (extensions: string) =>
      `この形式のファイルは添付できません。使える形式：${extensions}。マクロを含む文書は添付できません。`,
    tooMany: (limit: number) => `添付できるのは、1つのFAQにつき${number(limit)}個までです。`,
    uploading: 'ファイルを送っています…',
    failed: 'ファイルを追加できませんでした',
  },
  conflict: {
    title: 'ほかの人が先に更新しています',
    lead: (theirs: number, base: number) =>
      `編集の元にした第${base}版のあとに、ほかの人が第${theirs}版を保存しました。あなたの入力は失われていません。項目ごとに、どちらを使うかを選んでください。`,
    fresh: (theirs: number) =>
      `このFAQ番号では、ほかの人が先に第${theirs}版を保存しました。あなたの入力は失われていません。項目ごとに、どちらを使うかを選んでください。`,
    by: (who: string, moment: string) => `${who}が${moment}に保存`,
    note: (note: string) => `変更の要点：${note}`,
    autoHeading: '重なっていない変更',
    autoLead: '片方だけが変えた項目と、両方の変更を合わせられる項目です。選び直すこともできます。',
    clashHeading: '重なった変更',
    clashLead: '両方が違う内容に変えた項目です。どちらを使うかを選んでください。',
    base: 'もとの版',
    theirs: 'ほかの人の変更',
    mine: 'あなたの入力',
    unchanged: '変更なし',
    empty: '（空欄）',
    choices: { theirs: 'ほかの人の変更を使う', mine: 'あなたの入力を使う', both: '両方を合わせる' } satisfies Record<
      Choice,
      string
    >,
    choose: (field: MergedField) => `「${FIELDS[field]}」は、どちらを使いますか。`,
    chooseMissing: (field: MergedField) => `「${FIELDS[field]}」で使う方を選んでください。`,
    save: 'この内容で下書きを保存',
    toForm: '選んだ内容をフォームで直す',
    none: '両方の内容は同じです。',
    reload: '自分の入力を使わず、最新の版を開く',
  },
  openToAll: 'すべての職員',
} as const

/** What is wrong with a field, and what to do. */
export function describeDraftProblem(problem: DraftProblem): string {
  const field = FIELDS[problem.field]
  switch (problem.kind) {
    case 'missing':
      return problem.field === 'section' || problem.field === 'visibleTo'
        ? `「${problem.field === 'visibleTo' ? '公開する担当課' : field}」を選んでください。`
        : `「${field}」を入力してください。`
    case 'too_long':
      return `「${field}」は${number(problem.limit)}字以内で入力してください（現在${number(problem.length)}字）。`
    case 'line_too_long':
      return `「${field}」の${number(problem.line)}件目は${number(problem.limit)}字以内で入力してください（現在${number(problem.length)}字）。`
    case 'too_many':
      return `「${field}」は${number(problem.limit)}件以内で入力してください（現在${number(problem.count)}件）。`
    case 'not_a_date':
      return `「${field}」は、ある日付を年月日で入力してください（例：2027-03-31）。`
    case 'before_start':
      return `「${field}」は、開始日と同じか、それより後の日にしてください。`
    default:
      return problem satisfies never
  }
}
