// A modal that was sent. What it changes is done before Slack hears of it, which takes milliseconds: so faults appear in the
// window, and what the person typed stays. Messages are sent after.
import type { SlackViewMiddlewareArgs, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import type { z } from 'zod'
import type { FrontEndDeps } from './front-end.ts'
import { failureMessage } from './notices.ts'
import { errorsOfFault, type FieldErrors, readMetadata } from './read-view.ts'
import type { Client } from './talk.ts'
import { describeError, whenToRetry } from './transport/failure.ts'

export interface Submission<T> {
  readonly view: ViewOutput
  readonly metadata: T
  readonly client: Client
  readonly user: string
  readonly userName: string
  readonly team: string
}

export interface Handling<T> {
  readonly schema: z.ZodType<T>
  /** Null where all that was typed is within its bounds. */
  readonly check: (view: ViewOutput) => FieldErrors | null
  /** Makes the change, and gives back what is to be told of it. */
  readonly work: (submission: Submission<T>, deps: FrontEndDeps) => Promise<() => Promise<void>>
}

type ViewArgs = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'> & { readonly client: Client }

export function onSubmit<T>({ schema, check, work }: Handling<T>, deps: FrontEndDeps) {
  return async ({ ack, body, view, client }: ViewArgs): Promise<void> => {
    const errors = check(view)
    if (errors !== null) return ack({ response_action: 'errors', errors: { ...errors } })
    const metadata = readMetadata(view, schema)
    if (metadata === null) return ack()
    const { id: user, name: userName } = body.user
    const submission = { view, metadata, client, user, userName, team: body.team?.id ?? body.user.team_id ?? '' }
    const done = await attempt(() => work(submission, deps), view, deps)
    if ('errors' in done) return ack({ response_action: 'errors', errors: { ...done.errors } })
    await ack()
    await tell(done.tell, deps)
  }
}

type Attempt = { readonly tell: () => Promise<void> } | { readonly errors: FieldErrors }

async function attempt(
  work: () => Promise<() => Promise<void>>,
  view: ViewOutput,
  deps: FrontEndDeps,
): Promise<Attempt> {
  try {
    return { tell: await work() }
  } catch (error) {
    const block = view.blocks.find(({ type }) => type === 'input')?.block_id ?? ''
    return { errors: errorsOfFault(error, view) ?? { [block]: failureMessage(error, deps).text } }
  }
}

/** The change stands, whatever becomes of the message; it is made once, so nothing here may have it done again. */
async function tell(work: () => Promise<void>, { log }: FrontEndDeps): Promise<void> {
  try {
    await work()
  } catch (error) {
    log('slack_not_told', { error: describeError(error), passing: whenToRetry(error) === 'later' })
  }
}
