// The table of the part of migration 8 that is about privacy, as kysely sees it.

export interface PrivacyTables {
  asker_count: { from_month: string; to_month: string; askers: number }
}
