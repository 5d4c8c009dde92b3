// What the commands need of the product; main.ts hands it in.

import type { ClaimSettings } from '../core/access/identity.ts'
import type { PasswordRules } from '../core/access/password-rules.ts'
import type { Answer, Question } from '../core/answer-question.ts'
import type { Finding } from '../core/checkup.ts'
import type { ComposeDeps } from '../core/compose/compose-answer.ts'
import type { ModelUse } from '../core/compose/model-use.ts'
import type { Conversation } from '../core/conversation/conversation.ts'
import type { Explanation, QuestionToExplain } from '../core/explain/explain-question.ts'
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Bench } from '../core/impact/bench.ts'
import type { RegistrationKpi } from '../core/kpi/registration-kpi.ts'
import type { ClusterKeeper } from '../core/learning/cluster-keeper.ts'
import type { Clusters } from '../core/learning/clusters.ts'
import type { FeedbackUse } from '../core/learning/feedback-use.ts'
import type { NearEntry } from '../core/learning/near-entries.ts'
import type { IndexingPhaseName } from '../core/messages/indexing-phase.ts'
import type { MailIgnored } from '../core/messages/ja/mail.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import type { ApiTokens } from '../core/ports/api-tokens.ts'
import type { AskerKeys } from '../core/ports/asker-keys.ts'
import type { AttachmentFiles, Attachments } from '../core/ports/attachments.ts'
import type { AuditLog } from '../core/ports/audit-log.ts'
import type { Autosaves } from '../core/ports/autosaves.ts'
import type { BackupCommands, ProductBackups } from '../core/ports/backups.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Features } from '../core/ports/cluster-store.ts'
import type { EntryList } from '../core/ports/entry-list.ts'
import type { EventInbox } from '../core/ports/event-inbox.ts'
import type { Exchange } from '../core/ports/exchange.ts'
import type { Figures } from '../core/ports/figures.ts'
import type { Identities } from '../core/ports/identities.ts'
import type { IdentityProvider } from '../core/ports/identity-provider.ts'
import type { IndexStatus } from '../core/ports/index-status.ts'
import type { Invitations } from '../core/ports/invitations.ts'
import type { KeptValues } from '../core/ports/kept-values.ts'
import type { ModelDrafts } from '../core/ports/model-drafts.ts'
import type { NoticeMessage, Notices } from '../core/ports/notices.ts'
import type { OutboxCounts, OutDoor, OutMessage } from '../core/ports/outbox.ts'
import type { Passwords } from '../core/ports/passwords.ts'
import type { PlanStore } from '../core/ports/plan-store.ts'
import type { QuestionLog } from '../core/ports/question-log.ts'
import type { Registry } from '../core/ports/registry.ts'
import type { Renderings } from '../core/ports/renderings.ts'
import type { ReportLog } from '../core/ports/report-log.ts'
import type { ReviewComments } from '../core/ports/review-comments.ts'
import type { ReviewQueue } from '../core/ports/review-queue.ts'
import type { Revisions } from '../core/ports/revisions.ts'
import type { Schedules } from '../core/ports/schedules.ts'
import type { SectionChanges } from '../core/ports/section-changes.ts'
import type { SectionSettingsPort } from '../core/ports/section-settings.ts'
import type { SentForms } from '../core/ports/sent-forms.ts'
import type { Sessions } from '../core/ports/sessions.ts'
import type { SignInFailures } from '../core/ports/sign-in-failures.ts'
import type { Suggestions } from '../core/ports/suggestions.ts'
import type { SectionContacts, TicketStore } from '../core/ports/ticket-store.ts'
import type { Upkeep } from '../core/ports/upkeep.ts'
import type { Privacy } from '../core/privacy/privacy.ts'
import type { RenderOutcome, RenderRequest } from '../core/rendering/render-answer.ts'
import type { Verdict } from '../core/search/judge.ts'
import type { EntrySearch, FoundEntry } from '../core/search-entries.ts'
import type { MeaningLikeness } from '../core/ticket/like-cases.ts'
import type { Tickets } from '../core/ticket/tickets.ts'
import type { DuplicateSearch } from '../core/upkeep/near-duplicates.ts'
import type { Scheduler } from '../core/workflow/scheduler.ts'
import type { Workflow } from '../core/workflow/workflow.ts'
import type { SlackSettingsGiven } from './slack-check.ts'

/** An opened product: registry, log and a kept index. */
export interface Product {
  readonly databasePath: string
  readonly registry: Registry
  readonly questionLog: QuestionLog
  readonly conversation: Conversation
  readonly desk: Desk
  readonly people: People
  /** What changes do to the answers, before they are made. */
  readonly bench: Bench
  /** Who did what, when. */
  readonly auditLog: AuditLog
  readonly editorial: Editorial
  readonly editing: Editing
  readonly keeping: Keeping
  /** What is held about people who ask. */
  readonly privacy: Privacy
  /** Wordings proposed for entries. */
  readonly suggestions: Suggestions
  /** Questions without a good answer. */
  readonly learning: Learning
  readonly feedback: FeedbackUse
  readonly exchange: Exchange
  /** What comes in from chat services and mail, until it is worked on. */
  readonly inbox: EventInbox
  /** Single values that the product remembers of its own state. */
  readonly kept: KeptValues
  readonly kpi: Kpi
  readonly backups: ProductBackups
  readonly ask: (question: Question) => Promise<Answer>
  /** Published entries nearest to a text; logs nothing. */
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  /** How `ask` would answer now, and why; logs nothing. */
  readonly explain: (question: QuestionToExplain) => Promise<Explanation>
  /** Ranks and judges without logging: the evaluation's way in, through the same code as `ask`. */
  readonly rank: (text: string, limit: number) => Promise<Verdict>
  /** Search terms of a text, for baselines. */
  readonly termsOf: (text: string) => readonly string[]
  /** How near texts come to a question in meaning. */
  readonly meaning: MeaningLikeness
  /** What `composeAnswer` and `rewriteFollowUp` need; null where no chat model is set up. */
  readonly composing: ComposeDeps | null
  readonly modelUse: ModelUse
  readonly writing: Writing
  readonly indexState: () => Promise<IndexStatus>
  /** Resolves when everything marked so far is searchable. */
  readonly settleIndex: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What a chat model wrote, and what people made of it. */
export interface Writing {
  readonly modelDrafts: ModelDrafts
  readonly renderings: Renderings
  /** What is there already, or is made now where a chat model is set up. */
  readonly render: (request: RenderRequest) => Promise<RenderOutcome>
}

/** Questions without a good answer, in clusters. */
export interface Learning extends Pick<ClusterKeeper, 'grouping' | 'profile'> {
  readonly clusters: Clusters
  readonly nearClusters: ClusterKeeper['near']
  /** Entries that may be the answer of a cluster; `asked` is what is known of this very text already. */
  readonly nearEntries: (search: EntrySearch, asked?: Features) => Promise<readonly NearEntry[]>
  /** Resolves when what was asked so far is in its clusters. */
  readonly settleClusters: () => Promise<void>
  /** Questions are looked at from now on. Whoever serves starts it, and closes it. */
  readonly start: (clock: Clock) => { readonly close: () => Promise<void> }
  readonly close: () => Promise<void>
}

/** What managers watch. */
export interface Kpi {
  readonly figures: Figures
  readonly plan: PlanStore
  /** By which other systems fetch figures. */
  readonly tokens: ApiTokens
  /** Monthly reports that were made. */
  readonly reports: ReportLog
  /** The registration count beside its target. */
  readonly atAGlance: () => Promise<RegistrationKpi>
}

/** Accounts, and how they are known again. */
export interface People {
  readonly accounts: Accounts
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly failures: SignInFailures
  readonly invitations: Invitations
  readonly identities: Identities
  readonly passwordRules: PasswordRules
  /** Whether passwords open the door. */
  readonly local: boolean
  /** Null where no identity provider is set up. */
  readonly oidc: { readonly provider: IdentityProvider; readonly claims: ClaimSettings } | null
}

/** What editors need beside the registry: its list, what they typed, the forms they sent, and files. */
export interface Editing {
  readonly entryList: EntryList
  readonly autosaves: Autosaves
  readonly sentForms: SentForms
  readonly attachments: Attachments
  readonly attachmentFiles: AttachmentFiles
}

/** What editors and approvers do with entries, and what they are told of them. */
export interface Editorial {
  readonly workflow: Workflow
  readonly revisions: Revisions
  readonly comments: ReviewComments
  readonly schedules: Schedules
  readonly settings: SectionSettingsPort
  readonly queue: ReviewQueue
  readonly notices: Notices
  /** Plans are carried out from now on, those first that came due meanwhile. Whoever serves starts it, and closes it. */
  readonly startScheduler: (clock: Clock) => Scheduler
  /** From now on notices leave by this door too. */
  readonly deliverBy: (door: OutDoor, deliver: (message: NoticeMessage) => Promise<void>) => void
  /** Resolves when what is due to be sent has been tried. */
  readonly settleNotices: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What keeps the registry true. */
export interface Keeping {
  readonly upkeep: Upkeep
  readonly sectionChanges: SectionChanges
  readonly duplicates: DuplicateSearch
  /** What is done once a day, however often it is called; resolves with how many entries were changed. */
  readonly turnDay: (today: CalendarDate) => Promise<number>
}

/** Tickets, and what surrounds them. */
export interface Desk {
  readonly tickets: Tickets
  /** Where tickets stand posted. */
  readonly posts: Pick<TicketStore, 'posts' | 'notePost'>
  readonly contacts: SectionContacts
  readonly askerKeys: AskerKeys
  readonly outboxCounts: () => Promise<OutboxCounts>
  /** From now on messages for a door are sent this way. Without any, they wait. */
  readonly deliverBy: (door: OutDoor, deliver: (message: OutMessage) => Promise<void>) => void
  /** Resolves when what is due has been tried. */
  readonly settleOutbox: () => Promise<void>
  readonly close: () => Promise<void>
}

export type ReportProgress = (phase: IndexingPhaseName, done: number, total: number) => void

export interface OpenProductOptions {
  /** A folder of its own instead of the configured one; nothing is loaded into it. */
  readonly throwAwayIn?: string
  readonly onProgress?: ReportProgress
  /** Time that passes for a chat model; the machine's when not given. */
  readonly clock?: Clock
}

export interface SampleSummary {
  readonly entries: number
  readonly sections: number
}

export interface RunningServer {
  readonly url: string
  /** How people reach its pages. */
  readonly publicUrl: string
  readonly product: Product
  /** Stops listening, lets running requests finish, closes the database. */
  readonly close: () => Promise<void>
}

export interface MailInOptions {
  /** The message as it came, or the beginning of a large one. */
  readonly raw: Buffer
  /** Sends the reply; else it is printed. */
  readonly send: boolean
  readonly print: (message: string) => void
}

/** What became of a message; `busy` means that it is to be handed over again later. */
export type MailInOutcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'ignored'; readonly reason: MailIgnored }
  | { readonly kind: 'busy' }

/** What the settings say of models, without opening the product. */
export interface ModelSettings {
  readonly embedder: string
  /** Folder of the sentence model in use; null for another kind. */
  readonly folder: string | null
  readonly rerankerFolder: string | null
  readonly hubEndpoint: string
}

export interface CliDeps {
  readonly version: string
  readonly openProduct: (options?: OpenProductOptions) => Promise<Product>
  /** Fills an empty registry with the sample entries; null where there is nothing to do. */
  readonly loadSample: (
    product: Product,
    onProgress?: (done: number, total: number) => void,
  ) => Promise<SampleSummary | null>
  readonly modelSettings: () => ModelSettings
  /** Looks at everything that the product stands on. */
  readonly examine: () => Promise<readonly Finding[]>
  /** As they were given, right or wrong: what is wrong with them is for the check to say. */
  readonly slackSettings: () => Promise<SlackSettingsGiven>
  /** Slack channels that the bot should be in. */
  readonly slackChannels: () => Promise<readonly string[]>
  /** How people reach the pages, for links. */
  readonly publicUrl: () => string
  /** As documents name it. */
  readonly organisation: () => string
  readonly backups: BackupCommands
  readonly serve: (product: Product) => Promise<RunningServer>
  /** Speaks MCP over standard input and output until the client goes away. */
  readonly serveMcp: (product: Product) => Promise<void>
  readonly answerMail: (product: Product, options: MailInOptions) => Promise<MailInOutcome>
  /** Tells the operator of an error that nobody caught. */
  readonly reportFatal: (error: unknown, origin: string) => void
  /** What is written to the command. */
  readonly input: () => AsyncIterable<Uint8Array>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}
