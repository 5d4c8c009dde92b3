// What the pages of suggested wordings say, in Japanese.
import { WRONG_PEOPLE_MIN } from '../../../learning/suggest-phrasings.ts'
import type { Misfit, TakeOverStep } from '../../../learning/take-over.ts'
import type { SuggestionKind, SuggestionSource } from '../../../ports/suggestions.ts'
import type { Outcome } from '../../../search/judge.ts'
import type { WorkflowOutcome } from '../../../workflow/workflow.ts'

const number = (value: number) => value.toLocaleString('ja-JP')

const KINDS: Readonly<Record<SuggestionKind, string>> = { phrasing: '言い換え', negative: '対象外の質問' }

const SOURCES: Readonly<Record<SuggestionSource, string>> = {
  resolved: '候補から選ばれ、「解決した」',
  wrong: '回答や選んだ候補が「解決しない」「この中にない」',
  cluster: '答えのない質問から',
  model: 'AIの提案',
}

const MISFITS: Readonly<Record<Misfit, string>> = {
  in_review: 'このFAQは、承認を待っています。承認が済むか、依頼が取り下げられるまで、取り入れることはできません。',
  archived: 'このFAQは、廃止されています。',
  known: '同じ文が、このFAQにすでにあるか、選んだ提案の中に2つあります。文を直すか、選択を外してください。',
  too_many: '言い換えと対象外の質問は、それぞれ200件までです。選ぶ提案を減らすか、FAQの言い換えを整理してください。',
}

export const suggestionTexts = {
  title: '言い換えの提案',
  lead: '質問した人の反応などから作った、言い換えと「対象外の質問」の案です。採用するまで、検索の結果は変わりません。',
  howTitle: '提案のしくみ',
  how: [
    '候補の一覧から選ばれ、「解決した」となった質問の文を、そのFAQの言い換えとして提案します。',
    `同じ文で質問した${number(WRONG_PEOPLE_MIN)}人以上に役立たず、役立った人が少ないとき、その文を「対象外の質問」として提案します。`,
    '氏名以外の個人情報は、伏せてから提案します。長い文、1語だけの文、すでに回答として表示される文は、提案しません。',
    '一度却下した文は、二度と提案しません。',
  ],
  filter: {
    label: '提案の絞り込み',
    section: '担当課',
    allSections: '担当するすべての課',
    kind: '種類',
    allKinds: 'すべての種類',
    source: '提案のもと',
    allSources: 'すべて',
    show: '表示する',
  },
  none: '採否を待つ提案はありません。',
  noSections: 'あなたが編集できる担当課のFAQはないため、表示する提案はありません。',
  count: (entries: number) => `提案のあるFAQ：${number(entries)}件`,
  more: (left: number) => `このFAQには、ほかに${number(left)}件の提案があります。`,
  ofEntry: (question: string) => `「${question}」への提案`,
  inTheWorks: 'このFAQには、編集中の下書きがあります。取り入れた言い換えは、下書きに加わります。',
  misfit: MISFITS,

  kinds: KINDS,
  sources: SOURCES,
  choose: (text: string) => `「${text}」を選ぶ`,
  wording: { phrasing: '加える言い換え（直せます）', negative: '加える対象外の質問（直せます）' },
  negativeHint:
    'このFAQの質問ではないときに取り入れます。このFAQの質問なのに回答が足りないときは、却下して、回答を直してください。',
  asked: (times: number, last: string | null) =>
    last === null ? `${number(times)}回` : `${number(times)}回（最後は${last}）`,
  evidence: { source: 'もとになった反応', asked: '質問された回数', now: '今の検索では' },
  notAsked: '質問された記録はありません',
  now: (place: number | null, outcome: Outcome): string => {
    if (place === null) return outcome === 'unanswered' ? '何も表示されません' : 'このFAQは表示されません'
    if (place === 1 && outcome === 'answered') return '回答として表示されます'
    return `候補の${number(place)}番目に表示されます`
  },
  preview: '選んだ提案の影響を確かめる',
  previewHint: '取り入れる前に、ほかの質問への影響を確かめます。この操作では、何も変わりません。',
  rejecting: '選んだ提案を却下する',
  reason: '却下する理由',
  reasonHint: '例: 意味が広すぎる、別のFAQの質問である',
  reject: '却下する',
  problems: {
    nothingChosen: '提案を1つ以上選んでください。',
    noReason: '却下する理由を入力してください。',
    longReason: (limit: number) => `却下する理由は、${number(limit)}文字以内で入力してください。`,
    noText: (limit: number) => `文を1文字以上、${number(limit)}文字以内で入力してください。`,
  },

  previewTitle: '取り入れたときの影響',
  about: (question: string) => `対象: ${question}`,
  wordsHeading: '加える文',
  result: '最近の実際の質問と質問セットを、今の状態と、加えて公開したとした状態の両方に尋ねて比べました。',
  steps: {
    publish: '取り入れて公開する',
    submit: '取り入れて承認を依頼する',
    draft: '下書きに加える',
  } satisfies Readonly<Record<TakeOverStep, string>>,
  stepsHint: '下書きに加えると、公開または承認依頼をするまで、検索の結果は変わりません。',
  back: '提案の一覧に戻る',
  gone: 'この確認は、もう残っていません',
  goneText: '時間がたったか、サーバーが再起動しました。お手数ですが、提案の一覧からもう一度選んでください。',
  changed: 'ほかの人が先に変更しました',
  changedText:
    'FAQか提案が、確かめている間に変更されました。何も保存していません。提案の一覧からもう一度選んでください。',
  noRight: 'この操作をする権限がありません',
  noRightText: '権限か、担当課の設定が変わりました。何も保存していません。',
  cannot: 'このままでは取り入れられません',

  doneHeading: {
    publish: '取り入れて、公開しました',
    submit: '取り入れて、承認を依頼しました',
    draft: '下書きに加えました',
    reject: '提案を却下しました',
  } satisfies Readonly<Record<TakeOverStep | 'reject', string>>,
  doneText: {
    publish: '検索に反映しています。',
    submit: '承認されると、検索に反映されます。',
    draft: '公開するまで、検索の結果は変わりません。',
    reject: '却下した文は、二度と提案しません。',
  } satisfies Readonly<Record<TakeOverStep | 'reject', string>>,
  halfHeading: '下書きに加えましたが、その先へは進めませんでした',
  half: (outcome: WorkflowOutcome['kind'], worse: number): string => {
    if (outcome === 'gate_closed')
      return `質問セットの${number(worse)}問の回答が悪くなるため、担当課の設定により公開できません。FAQのページで、下書きを見直してください。`
    if (outcome === 'changed') return '保存したあとに、ほかの人がFAQを変更しました。FAQのページで確かめてください。'
    return 'FAQのページで、下書きの状態を確かめてください。'
  },
  openEntry: 'FAQのページを開く',
} as const
