// Two fields for a new password, and what is said of what was typed into them.
import { html } from 'hono/html'
import {
  PASSWORD_LENGTH,
  type PasswordOwner,
  type PasswordRules,
  passwordProblem,
} from '../../src/core/access/password-rules.ts'
import { signInTexts as texts } from '../../src/core/messages/ja/admin/sign-in.ts'
import type { Html } from '../../src/pages/html.ts'
import { type Problems, textField } from '../form-field.ts'
import { readField } from '../read-field.ts'

export function newPasswordFields(problems: Problems, { lengthMin }: Pick<PasswordRules, 'lengthMin'>): Html {
  const recommended = Math.max(lengthMin, PASSWORD_LENGTH.recommended)
  const shared = { type: 'password', autocomplete: 'new-password', required: true } as const
  const hint = texts.passwordHint(lengthMin, recommended)
  return html`${textField({ ...shared, id: 'new-password', label: texts.newPassword, hint, problem: problems['new-password'] })}
${textField({ ...shared, id: 'again', label: texts.again, problem: problems['again'] })}`
}

/** The password, or what is wrong with it. */
export function readNewPassword(
  body: unknown,
  owner: PasswordOwner,
  rules: PasswordRules,
): { readonly password: string; readonly problems: Problems } {
  const password = readField(body, 'new-password')
  const problem = passwordProblem(password, owner, rules)
  if (problem !== null) return { password, problems: { 'new-password': texts.passwordProblems[problem] } }
  const same = password.normalize('NFKC') === readField(body, 'again').normalize('NFKC')
  return { password, problems: same ? {} : { again: texts.passwordProblems.mismatch } }
}
