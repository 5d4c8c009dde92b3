// The small registry of the stories: a dozen entries of 汐見県, a prefecture that does not exist, in three sections, and one
// of every status that nobody may see.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeEntries } from '../../src/adapters/entry-files/write-entry-file.ts'
import { PLAIN_CONTENT, type Section } from '../../src/core/entry.ts'
import type { EntryInput } from '../../src/core/ports/registry.ts'

const JINJI: Section = { code: 'jinji', name: '人事課' }
const RYOHI: Section = { code: 'ryohi', name: '旅費センター' }
const JOHO: Section = { code: 'joho', name: '情報政策課' }

/** An entry with everything that a test does not care about filled in. */
export function entryInput(
  id: string,
  section: Section,
  content: Pick<EntryInput, 'question' | 'answer'> & Partial<EntryInput>,
): EntryInput {
  return {
    id,
    section,
    status: 'published',
    ...PLAIN_CONTENT,
    reviewBy: '2099-03-31',
    registeredOn: '2026-04-01',
    revisedOn: '2026-04-01',
    ...content,
  }
}

export const STORY_ENTRIES: readonly EntryInput[] = [
  entryInput('jinji-001', JINJI, {
    question: '年次有給休暇を取得するときは、どのような手続きが必要ですか。',
    answer: '前日までに、庶務事務システムの「休暇申請」から申請してください。\n1. 日付を選ぶ\n2. 所属長の承認を受ける',
    phrasings: ['休みを取りたい', '年休の申請方法'],
    tags: ['休暇'],
    basis: ['職員の勤務時間、休暇等に関する条例第12条'],
  }),
  entryInput('jinji-002', JINJI, {
    question: '結婚したときに必要な届出を教えてください。',
    answer: '結婚した日から14日以内に、身上異動届を人事課に提出してください。',
  }),
  entryInput('jinji-003', JINJI, {
    question: '副業をしたいときは、どのような許可が必要ですか。',
    answer: '営利企業従事等許可申請書を、始める日の30日前までに提出してください。',
  }),
  entryInput('jinji-004', JINJI, {
    question: '育児休業から復帰する日を早めることはできますか。',
    answer: '復帰しようとする日の1か月前までに、育児休業変更承認請求書を提出してください。',
  }),
  entryInput('ryohi-001', RYOHI, {
    question: '出張の旅費は、いつ支給されますか。',
    answer: '審査が10日までに終わったものは当月25日、25日までに終わったものは翌月10日に支給します。',
    phrasings: ['旅費はいつ振り込まれるか'],
  }),
  entryInput('ryohi-002', RYOHI, {
    question: '出張で自家用車を使うときの手続きを教えてください。',
    answer: '出張の3日前までに、私有車公用使用承認申請書を所属長に提出してください。',
  }),
  entryInput('ryohi-003', RYOHI, {
    question: '出張を取りやめたときの航空券のキャンセル料は支給されますか。',
    answer: '公務の都合による取りやめであれば、キャンセル料を支給します。領収書を添付してください。',
  }),
  entryInput('joho-001', JOHO, {
    question: '在宅勤務でＶＰＮに接続できないときは、どうすればよいですか。',
    answer: 'パソコンを再起動し、100%接続できない場合は情報政策課に電話してください。',
    phrasings: ['テレワークでつながらない'],
  }),
  entryInput('joho-002', JOHO, {
    question: 'パスワードを忘れたときの再発行を教えてください。',
    answer: '職員ポータルの「パスワード再設定」から、職員番号を入力して申請してください。',
    negativePhrasings: ['給与明細の暗証番号を忘れた'],
  }),
  entryInput('joho-003', JOHO, {
    question: '会議室の大型モニターの貸出しを受けるには、どうすればよいですか。',
    answer: '職員ポータルの「備品予約」から、使用する日の前日までに予約してください。',
  }),
  entryInput('jinji-900', JINJI, {
    question: '永年勤続表彰の副賞は何ですか。',
    answer: '副賞の制度は終わりました。',
    status: 'archived',
  }),
  entryInput('jinji-901', JINJI, {
    question: '時差出勤の新しい区分を教えてください。',
    answer: '検討しています。',
    status: 'draft',
    registeredOn: null,
  }),
  entryInput('joho-902', JOHO, {
    question: '生成ＡＩの利用申請の様式はどこにありますか。',
    answer: '承認を待っています。',
    status: 'in_review',
    registeredOn: null,
  }),
]

/** A matter and several deadlines: 「その期限は？」 means something only after a question on 介護休暇. */
export const FOLLOW_UP_ENTRIES: readonly EntryInput[] = [
  entryInput('jinji-010', JINJI, {
    question: '介護休暇を取得するときは、どのような手続きが必要ですか。',
    answer: '介護休暇申請書を提出してください。',
  }),
  entryInput('jinji-011', JINJI, {
    question: '介護休暇の申請の期限を教えてください。',
    answer: '始める日の1週間前です。',
  }),
  entryInput('jinji-012', JINJI, { question: '児童手当の申請の期限を教えてください。', answer: '15日以内です。' }),
  entryInput('jinji-013', JINJI, { question: '通勤手当の届出の期限を教えてください。', answer: '15日以内です。' }),
]

export const PUBLISHED = STORY_ENTRIES.filter(({ status }) => status === 'published')
export const HIDDEN = STORY_ENTRIES.filter(({ status }) => status !== 'published')

/** A folder of the test's own; whoever makes it removes it. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'zencho-story-'))
}

/** Entries as a file that `zencho import` reads. */
export async function writeEntries(path: string, inputs: readonly EntryInput[]): Promise<string> {
  const entries = inputs.map(input => ({
    ...input,
    revision: 1,
    mergedInto: null,
    revisedOn: input.revisedOn ?? '2026-04-01',
  }))
  const format = path.endsWith('.csv') ? 'csv' : path.endsWith('.yaml') ? 'yaml' : 'jsonl'
  await writeFile(path, encodeEntries(entries, format))
  return path
}

/** A folder below `folder` that can stand in for the sample data. */
export async function writeSampleFolder(
  folder: string,
  inputs: readonly EntryInput[] = STORY_ENTRIES,
): Promise<string> {
  const sample = join(folder, 'sample')
  await mkdir(sample)
  await writeEntries(join(sample, '01-all.jsonl'), inputs)
  return sample
}
