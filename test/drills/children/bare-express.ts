// What Express itself takes: a route that reads JSON and answers JSON, and nothing else. Says its port, and ends with its input.
import type { AddressInfo } from 'node:net'
import express from 'express'

const app = express().post('/ask', express.json(), (request, response) => {
  const { question } = request.body as { readonly question?: unknown }
  response.json({ question })
})
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
process.stdin.resume().on('end', () => process.exit())
