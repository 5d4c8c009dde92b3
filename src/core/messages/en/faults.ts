// Faults in English, beside the Japanese ones.
import type { AccountProblem, ServiceProblem } from '../../errors.ts'
import type { FaultTexts } from '../ja/faults.ts'

const SERVICE_PROBLEMS: Readonly<Record<ServiceProblem, string>> = {
  refused: 'It refused the key. Check OPENAI_API_KEY and its permissions.',
  unknown_model: 'It does not know the address or the model. Check OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL.',
  too_many: 'It takes no more requests for now. They are sent again later; check the quota if it persists.',
  unreachable: 'It does not answer. Check the network, and whether the service runs.',
  bad_reply: 'Its reply is not what embeddings look like. Check that it is compatible with the OpenAI interface.',
}

const HUB_PROBLEMS: Readonly<Record<ServiceProblem, string>> = {
  refused: 'It refused to give the file. The licence may have to be accepted on its site first.',
  unknown_model: 'It does not know the model. Check the name.',
  too_many: 'It takes no more requests for now. Try again later.',
  unreachable:
    'It does not answer. Check the network and HF_ENDPOINT; in a closed network, bring the folder from outside.',
  bad_reply: 'What came is not what it announced. Check whether a proxy alters it.',
}

const ACCOUNT_PROBLEMS: Readonly<Record<AccountProblem, string>> = {
  login_taken: 'Somebody has this login already. Choose another.',
  last_administrator: 'No administrator would be left. Make somebody else one first.',
  linked: 'This account signs in at the identity provider and has no password. Unlink it first.',
  in_use: 'The account is in use. Disable it before its personal data is erased.',
}

export const faults: FaultTexts = {
  bad_input: ({ field, expected, got }) => ({
    title: 'Invalid input',
    detail: `"${field}" is not valid: expected ${expected}, got ${got}. Correct it and send it again.`,
  }),
  bad_row: ({ file, line, reason }) => ({
    title: 'The file has an error',
    detail: `${file}, line ${line}: ${reason} Nothing of this file was loaded. Correct it and import it again.`,
  }),
  bad_evaluation: ({ file, line, reason }) => ({
    title: 'An evaluation file has an error',
    detail: `${file}, line ${line}: ${reason} Correct it and run the command again.`,
  }),
  not_found: ({ what, id }) => ({
    title: 'Not found',
    detail: `There is no ${what} "${id}", or it is not published. Check the id.`,
  }),
  conflict: ({ id, expectedRevision, currentRevision }) => ({
    title: 'Someone else saved first',
    detail: `Entry "${id}" was edited from revision ${expectedRevision}; it now stands at ${currentRevision}. Read the current one and save again.`,
  }),
  ticket_refused: ({ state, action }) => ({
    title: 'Not possible for this ticket',
    detail: `The ticket is "${state}"; it cannot be ${action} now. Look at its present state.`,
  }),
  ticket_changed: ({ expectedVersion, currentVersion }) => ({
    title: 'Someone else changed the ticket first',
    detail: `The ticket stood at version ${expectedVersion} when this was begun; it now stands at ${currentVersion}. Look at it and try again.`,
  }),
  undeliverable: ({ door, reason }) => ({
    title: 'A message cannot be sent',
    detail: `${door} could not take it (${reason}). Check the contacts of the section with "zencho section contacts".`,
  }),
  too_large: ({ limitBytes }) => ({
    title: 'Too large',
    detail: `At most ${limitBytes} bytes are accepted. Send it in parts.`,
  }),
  method_not_allowed: ({ method, allowed }) => ({
    title: 'Method not allowed',
    detail: `This address does not take ${method}; it takes ${allowed}.`,
  }),
  unsupported_media_type: ({ got }) => ({
    title: 'Unsupported media type',
    detail: `Expected application/json, got ${got}.`,
  }),
  sign_in_needed: () => ({ title: 'Sign-in needed', detail: 'Sign in to use this address.' }),
  forbidden: ({ action }) => ({
    title: 'Not allowed',
    detail: `Your roles do not allow ${action}. Ask an administrator if you need it.`,
  }),
  account_refused: ({ login, reason }) => ({
    title: 'The account cannot be changed',
    detail: `Account "${login}": ${ACCOUNT_PROBLEMS[reason]}`,
  }),
  too_many_attempts: ({ retryAfterS }) => ({
    title: 'Too many attempts',
    detail: `Too many attempts in a short time. Try again in ${retryAfterS} seconds.`,
  }),
  token_refused: ({ reason }) => ({
    title: 'The token does not open this',
    detail: `Send "Authorization: Bearer zft_…" with a token of the administrator. This one is ${reason}.`,
  }),
  scope_missing: ({ scope }) => ({
    title: 'Outside the scopes of the token',
    detail: `The token lacks the scope "${scope}". Ask the administrator for one that has it.`,
  }),
  foreign_origin: ({ origin }) => ({
    title: 'Pages of other sites may not connect',
    detail: `A page of ${origin} may not connect. To allow it, add it to the setting MCP_ORIGINS.`,
  }),
  not_ready: ({ what }) => ({ title: 'Not ready', detail: `The ${what} is being prepared. Try again in a moment.` }),
  overloaded: () => ({
    title: 'Too busy',
    detail: 'More questions have come than can be answered soon. Wait a few seconds and try again.',
  }),
  config: ({ problems }) => ({
    title: 'Invalid settings',
    detail: `Correct these settings (environment or .env):\n${problems.map(problem => `  - ${problem}`).join('\n')}`,
  }),
  cannot_write: ({ path, reason }) => ({
    title: 'The file cannot be written',
    detail: `Cannot write ${path} (${reason}). Check that the folder exists, its permissions and the free space.`,
  }),
  data_folder: ({ path, reason }) => ({
    title: 'The data folder cannot be used',
    detail: `Cannot read and write ${path} (${reason}). Check DATA_DIR, its permissions and the free space.`,
  }),
  database_corrupt: ({ path, reason }) => ({
    title: 'The database is damaged',
    detail: `Cannot open ${path} (${reason}). The file was left as it is. Restore a backup, or move the file away and start again.`,
  }),
  data_in_use: ({ path }) => ({
    title: 'The data are in use',
    detail: `Another program uses ${path}: a server, a command or a restore. End it and try again.`,
  }),
  backup_damaged: ({ path, reason }) => ({
    title: 'The backup is damaged',
    detail: `${path} is not what it was when it was made (${reason}). Nothing was changed. Choose another one (zencho backup list).`,
  }),
  database_newer: ({ path, found, known }) => ({
    title: 'The database is newer than this program',
    detail: `${path} has schema ${found}; this program knows up to ${known}. Start a newer version of the program.`,
  }),
  database_busy: ({ path }) => ({
    title: 'The database is busy',
    detail: `${path} is in use by another process. Try again when it has finished.`,
  }),
  disk_full: ({ path }) => ({
    title: 'The disk is full',
    detail: `Cannot write ${path}. Free some space and try again; nothing that was registered is lost.`,
  }),
  storage_failed: () => ({
    title: 'Cannot save now',
    detail: 'The disk with the data refuses to be written. Try again later; if it goes on, tell the administrator.',
  }),
  port_in_use: ({ host, port }) => ({
    title: 'The port is in use',
    detail: `Another program listens on ${host}:${port}. End it, or choose another port (PORT=3001 npm start).`,
  }),
  model_damaged: ({ path, reason }) => ({
    title: 'The word table is damaged',
    detail: `Cannot read ${path} (${reason}). Install the program files again; until then answers rest on matching words alone.`,
  }),
  model_unusable: ({ path, reason }) => ({
    title: 'The model cannot be used',
    detail: `Cannot use the model in ${path} (${reason}). Check the folder with "zencho model check ${path}", or go back with EMBEDDER=builtin; until then answers rest on what was indexed before.`,
  }),
  embedding_service: ({ endpoint, problem, detail }) => ({
    title: 'The embedding service cannot be used',
    detail: `${endpoint}: ${SERVICE_PROBLEMS[problem]} (${detail}) Until then answers rest on matching words.`,
  }),
  hub: ({ endpoint, problem, detail }) => ({
    title: 'The model cannot be fetched',
    detail: `${endpoint}: ${HUB_PROBLEMS[problem]} (${detail}) What came so far is kept; run the command again to go on.`,
  }),
  index_worker: ({ reason }) => ({
    title: 'Indexing failed',
    detail: `Indexing met a problem (${reason}) and will be tried again. If it persists, tell the administrator.`,
  }),
  workbench_busy: () => ({
    title: 'The workbench is busy',
    detail: 'Other checks of what a change does to the answers come first. Try again in a moment.',
  }),
  workbench_failed: ({ reason }) => ({
    title: 'The effect on answers cannot be checked',
    detail: `The check was interrupted (${reason}). Try again; tell the operator if it persists.`,
  }),
  missing_package: ({ names, command }) => ({
    title: 'A library to compare with is missing',
    detail: `Cannot load ${names.join(', ')}, a development dependency. Run ${command} in the project folder and try again.`,
  }),
  internal: ({ reference }) => ({
    title: 'Something went wrong',
    detail: `Try again. If it persists, give reference ${reference} to the administrator.`,
  }),
}
