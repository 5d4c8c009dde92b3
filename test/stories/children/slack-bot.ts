// A process that answers Slack over signed HTTP until it is killed: arguments are the database, the Web API's address and
// the port. It says `listening` once it takes requests.
import express from 'express'
import { answerMetadata, deliveryOf } from '../../../bot/slack/transport/delivery-context.ts'
import { openSlack } from '../../../bot/slack/transport/open-slack.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteEventInbox } from '../../../src/adapters/sqlite/sqlite-event-inbox.ts'
import { openSqliteKeptValues } from '../../../src/adapters/sqlite/sqlite-kept-values.ts'
import { SIGNING_SECRET } from '../../fakes/slack-requests.ts'

const [path = '', apiUrl = '', port = ''] = process.argv.slice(2)
const database = openDatabase(path)
const slack = openSlack(
  { botToken: 'xoxb-1-test', appToken: null, signingSecret: SIGNING_SECRET, apiUrl, rotation: null },
  {
    inbox: openSqliteEventInbox(database.query),
    kept: openSqliteKeptValues(database.query),
    log: (event, data) => console.error(event, JSON.stringify(data)),
  },
)
slack.app.event('message', async ({ event, client, context }) => {
  const text = 'text' in event ? `回答: ${event.text}` : ''
  const metadata = answerMetadata(deliveryOf(context).key)
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text, metadata })
})
const app = express()
if (slack.router !== null) app.use('/slack/events', slack.router)
app.listen(Number(port), '127.0.0.1', () => {
  slack.start()
  console.log('listening')
})
