// How long one-time leaves of accounts hold, whoever gives them.

const DAY_MS = 24 * 60 * 60 * 1000

/** A link to choose a password: over a weekend, and a day for the internal post. */
export const INVITATION_MS = 4 * DAY_MS

/** Leave to link the account with the identity provider. */
export const LINK_MS = 7 * DAY_MS
