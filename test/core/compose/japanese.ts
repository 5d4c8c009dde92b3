// The analyser of the product, opened once: what is checked here is Japanese as staff and sections write it.
import { openLinderaAnalyser } from '../../../src/adapters/lindera/lindera-analyser.ts'
import type { ComposeSource } from '../../../src/core/compose/quote.ts'

export const analyser = openLinderaAnalyser()

export const LEAVE: ComposeSource = {
  id: 'jinji-001',
  question: '年次有給休暇を申請するには、どうすればよいですか。',
  answer:
    '庶務事務システムの「休暇申請」から、前日の17時までに申請してください。\n1日、半日又は1時間の単位で取得できます。\n年度に20日付与され、残りは20日まで翌年度に繰り越せます。\n当日の申請はできませんので、所属長に電話で連絡してください。\n詳しくは https://portal.shiomi.example/leave を見てください。',
  section: { code: 'jinji', name: '人事課' },
  revisedOn: '2026-04-01',
}

export const TRAVEL: ComposeSource = {
  id: 'kaikei-002',
  question: '出張の旅費は、いつ支給されますか。',
  answer:
    '出張の翌月15日に、給与の口座に振り込みます。\n宿泊費は1泊9,800円を上限とします。\n領収書を添えて、帰着した日から5営業日以内に精算してください。\n問合せは 会計課（内線2345、ryohi@pref.shiomi.example）まで。',
  section: { code: 'kaikei', name: '会計課' },
  revisedOn: '2026-05-10',
}
