// Port: who asked, told apart without being named. The log holds a keyed hash; without the key it cannot be tried out on a
// list of the staff.

/** The keyed hash of a person at a door, e.g. a Slack user id or a mail address. The same person gives the same key. */
export type AskerKeys = (door: string, id: string) => string
