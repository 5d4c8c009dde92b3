// Port: which monthly reports were made, each once, and where they lie.

export interface MadeReport {
  /** `YYYY-MM`. */
  readonly month: string
  readonly madeAt: Date
  readonly path: string
}

export interface ReportLog {
  /** Newest month first. */
  readonly made: () => Promise<readonly MadeReport[]>
  /** A month that is noted already stays as it is. */
  readonly note: (report: MadeReport) => Promise<void>
}
