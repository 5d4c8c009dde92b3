// A password that is handed to the command on its standard input: never as an argument, which every process list shows.
import type { Account } from '../core/access/account.ts'
import { passwordProblem } from '../core/access/password-rules.ts'
import { FaqError } from '../core/errors.ts'
import { signInTexts } from '../core/messages/ja/admin/sign-in.ts'
import { userCli as words } from '../core/messages/ja/user-cli.ts'
import type { People } from './cli-deps.ts'
import { readUpTo } from './read-up-to.ts'

/** The longest password in any alphabet, with room. */
const INPUT_BYTES_MAX = 4_096

export async function setPassword(account: Account, input: AsyncIterable<Uint8Array>, people: People): Promise<void> {
  const { passwordRules, passwords, accounts } = people
  const [password = ''] = (await readUpTo(input, INPUT_BYTES_MAX)).toString('utf8').split(/\r?\n/u)
  const problem = passwordProblem(password, account, passwordRules)
  if (problem !== null) {
    const expected = words.passwordExpected(passwordRules.lengthMin)
    throw new FaqError('bad_input', { field: 'password', expected, got: signInTexts.passwordProblems[problem] })
  }
  await accounts.setPassword(account.id, await passwords.hash(password), 'cli')
}
