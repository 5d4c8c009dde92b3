// Suggested phrasings and what became of them. Never edited once released: changes are new migrations.

export const suggestions = `
`
