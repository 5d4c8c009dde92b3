// The steps of indexing that people are told of.
export type IndexingPhaseName = 'units' | 'vectors' | 'graph'
