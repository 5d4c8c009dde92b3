// What the MCP server says. Its readers are programs and the people behind them, so every text is Japanese with the
// English beside it.
import { QUESTION_LENGTH_MAX } from '../../answer-question.ts'
import { formatFiscalYear, formatJapaneseDate } from '../../fiscal-year.ts'
import { conversationMessages } from './conversation.ts'

const LIMIT = QUESTION_LENGTH_MAX.toLocaleString('ja-JP')
const percent = (confidence: number) => `${Math.round(confidence * 100)}%`
const count = (value: number) => value.toLocaleString('ja-JP')

export interface KpiText {
  readonly registered: number
  readonly registeredThisFiscalYear: number
  readonly published: number
  readonly fiscalYear: number
  readonly target: { readonly fiscalYear: number; readonly value: number } | null
  readonly asOf: string
  readonly sections: readonly { readonly name: string; readonly registered: number; readonly published: number }[]
}

export const mcpMessages = {
  title: '全庁FAQ / Zencho FAQ',
  instructions:
    '県庁の職員のためのFAQです。回答は担当課が定めた公式のものなので、要約や言い換えをせず、原文のまま、担当課・改定日・アドレスとともに示してください。該当するFAQがないときは、答えを作らず、担当課への問い合わせを案内してください。\n' +
    'FAQ of a prefectural government for its staff. Answers are official texts of the section in charge: show them verbatim, with section, revision date and address. Where no entry answers, do not make up an answer: refer to the section.',

  tools: {
    search: {
      title: 'FAQを検索する / Search the FAQ',
      description:
        '質問の文や語に近い、公開中のFAQを、近い順に返します。質問の記録は残りません。\n' +
        'Published entries nearest to a question or to words, best first. Nothing is logged.',
      query: `質問、または語（1–${LIMIT}字） / a question or words (1–${QUESTION_LENGTH_MAX} characters)`,
      limit: '件数（1–20、既定 5） / how many (1–20, default 5)',
    },
    entry: {
      title: 'FAQを1件読む / Read one entry',
      description:
        '番号で指定した公開中のFAQの、公式の回答を原文のまま返します。\n' +
        'The official answer of one published entry, word for word.',
      id: 'FAQの番号（例: jinji-001） / id of the entry, e.g. jinji-001',
    },
    ask: {
      title: '質問する / Ask',
      description:
        '質問に、公式の回答（answered）、候補（candidates）、該当なし（unanswered）のいずれかを返します。質問は、FAQの改善のために記録します。\n' +
        'One question: the official answer (answered), candidates, or unanswered. The question is logged, to improve the FAQ.',
      question: `質問（1–${LIMIT}字） / the question (1–${QUESTION_LENGTH_MAX} characters)`,
      conversation:
        '同じ会話の質問に付ける任意の名前。前の質問を踏まえて調べます。 / any name shared by the questions of one conversation, so that follow-ups are understood',
    },
    section: '担当課コードで絞り込む / only entries of this section (its code)',
  },

  fields: {
    confidence: '質問に答える確からしさ（0–1） / how surely it answers (0–1)',
    noConfidence: '分からないときは null / null where it is not known',
    answer: '公式の回答（Markdown、原文） / the official answer (Markdown, verbatim)',
    revisedAt: '改定日 / date of revision, YYYY-MM-DD',
    registeredOn: '登録日 / date of registration, YYYY-MM-DD',
    basis: '根拠 / its legal or internal basis',
    reviewBy: '見直しの期限 YYYY-MM-DD / review date',
    reviewOverdue: '要確認：見直しの期限を過ぎている / past its review date',
    followUp: '前の質問に続くものとして調べた / understood with the words of the question before',
    searchedAs:
      'AIがこのように読み替えて検索した。読み替えていないときはnull / searched as rewritten by a model, else null',
  },

  resources: {
    kpi: {
      title: 'FAQの登録数 / Registration count',
      description:
        '登録数（累計）、今年度の登録数、公開中の件数、担当課別の件数です。 / Entries registered in all, in this fiscal year, published now, and by section.',
    },
    entry: {
      title: '公開中のFAQ / Published entry',
      description: '公式の回答（Markdown） / the official answer (Markdown)',
    },
  },

  text: {
    found: (rank: number, question: string, confidence: number) =>
      `${rank}. ${question}（確からしさ ${percent(confidence)}）`,
    nothingFound: '近いFAQは見つかりませんでした。 / No entry is near.',
    facts: (section: string, revisedOn: string) => `担当課：${section}　改定日：${formatJapaneseDate(revisedOn)}`,
    basis: (basis: readonly string[]) => `根拠：${basis.join('、')}`,
    reviewOverdue: (reviewBy: string) =>
      `【${conversationMessages.answer.reviewDue}】${conversationMessages.answer.reviewDueText(formatJapaneseDate(reviewBy))} / Past its review date.`,
    id: (id: string) => `番号：${id}`,
    candidates:
      '公式の回答は1つに決まりませんでした。近いFAQは次のとおりです。 / No single answer; these entries are near.',
    others: 'ほかの候補 / Other candidates',
    unanswered:
      '該当するFAQが見つかりませんでした。担当課にお問い合わせください。 / No entry answers this question: please ask the section in charge.',
    kpi: (kpi: KpiText) =>
      [
        `登録数（累計）：${count(kpi.registered)}件`,
        `うち${formatFiscalYear(kpi.fiscalYear)}の登録：${count(kpi.registeredThisFiscalYear)}件`,
        ...(kpi.target === null
          ? []
          : [`${formatFiscalYear(kpi.target.fiscalYear)}の目標：${count(kpi.target.value)}件`]),
        `公開中：${count(kpi.published)}件`,
        ...kpi.sections.map(
          section => `・${section.name}：登録 ${count(section.registered)}件、公開中 ${count(section.published)}件`,
        ),
        `${formatJapaneseDate(kpi.asOf)}現在`,
      ].join('\n'),
  },

  problems: {
    text: `1–${LIMIT}字で入力してください / expected 1–${QUESTION_LENGTH_MAX} characters`,
    limit: '1–20の整数で指定してください / expected a whole number from 1 to 20',
    section: '担当課コードの形式ではありません / not the form of a section code',
    id: 'FAQの番号の形式ではありません / not the form of an entry id',
    conversation: '1–200字で指定してください / expected 1–200 characters',
    missing: '指定してください / is required',
  },
} as const
