// A handful of entries of 汐見県, a prefecture that does not exist: enough for every state of the web chat, and two that
// mean harm.
import { type Entry, PLAIN_CONTENT, type Section } from '../../src/core/entry.ts'

const SECTIONS = {
  jinji: { code: 'jinji', name: '人事課' },
  jimu: { code: 'jimu', name: '総務事務センター' },
  kyuyo: { code: 'kyuyo', name: '給与課' },
  ryohi: { code: 'ryohi', name: '旅費センター' },
  kaikei: { code: 'kaikei', name: '会計課' },
} as const satisfies Record<string, Section>

export const FAKE_SECTIONS: readonly Section[] = Object.values(SECTIONS)

/** Its name would be markup if it could. */
export const HOSTILE_SECTION: Section = { code: 'hostile', name: '<b>課</b>' }

function entryOf(id: string, section: Section, content: Pick<Entry, 'question' | 'answer'> & Partial<Entry>): Entry {
  return {
    ...PLAIN_CONTENT,
    id,
    section,
    status: 'published',
    revision: 1,
    mergedInto: null,
    registeredOn: '2024-04-15',
    revisedOn: '2026-04-01',
    reviewBy: '2027-03-31',
    ...content,
  }
}

export const FAKE_ENTRIES: readonly Entry[] = [
  entryOf('ryohi-002', SECTIONS.ryohi, {
    question: '出張が終わった後の旅費請求の期限と、旅費が支給される日を教えてください。',
    answer: `帰着した日の翌日から14日以内に、庶務事務システムの「旅費」→「旅費請求」で請求してください。領収書が必要な経費（宿泊料、航空賃、駐車場代など）は、画面の「添付」に画像又はPDFで登録します。
支給日は次のとおりです。

| 審査が終わった日 | 支給日 |
|---|---|
| 10日まで | 当月25日 |
| 25日まで | 翌月10日 |

1. 「旅費請求」を開き、出張を選ぶ。
2. 領収書を添付し、「請求」を押す。
3. 所属長の承認を受ける。
3月中の出張は、期限にかかわらず**4月10日**までに請求してください。審査の状況は「旅費」→「請求状況照会」で確認できます。`,
    basis: ['汐見県職員等の旅費に関する条例第13条', '旅費事務の手引き第7章'],
    revisedOn: '2026-02-16',
  }),
  entryOf('ryohi-003', SECTIONS.ryohi, {
    question: '宿泊を伴う出張で、旅費を出発前に受け取ることはできますか。',
    answer:
      '概算額が3万円以上の宿泊出張であれば、概算払を受けられます。出発の7開庁日前までに所属長の承認を終えてください。',
    basis: ['旅費事務の手引き第6章'],
  }),
  entryOf('kaikei-010', SECTIONS.kaikei, {
    question: '立替払をした経費の精算は、どのように行いますか。',
    answer: '財務会計システムの「立替払精算」から、領収書を添えて請求してください。',
    reviewBy: '2026-11-21', // the day before the chat's today
  }),
  entryOf('jinji-001', SECTIONS.jinji, {
    question: '年次有給休暇を取得するときは、どのような手続きが必要ですか。',
    answer: '休暇を取得する日の前日までに、庶務事務システムの「休暇申請」から申請し、所属長の承認を受けてください。',
    basis: ['職員の勤務時間、休暇等に関する条例第12条'],
  }),
  entryOf('jimu-001', SECTIONS.jimu, {
    question: '子どもが生まれたとき、扶養手当を受けるにはどのような届出が必要ですか。',
    answer: '出生の日から15日以内に、庶務事務システムの「手当届出」＞「扶養親族」で子を追加してください。',
    basis: ['扶養手当支給規則第3条'],
  }),
  entryOf('jimu-002', SECTIONS.jimu, {
    question: '扶養親族の子どもや親の収入が増えたときは、どうすればよいですか。',
    answer: '「手当届出」＞「扶養親族」＞「取消し」から、15日以内に届け出てください。',
  }),
  entryOf('kyuyo-003', SECTIONS.kyuyo, {
    question: '引っ越しをしたときの通勤手当の変更手続きを教えてください。',
    answer: '引っ越した日から15日以内に、「手当届出」＞「通勤届」で新しい経路を届け出てください。',
  }),
  entryOf('jimu-004', SECTIONS.jimu, {
    question: '離れて暮らす親を扶養親族として届け出ることはできますか。',
    answer: '満60歳以上の親で、年間収入が130万円未満であれば届け出られます。',
  }),
  entryOf('kyuyo-005', SECTIONS.kyuyo, {
    question: '住居手当の対象になる家賃の範囲を教えてください。',
    answer: '共益費と駐車場代を除いた、月額の家賃が対象です。',
  }),
  entryOf('jinji-900', SECTIONS.jinji, { question: '廃止された制度', answer: '廃止前の回答。', status: 'archived' }),
  entryOf('jinji-901', SECTIONS.jinji, { question: '書きかけのFAQ', answer: '下書きの回答。', status: 'draft' }),
  entryOf('hostile-001', HOSTILE_SECTION, {
    question: '<img src=x onerror="document.title=\'broken\'">',
    answer: `<script>document.title='broken'</script>

[a](javascript:alert(1)) [b](data:text/html,x) [c](/relative) ![d](https://example.test/d.png)

[安全なリンク](https://example.test/ok) <https://example.test/auto> [手紙](mailto:faq@example.test)

# 見出し

<svg onload=alert(1)>`,
    basis: ['"><script>alert(2)</script>'],
  }),
  entryOf('hostile-002', SECTIONS.jinji, { question: '"><script>alert(3)</script>', answer: '回答' }),
]
