// Retention of what tells who asked. Never edited once released: changes are new migrations.

export const privacy = `
`
