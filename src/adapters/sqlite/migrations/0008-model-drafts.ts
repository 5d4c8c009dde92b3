// What a chat model drafted or rendered, until a person makes it theirs. Never edited once released: changes are new migrations.

export const modelDrafts = `
`
