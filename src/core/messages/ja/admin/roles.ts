// Roles in words, in Japanese.
import type { Grant, Role } from '../../../access/account.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  staff: '職員',
  editor: '編集者',
  approver: '承認者',
  manager: '集計の閲覧者',
  administrator: '管理者',
}

export const roleMeanings: Readonly<Record<Role, string>> = {
  staff: '質問する。自分の所属に限って公開されたFAQも見られる',
  editor: 'FAQを作成・編集し、承認を依頼する',
  approver: 'FAQを編集し、承認して公開する',
  manager: 'すべての集計を見る',
  administrator: '利用者、担当課、監査記録を含め、すべてを管理する',
}

/** 「編集者（人事課）」 */
export function grantInWords({ role, sectionCode }: Grant, sectionNames: ReadonlyMap<string, string>): string {
  if (role !== 'editor' && role !== 'approver') return roleNames[role]
  const where = sectionCode === null ? 'すべての担当課' : (sectionNames.get(sectionCode) ?? sectionCode)
  return `${roleNames[role]}（${where}）`
}
