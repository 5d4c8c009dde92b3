// What readers are told of an official answer in other words: in Japanese, and for those who read English, in English beside it.
import type { RenderFailure } from '../../rendering/render-answer.ts'

const SORRY = '公式の回答をご覧ください。'

export const renderingMessages = {
  links: { plain: 'やさしい日本語で読む', en: 'Read in English' },
  group: 'ほかの言葉で読む',
  /** The language of the words themselves. */
  languageTags: { plain: 'ja', en: 'en' },
  titles: { plain: 'やさしい日本語', en: 'English' },
  machine: {
    plain: 'AIによる参考訳です。正式な内容は元の回答です。',
    en: 'This is a machine translation for reference. The official answer is the Japanese original.',
  },
  machineJapanese: 'AIによる参考訳です。正式な内容は元の回答です。',
  confirmed: {
    plain: '担当課が確認した訳です。正式な内容は元の回答です。',
    en: 'The responsible section has checked this translation. The official answer is the Japanese original.',
  },
  confirmedJapanese: '担当課が確認した訳です。正式な内容は元の回答です。',
  chips: { machine: 'AIによる参考訳', confirmed: '担当課が確認した訳' },
  toOriginal: { plain: '元の回答を見る', en: 'See the original answer' },
  original: '元の回答（正式な内容）',
  make: { plain: 'やさしい日本語の参考訳を作る', en: 'Translate into English' },
  makeLead: {
    plain: 'AIが、この回答をやさしい日本語に書き直します。数十秒かかることがあります。',
    en: 'An AI translates this answer into English. It may take some tens of seconds.',
  },
  busy: '参考訳を作成しています。',
  failedHeading: { plain: '参考訳を表示できません', en: 'No translation is available' },
  failedEnglish: 'No translation can be shown now. Please see the official answer below.',
  limited: `短い時間に多くの参考訳が求められています。しばらくしてからお試しください。${SORRY}`,
  failures: {
    withdrawn: `担当課の判断により、この回答の参考訳は表示していません。${SORRY}`,
    unfit: `AIの参考訳に、元の回答と合わないところがあったため、表示していません。${SORRY}`,
    too_long: `この回答は長いため、参考訳を作れません。${SORRY}`,
    masked: `この回答には外部に送れない番号が含まれるため、参考訳を作れません。${SORRY}`,
    over_allowance: `今日作れる参考訳の上限に達しました。明日もう一度お試しください。${SORRY}`,
    other: `参考訳を作れませんでした。しばらくしてから、もう一度お試しください。${SORRY}`,
  },
} as const

export function describeRenderFailure(why: RenderFailure): string {
  const { failures } = renderingMessages
  return Object.hasOwn(failures, why) ? failures[why as keyof typeof failures] : failures.other
}
