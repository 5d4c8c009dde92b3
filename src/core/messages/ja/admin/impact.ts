// What the preview of a change's effect says, in Japanese.
import type { Origin } from '../../../impact/impact-report.ts'
import type { ChangeKind } from '../../../impact/judge-change.ts'
import type { KnowledgeSource } from '../../../impact/known-answer.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

const KINDS: Readonly<Record<ChangeKind, string>> = {
  worse: '悪くなる',
  different: '変わる',
  better: '良くなる',
  same: '変わらない',
}

const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  set: '質問セット',
  own: 'このFAQの質問と言い換え',
  log: '実際の質問',
}

const SOURCE_WORDS: Readonly<Record<KnowledgeSource, string>> = {
  label: '質問セットの正解',
  feedback: '職員の「解決した」など',
  phrasing: 'FAQの質問・言い換えと同じ文',
}

export const impactTexts = {
  title: '公開したときの影響',
  lead: 'この版を公開すると、回答がどう変わるかを確かめます。最近の実際の質問と質問セットを、いまの索引と、公開したとした索引の両方に尋ねて比べました。',
  about: (question: string) => `対象: ${question}`,
  nothingToDo: '公開している版と同じです',
  nothingToDoText: '編集中の版がないため、公開しても回答は変わりません。',
  back: 'FAQのページに戻る',
  again: 'もう一度確認する',
  at: (time: string) => `${time}に確認しました。`,
  wordsOnly: '意味による検索が使えない状態で確認しました',
  wordsOnlyText: '語と音だけで比べた結果です。実際の影響とは異なることがあります。',

  verdicts: {
    worse: (count: number) => `悪くなる質問が${number(count)}問あります`,
    worseTexts: {
      entry: '公開する前に、質問文・言い換え・「案内しない質問」を見直してください。',
      synonyms: '保存する前に、言葉の組み合わせを見直してください。',
    },
    gate: '担当課の設定により、質問セットの回答が悪くなる版は公開できません。',
    different: (count: number) => `回答が変わる質問が${number(count)}問あります`,
    differentText: '良くなるとも悪くなるとも決められない質問です。内容を確認してください。',
    fine: '悪くなる質問はありません',
    fineText: 'この変更をしても、確かめた質問の回答が悪くなることはありません。',
  },
  countsHeading: '確かめた質問',
  countsCaption: '質問の種類ごとの影響',
  origin: '質問の種類',
  origins: ORIGIN_WORDS,
  total: '合計',
  kinds: KINDS,
  count: (value: number) => `${number(value)}問`,
  sectionHeading: (kind: ChangeKind, count: number) => `${KINDS[kind]}質問（${number(count)}問）`,
  caption: (kind: ChangeKind) => `${KINDS[kind]}質問の、いまと変更後の回答`,
  leads: {
    worse: '正しいFAQが分かっている質問で、回答や候補から正しいFAQが遠ざかるものです。',
    different:
      '判定または先頭のFAQが変わるものの、良くなるとも悪くなるとも決められないものです。内容を確認してください。',
    better: '正しいFAQが分かっている質問で、正しいFAQに近づくものです。',
  },
  question: '質問',
  before: 'いま',
  after: '変更後',
  basis: '判断の根拠',
  sources: SOURCE_WORDS,
  noBasis: '（正しいFAQは不明）',
  times: (times: number) => `${number(times)}回`,
  fromSet: (name: string) => `質問セット「${name}」`,
  rightEntries: '正しいFAQ',
  thisEntry: 'このFAQ',
  hidden: '（閲覧できないFAQ）',
  noEntry: '（FAQを示さない）',
  more: (count: number) => `ほか${number(count)}問`,
  nothing: '当てはまる質問はありません。',
} as const
