// Names that the app's manifest and the listeners share: what Slack calls us by.

/** The slash command. */
export const FAQ_COMMAND = '/faq'

/** Message shortcuts: callback ids. */
export const SHORTCUTS = { search: 'faq_search', register: 'faq_register' } as const
