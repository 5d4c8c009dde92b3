// Mail: answering what comes in, and sending news of tickets where a mail server is set up.

import { answerMail } from '../../bot/mail/answer-mail.ts'
import { deliverNews } from '../../bot/mail/deliver-news.ts'
import { deliverNotice } from '../../bot/mail/deliver-notice.ts'
import type { AnswerMailDeps } from '../../bot/mail/mail-deps.ts'
import type { MailPlace } from '../../bot/mail/turn-blocks.ts'
import { composeMessage, type MailAddress } from '../adapters/mail/outgoing-mail.ts'
import { type MailSender, openSmtpSender } from '../adapters/mail/smtp-sender.ts'
import type { MailInOptions, MailInOutcome, Product } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { FaqError } from '../core/errors.ts'
import { openSecretHider, passwordsIn } from '../core/hide-secrets.ts'
import { mailMessages } from '../core/messages/ja/mail.ts'
import { hideInFaults } from './hide-in-faults.ts'

type MailSettings = Pick<Config, 'mail' | 'organisation' | 'publicUrl'>

export interface OpenMail {
  readonly from: MailAddress
  readonly send: MailSender['send']
  readonly close: () => void
}

/** From now on news of tickets go out by mail; without a mail server, null, and nothing is sent. */
export function openMail(product: Product, config: MailSettings): OpenMail | null {
  const from = senderOf(config)
  const { smtpUrl } = config.mail
  if (from === null || smtpUrl === null) return null
  const sender = openSmtpSender(smtpUrl)
  const hide = openSecretHider(passwordsIn(smtpUrl))
  const send = hideInFaults(sender.send, hide)
  const { tickets, contacts, askerKeys } = product.desk
  const deps = { tickets, contacts, askerKeys, from, place: placeOf(config), send }
  product.desk.deliverBy('mail', message => deliverNews(message, deps))
  const { notices } = product.editorial
  const { accounts } = product.people
  product.editorial.deliverBy('mail', message => deliverNotice(message, { ...deps, notices, accounts }))
  return { from, send, close: sender.close }
}

/** Answers one message: the reply is printed, or sent. */
export async function answerOneMail(
  product: Product,
  { raw, send, print }: MailInOptions,
  config: MailSettings,
): Promise<MailInOutcome> {
  const from = senderOf(config)
  const { smtpUrl, allowedDomains } = config.mail
  if (from === null) throw new FaqError('config', { problems: [mailMessages.fromMissing] })
  const { conversation, questionLog, registry, inbox, desk } = product
  const { tickets, askerKeys } = desk
  const deps: AnswerMailDeps = {
    conversation,
    questionLog,
    registry,
    inbox,
    tickets,
    askerKeys,
    from,
    allowedDomains,
    place: placeOf(config),
    now: () => new Date(),
  }
  if (!send) return answerMail(raw, async reply => print(await composeMessage(reply)), deps)
  if (smtpUrl === null) throw new FaqError('config', { problems: [mailMessages.smtpMissing] })
  const sender = openSmtpSender(smtpUrl)
  try {
    return await answerMail(raw, sender.send, deps)
  } finally {
    sender.close()
  }
}

function placeOf({ mail, organisation, publicUrl }: MailSettings): MailPlace {
  return { publicUrl, organisation, newsByMail: mail.smtpUrl !== null }
}

export function senderOf({ mail, organisation }: Pick<MailSettings, 'mail' | 'organisation'>): MailAddress | null {
  return mail.from === null
    ? null
    : { name: mail.from.name ?? mailMessages.sender(organisation), address: mail.from.address }
}
