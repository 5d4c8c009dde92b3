// Why a file is not a workbook that we read: a sentence for the person who sent it, thrown within this folder and its callers.

export class UnreadableWorkbook extends Error {
  /** In Japanese: what is wrong, and what to do. */
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'UnreadableWorkbook'
    this.reason = reason
  }
}
