// What left for a chat model, and tokens taken of the day's allowance. Never edited once released: changes are new migrations.

export const modelUse = `
`
