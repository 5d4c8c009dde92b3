// Port: how a section works with its entries. Who changes it is the sections' page; the workflow reads it.

export interface SectionSettings {
  /** Whoever publishes needs the right to; without, editors publish themselves. */
  readonly approval: boolean
  /** Nothing is published by which an evaluation question gets a worse answer. */
  readonly gate: boolean
}

/** For a section that is not there yet: as careful as a new one is. */
export const NEW_SECTION: SectionSettings = { approval: true, gate: false }

export interface SectionSettingsPort {
  readonly settingsOf: (sectionCode: string) => Promise<SectionSettings>
}
