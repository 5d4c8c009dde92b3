// How each text unit sounds. Units stored before are analysed anew at the next run of the indexer.

export const reading = `
ALTER TABLE text_unit ADD COLUMN reading TEXT NOT NULL DEFAULT '';
`
