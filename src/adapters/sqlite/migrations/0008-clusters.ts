// Clusters of questions without a good answer. Never edited once released: changes are new migrations.

export const clusters = `
`
