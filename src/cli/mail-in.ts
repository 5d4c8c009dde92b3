// `zencho mail-in`: one message from a mail server on the input, its reply on the output or on its way. A mail server tells
// from the exit code what to do: 0, the message is dealt with; 75, keep it and hand it over again later. So nothing is lost
// while the database is busy or a setting is wrong.
import { FaqError } from '../core/errors.ts'
import { describeFault } from '../core/messages/describe-fault.ts'
import { mailMessages } from '../core/messages/ja/mail.ts'
import type { CliDeps } from './cli-deps.ts'
import { readUpTo } from './read-up-to.ts'
import { withProduct } from './with-product.ts'

/** EX_TEMPFAIL of sysexits.h, which Postfix, Exim, sendmail and others know. */
export const TRY_AGAIN_LATER = 75

/** A page of text with its quoted thread takes some kilobytes; what lies beyond this are attachments, which are not read. */
const MESSAGE_BYTES_MAX = 1024 * 1024

/** The exit code. */
export async function runMailIn({ send = false }: { readonly send?: boolean }, deps: CliDeps): Promise<number> {
  try {
    const raw = await readUpTo(deps.input(), MESSAGE_BYTES_MAX)
    const outcome = await withProduct(deps, product => deps.answerMail(product, { raw, send, print: deps.out }))
    if (outcome.kind === 'ignored') deps.err(mailMessages.ignored[outcome.reason])
    if (outcome.kind === 'busy') deps.err(mailMessages.busy)
    if (outcome.kind === 'answered' && send) deps.err(mailMessages.sent)
    return outcome.kind === 'busy' ? TRY_AGAIN_LATER : 0
  } catch (error) {
    deps.err(describeFailure(error))
    return TRY_AGAIN_LATER
  }
}

/** The mail server writes this into its log, and may show it to the sender: no stack, no address of ours. */
function describeFailure(error: unknown): string {
  if (error instanceof FaqError) {
    const { title, detail } = describeFault(error, 'ja')
    return `${title}: ${detail}`
  }
  const { code } = error as { readonly code?: unknown }
  return mailMessages.failed(typeof code === 'string' ? code : 'unknown')
}
