// Backups and other upkeep of the data itself. Never edited once released: changes are new migrations.

export const operations = `
`
