// What a drill found, as one row of docs/reliability.md.

export interface DrillResult {
  /** Of the test list: A1, A2, … */
  readonly id: string
  readonly target: string
  readonly measured: string
  readonly met: boolean
}

/** `| A1 | target | measured | met | command | date |`. */
export function markdownRow({ id, target, measured, met }: DrillResult, command: string): string {
  const date = new Date().toISOString().slice(0, 10)
  return `| ${id} | ${target} | ${measured} | ${met ? 'met' : '**missed**'} | \`${command}\` | ${date} |`
}

/** Says how far a long drill is, apart from its result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
}
