// How the inside of the product would look in a response.

/** Traces of the inside: stack frames, files of ours, SQL and its library. None belongs into a response. */
export const INSIDES = [
  /\n\s+at .+:\d+/u,
  /node_modules|file:\/\/\/|\.ts:\d+/u,
  /SqliteError|SQLITE_|better-sqlite3|kysely|syntax error|no such (table|column)/iu,
  /TypeError|ReferenceError|RangeError|SyntaxError|URIError|ZodError/u,
]
