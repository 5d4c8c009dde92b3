// Who may use which address, written down by hand: the matrix of roles is tested against this table. A new route needs its line
// here, `METHOD /path` and what it needs; a new address below another section's entry needs the right subject below.

/** A stands for 人事課 (jinji), B for 旅費センター (ryohi). */
export const MATRIX_PEOPLE = [
  'anonymous',
  'staff',
  'editor of A',
  'editor of B',
  'approver of A',
  'manager',
  'administrator',
  'disabled',
  'expired session',
  'idle session',
] as const
export type MatrixPerson = (typeof MATRIX_PEOPLE)[number]

/** They are nobody to the product, and are led to sign in. */
export const SIGNED_OUT: readonly MatrixPerson[] = ['anonymous', 'disabled', 'expired session', 'idle session']

export interface Need {
  readonly may: readonly MatrixPerson[]
  /** For these there is no such thing (404); everybody else who is signed in is told no (403). */
  readonly hidden?: readonly MatrixPerson[]
}

const OF_A: readonly MatrixPerson[] = ['editor of A', 'approver of A', 'administrator']
const EDITORS: readonly MatrixPerson[] = ['editor of A', 'editor of B', 'approver of A', 'administrator']

export const NEEDS = {
  anybody: { may: MATRIX_PEOPLE },
  'signed in': { may: ['staff', ...EDITORS, 'manager'] },
  'entries.read': { may: [...EDITORS, 'manager'] },
  /** Reads what A has not published: others do not learn that it is there. */
  'entries.read, work of A': { may: OF_A, hidden: ['editor of B', 'manager'] },
  'entry.edit': { may: EDITORS },
  'entry.edit, work of A': { may: OF_A, hidden: ['editor of B'] },
  'entry.edit in A': { may: OF_A },
  /** Where the section has approval, as A has. */
  'entry.publish, work of A': { may: ['approver of A', 'administrator'], hidden: ['editor of B'] },
  'ticket.work': { may: EDITORS },
  'ticket.work in A': { may: OF_A },
  'entries.exchange': { may: EDITORS },
  'words.edit': { may: EDITORS },
  'workbench.use': { may: [...EDITORS, 'manager'] },
  'figures.read': { may: [...EDITORS, 'manager'] },
  'plan.edit': { may: [...EDITORS, 'manager'] },
  'plan.edit in A': { may: [...OF_A, 'manager'] },
  'plan.edit, the plan as a whole': { may: ['manager', 'administrator'] },
  'tokens.manage': { may: ['administrator'] },
  'sections.manage': { may: ['administrator'] },
  'people.manage': { may: ['administrator'] },
  'models.manage': { may: ['administrator'] },
  'audit.read': { may: ['administrator'] },
  'privacy.manage': { may: ['administrator'] },
} as const satisfies Readonly<Record<string, Need>>

export const MATRIX_ROUTES: Readonly<Record<string, keyof typeof NEEDS>> = {
  // home
  'GET /admin/': 'anybody',
  // signing in
  'GET /admin/sign-in': 'anybody',
  'POST /admin/sign-in': 'anybody',
  'POST /admin/sign-out': 'signed in',
  'GET /admin/sign-in/password': 'anybody',
  'POST /admin/sign-in/password': 'anybody',
  'GET /admin/sign-in/provider': 'anybody',
  'GET /admin/sign-in/callback': 'anybody',
  'GET /admin/first': 'anybody',
  'POST /admin/first': 'anybody',
  // one's own account
  'GET /admin/account': 'signed in',
  'POST /admin/account/password': 'signed in',
  'POST /admin/account/sessions/end-others': 'signed in',
  'POST /admin/account/sessions/{id}/end': 'signed in',
  'GET /admin/notices': 'signed in',
  'GET /admin/notices/{id}/open': 'signed in',
  'POST /admin/notices/read': 'signed in',
  // entries: the list and the form
  'GET /admin/entries': 'entries.read',
  'GET /admin/entries/new': 'entry.edit',
  'GET /admin/entries/{id}/edit': 'entry.edit, work of A',
  'POST /admin/entries/{id}/save': 'entry.edit, work of A',
  'POST /admin/entries/{id}/resolve': 'entry.edit, work of A',
  'POST /admin/entries/{id}/preview': 'entry.edit, work of A',
  'POST /admin/entries/{id}/similar': 'entry.edit, work of A',
  'POST /admin/entries/{id}/autosave': 'entry.edit, work of A',
  'POST /admin/entries/{id}/autosave/discard': 'entry.edit, work of A',
  'POST /admin/entries/{id}/attachments': 'entry.edit, work of A',
  'POST /admin/entries/{id}/attachments/{attachment}/remove': 'entry.edit, work of A',
  // entries: the workflow, which decides who may publish: a section may run without approval
  'GET /admin/reviews': 'entries.read',
  'GET /admin/entries/{id}': 'entries.read, work of A',
  'GET /admin/entries/{id}/history': 'entries.read, work of A',
  'GET /admin/entries/{id}/revisions/{number}': 'entries.read, work of A',
  'POST /admin/entries/{id}/submit': 'entry.edit, work of A',
  'POST /admin/entries/{id}/withdraw': 'entry.edit, work of A',
  'POST /admin/entries/{id}/return': 'entry.publish, work of A',
  'POST /admin/entries/{id}/publish': 'entry.publish, work of A',
  'POST /admin/entries/{id}/archive': 'entry.publish, work of A',
  'POST /admin/entries/{id}/restore': 'entry.edit, work of A',
  'POST /admin/entries/{id}/comment': 'entry.edit, work of A',
  'POST /admin/entries/{id}/schedule': 'entry.publish, work of A',
  // upkeep
  'GET /admin/upkeep': 'entries.read',
  'GET /admin/upkeep/reviews': 'entries.read',
  'GET /admin/upkeep/unseen': 'entries.read',
  'GET /admin/upkeep/unresolved': 'entries.read',
  'GET /admin/upkeep/duplicates': 'entries.read',
  'POST /admin/upkeep/entries/{id}/confirm': 'entry.edit, work of A',
  'GET /admin/entries/{id}/merge': 'entry.edit, work of A',
  'POST /admin/entries/{id}/merge': 'entry.edit, work of A',
  // sections
  'GET /admin/sections': 'sections.manage',
  'GET /admin/sections/{code}': 'sections.manage',
  'POST /admin/sections/{code}': 'sections.manage',
  'GET /admin/sections/changes/{kind}': 'sections.manage',
  'POST /admin/sections/changes': 'sections.manage',
  'POST /admin/sections/changes/{kind}/preview': 'sections.manage',
  'POST /admin/sections/changes/{id}/cancel': 'sections.manage',
  // personal data
  'GET /admin/privacy': 'privacy.manage',
  'POST /admin/privacy/purge': 'privacy.manage',
  'POST /admin/privacy/look': 'privacy.manage',
  'POST /admin/privacy/export': 'privacy.manage',
  'POST /admin/privacy/erase': 'privacy.manage',
  // tickets
  'GET /admin/tickets': 'ticket.work',
  'GET /admin/tickets/{id}': 'ticket.work in A',
  'POST /admin/tickets/{id}/accept': 'ticket.work in A',
  'POST /admin/tickets/{id}/answer': 'ticket.work in A',
  'POST /admin/tickets/{id}/assign': 'ticket.work in A',
  'POST /admin/tickets/{id}/close': 'ticket.work in A',
  'POST /admin/tickets/{id}/merge': 'ticket.work in A',
  'POST /admin/tickets/{id}/draft': 'ticket.work in A',
  // what a chat model helps with
  'POST /admin/tickets/{id}/model-draft': 'ticket.work in A',
  'GET /admin/drafts/{draft}': 'entry.edit in A',
  'GET /admin/entries/{id}/model-phrasings': 'entry.edit, work of A',
  'POST /admin/entries/{id}/model-phrasings': 'entry.edit, work of A',
  'GET /admin/entries/{id}/renderings/{language}': 'entry.edit, work of A',
  'POST /admin/entries/{id}/renderings/{language}': 'entry.edit, work of A',
  // learning from questions
  'GET /admin/learning': 'entries.read',
  'GET /admin/learning/clusters/{id}': 'entries.read',
  'POST /admin/learning/clusters/{id}/link': 'entry.edit',
  'POST /admin/learning/clusters/{id}/draft': 'entry.edit',
  'POST /admin/learning/clusters/{id}/model-draft': 'entry.edit',
  'POST /admin/learning/clusters/{id}/dismiss': 'entry.edit',
  'POST /admin/learning/clusters/{id}/reopen': 'entry.edit',
  'POST /admin/learning/clusters/{id}/move': 'entry.edit',
  'POST /admin/learning/clusters/{id}/merge': 'entry.edit',
  'GET /admin/learning/suggestions': 'entries.read',
  'GET /admin/learning/resolution': 'figures.read',
  'GET /admin/learning/resolution/export': 'figures.read',
  'GET /admin/learning/resolution/entries/{id}': 'entries.read, work of A',
  'POST /admin/learning/suggestions/{id}/preview': 'entry.edit, work of A',
  'POST /admin/learning/suggestions/{id}/reject': 'entry.edit, work of A',
  'GET /admin/learning/suggestions/preview/{draft}': 'entry.edit',
  'POST /admin/learning/suggestions/preview/{draft}/accept': 'entry.edit',
  // figures
  'GET /admin/kpi': 'figures.read',
  'GET /admin/kpi/registrations': 'figures.read',
  'GET /admin/kpi/questions': 'figures.read',
  'GET /admin/kpi/compare': 'figures.read',
  'GET /admin/kpi/events': 'figures.read',
  // the plan
  'GET /admin/plan': 'figures.read',
  'GET /admin/plan/targets': 'plan.edit',
  'POST /admin/plan/targets': 'plan.edit',
  'GET /admin/plan/indicators': 'plan.edit, the plan as a whole',
  'GET /admin/plan/new': 'plan.edit, the plan as a whole',
  'POST /admin/plan/new': 'plan.edit, the plan as a whole',
  'GET /admin/plan/{id}/indicator': 'plan.edit, the plan as a whole',
  'POST /admin/plan/{id}/indicator': 'plan.edit, the plan as a whole',
  'POST /admin/plan/{id}/move': 'plan.edit, the plan as a whole',
  'GET /admin/plan/{id}/remove': 'plan.edit, the plan as a whole',
  'POST /admin/plan/{id}/remove': 'plan.edit, the plan as a whole',
  'GET /admin/plan/base': 'plan.edit, the plan as a whole',
  'POST /admin/plan/base/staff': 'plan.edit, the plan as a whole',
  'POST /admin/plan/base/openings': 'plan.edit, the plan as a whole',
  'GET /admin/plan/base/openings/{id}/remove': 'plan.edit, the plan as a whole',
  'POST /admin/plan/base/openings/{id}/remove': 'plan.edit, the plan as a whole',
  'GET /admin/plan/{id}/edit': 'plan.edit in A',
  'POST /admin/plan/{id}/edit': 'plan.edit in A',
  'GET /admin/plan/{id}/history': 'figures.read',
  // figures for others
  'GET /admin/kpi/export': 'figures.read',
  'GET /admin/kpi/report': 'figures.read',
  'GET /admin/tokens': 'tokens.manage',
  'POST /admin/tokens': 'tokens.manage',
  'GET /admin/tokens/{id}/revoke': 'tokens.manage',
  'POST /admin/tokens/{id}/revoke': 'tokens.manage',
  // files in and out
  'GET /admin/exchange': 'entries.exchange',
  'GET /admin/exchange/export': 'entries.exchange',
  'GET /admin/exchange/jobs/{id}': 'entries.exchange',
  'GET /admin/exchange/jobs/{id}/errors': 'entries.exchange',
  'GET /admin/exchange/jobs/{id}/progress': 'entries.exchange',
  'POST /admin/exchange/jobs/{id}/apply': 'entries.exchange',
  'POST /admin/exchange/jobs/{id}/cancel': 'entries.exchange',
  'POST /admin/exchange/jobs/{id}/check': 'entries.exchange',
  'POST /admin/exchange/jobs/{id}/read': 'entries.exchange',
  'POST /admin/exchange/upload': 'entries.exchange',
  // the workbench
  'GET /admin/entries/{id}/impact': 'entries.read, work of A',
  'GET /admin/synonyms': 'words.edit',
  'GET /admin/synonyms/new': 'words.edit',
  'GET /admin/synonyms/preview/{draft}': 'words.edit',
  'GET /admin/synonyms/preview/{draft}/rewrite': 'words.edit',
  'GET /admin/synonyms/{id}/edit': 'words.edit',
  'GET /admin/workbench': 'workbench.use',
  'GET /admin/workbench/jobs/{id}': 'workbench.use',
  'GET /admin/workbench/jobs/{id}/progress': 'workbench.use',
  'GET /admin/workbench/runs/{id}': 'workbench.use',
  'GET /admin/workbench/runs/{id}/results.csv': 'workbench.use',
  'GET /admin/workbench/sets': 'workbench.use',
  'GET /admin/workbench/sets/{id}': 'workbench.use',
  'POST /admin/synonyms/preview': 'words.edit',
  'POST /admin/synonyms/preview/{draft}/save': 'words.edit',
  'POST /admin/synonyms/take': 'words.edit',
  'POST /admin/workbench/jobs/{id}/cancel': 'workbench.use',
  'POST /admin/workbench/sets': 'workbench.use',
  'POST /admin/workbench/sets/sample': 'workbench.use',
  'POST /admin/workbench/sets/{id}/remove': 'workbench.use',
  'POST /admin/workbench/sets/{id}/rename': 'workbench.use',
  'POST /admin/workbench/sets/{id}/run': 'workbench.use',
  // audit
  'GET /admin/audit': 'audit.read',
  'GET /admin/audit/export': 'audit.read',
  'POST /admin/audit/verify': 'audit.read',
  // use of a chat model
  'GET /admin/ai': 'models.manage',
  'GET /admin/ai/export': 'models.manage',
  'POST /admin/ai/switch': 'models.manage',
  // people
  'GET /admin/people': 'people.manage',
  'GET /admin/people/new': 'people.manage',
  'POST /admin/people': 'people.manage',
  'GET /admin/people/{id}': 'people.manage',
  'POST /admin/people/{id}': 'people.manage',
  'POST /admin/people/{id}/invite': 'people.manage',
  'POST /admin/people/{id}/link': 'people.manage',
  'POST /admin/people/{id}/unlink': 'people.manage',
  'POST /admin/people/{id}/disable': 'people.manage',
  'POST /admin/people/{id}/enable': 'people.manage',
}

/** Addresses that answer 404 to everybody who may use them, because of what this story does not have. */
export const NOT_THERE: readonly string[] = [
  'POST /admin/sections/changes/{id}/cancel', // nothing is planned
  'GET /admin/sign-in/provider', // no identity provider is set up
  'GET /admin/sign-in/callback',
  'POST /admin/entries/{id}/resolve', // there is no conflict to resolve
  'POST /admin/entries/{id}/attachments/{attachment}/remove', // nothing is attached
  'POST /admin/entries/{id}/merge', // the empty form names no entry to merge into
  'POST /admin/sections/changes/{id}/cancel', // nothing is planned
  'GET /admin/exchange/jobs/{id}', // no jobs, runs, sets or previews are there
  'GET /admin/exchange/jobs/{id}/errors',
  'GET /admin/exchange/jobs/{id}/progress',
  'GET /admin/learning/suggestions/preview/{draft}',
  'POST /admin/learning/suggestions/preview/{draft}/accept',
  'GET /admin/synonyms/preview/{draft}',
  'GET /admin/synonyms/preview/{draft}/rewrite',
  'GET /admin/synonyms/{id}/edit',
  'GET /admin/workbench/jobs/{id}/progress',
  'GET /admin/workbench/runs/{id}',
  'GET /admin/workbench/runs/{id}/results.csv',
  'GET /admin/workbench/sets/{id}',
  'POST /admin/exchange/jobs/{id}/apply',
  'POST /admin/exchange/jobs/{id}/cancel',
  'POST /admin/exchange/jobs/{id}/check',
  'POST /admin/exchange/jobs/{id}/read',
  'POST /admin/synonyms/preview/{draft}/save',
  'POST /admin/workbench/jobs/{id}/cancel',
  'POST /admin/workbench/sets/{id}/remove',
  'POST /admin/workbench/sets/{id}/rename',
  'POST /admin/workbench/sets/{id}/run',
  'GET /admin/learning/clusters/{id}', // no questions were asked
  'POST /admin/learning/clusters/{id}/link',
  'POST /admin/learning/clusters/{id}/draft',
  'POST /admin/learning/clusters/{id}/model-draft',
  'POST /admin/learning/clusters/{id}/dismiss',
  'POST /admin/learning/clusters/{id}/reopen',
  'POST /admin/learning/clusters/{id}/move',
  'POST /admin/learning/clusters/{id}/merge',
  'POST /admin/tickets/{id}/model-draft', // no chat model is set up
  'GET /admin/entries/{id}/model-phrasings',
  'POST /admin/entries/{id}/model-phrasings',
  'GET /admin/entries/{id}/renderings/{language}',
  'POST /admin/entries/{id}/renderings/{language}',
  'POST /admin/workbench/sets/sample', // the sample data is not used
  'GET /admin/plan/{id}/remove', // whoever may would take it from those who come after
  'POST /admin/plan/{id}/remove',
  'GET /admin/plan/base/openings/{id}/remove', // there are none
  'POST /admin/plan/base/openings/{id}/remove',
  'GET /admin/tokens/{id}/revoke',
  'POST /admin/tokens/{id}/revoke',
]

export interface Subjects {
  /** Somebody of A with no rights. */
  readonly personId: string
  /** A draft of A that was never published. */
  readonly draftOfA: string
  readonly ticketOfA: string
  /** What a model drafted for A. */
  readonly modelDraftOfA: string
  /** An indicator whose values A types in. */
  readonly indicatorOfA: string
}

/** The values that stand in an address, by the beginning of its pattern; the first that fits. */
export function subjectsOf(subjects: Subjects): readonly (readonly [string, PathValues])[] {
  const { personId, draftOfA, ticketOfA, modelDraftOfA, indicatorOfA } = subjects
  return [
    ['/admin/people/{id}', { id: personId }],
    ['/admin/entries/{id}', { id: draftOfA, number: '1' }],
    ['/admin/upkeep/entries/{id}', { id: draftOfA }],
    ['/admin/learning/suggestions/{id}', { id: draftOfA }],
    ['/admin/learning/resolution/entries/{id}', { id: draftOfA }],
    ['/admin/sections/{code}', { code: 'jinji' }],
    ['/admin/sections/changes/{kind}', { kind: 'rename' }],
    ['/admin/tickets/{id}', { id: ticketOfA }],
    ['/admin/drafts/{draft}', { draft: modelDraftOfA }],
    ['/admin/plan/{id}/remove', { id: 'none' }],
    ['/admin/plan/{id}', { id: indicatorOfA }],
    ['/admin/', { id: 'none' }],
  ]
}

type PathValues = Readonly<Record<string, string>>
