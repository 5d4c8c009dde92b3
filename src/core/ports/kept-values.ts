// Port: single values that the program must remember of its own state, by name. A write is durable when it resolves.

export interface KeptValues {
  readonly read: (name: string) => Promise<string | null>
  readonly write: (name: string, value: string) => Promise<void>
}
