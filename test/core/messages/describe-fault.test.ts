import { describe, expect, test } from 'vitest'
import { FaqError, type FaultCode, type FaultData, isFault } from '../../../src/core/errors.ts'
import { describeFault, LANGUAGES } from '../../../src/core/messages/describe-fault.ts'

/** One of each: a new code does not compile until it has its sample. */
const SAMPLES: { readonly [C in FaultCode]: FaultData[C] } = {
  bad_input: { field: 'question', expected: '1–500', got: '501' },
  bad_row: { file: 'entries.csv', line: 12, reason: '「回答」がありません。' },
  bad_evaluation: { file: 'queries.jsonl', line: 7, reason: '「text」がありません。' },
  not_found: { what: 'entry', id: 'jinji-999' },
  conflict: { id: 'jinji-001', expectedRevision: 3, currentRevision: 4 },
  ticket_refused: { state: 'closed', action: 'answered' },
  ticket_changed: { expectedVersion: 3, currentVersion: 4 },
  undeliverable: { door: 'slack', reason: 'channel_not_found' },
  too_large: { limitBytes: 65_536 },
  method_not_allowed: { method: 'PATCH', allowed: 'GET, POST' },
  unsupported_media_type: { got: 'text/plain' },
  sign_in_needed: {},
  forbidden: { action: 'entry.edit' },
  account_refused: { login: 'jinji-taro', reason: 'last_administrator' },
  too_many_attempts: { retryAfterS: 900 },
  token_refused: { reason: 'expired' },
  scope_missing: { scope: 'plan:read' },
  foreign_origin: { origin: 'https://evil.example' },
  not_ready: { what: 'index' },
  overloaded: {},
  config: { problems: ['PORT: too big', 'HOST: empty'] },
  cannot_write: { path: '/srv/export.csv', reason: 'EACCES' },
  data_folder: { path: '/srv/zencho', reason: 'EACCES' },
  database_corrupt: { path: '/srv/zencho.sqlite', reason: 'not a database' },
  database_newer: { path: '/srv/zencho.sqlite', found: 9, known: 2 },
  database_busy: { path: '/srv/zencho.sqlite' },
  data_in_use: { path: '/srv/data' },
  backup_damaged: { path: '/backup/zencho-20261201-020000', reason: 'zencho.sqlite' },
  disk_full: { path: '/srv/zencho.sqlite' },
  storage_failed: {},
  port_in_use: { host: '127.0.0.1', port: 3000 },
  model_damaged: { path: '/srv/model/vocab.txt', reason: 'ENOENT' },
  model_unusable: { path: '/srv/models/e5', reason: 'no tokenizer.json' },
  embedding_service: { endpoint: 'https://embed.example/v1', problem: 'refused', detail: '401' },
  hub: { endpoint: 'https://hub.example', problem: 'too_many', detail: '429' },
  index_worker: { reason: 'SQLITE_BUSY' },
  workbench_busy: {},
  workbench_failed: { reason: 'exit code 1' },
  missing_package: { names: ['minisearch', '@orama/orama'], command: 'npm install --include=dev' },
  internal: { reference: 'r-42' },
}

/** Facts that are rendered in another form than they came in. */
const RENDERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ja: {
    question: '質問',
    closed: '終了',
    answered: '回答する',
    entry: 'FAQ',
    'entry.edit': 'FAQを編集する',
    '900': '15分',
    index: '索引',
    '65536': '64 KB',
    refused: '認証が拒否',
    expired: '期限が切れ',
    last_administrator: '管理者がいなくなる',
    too_many: '要求が多すぎる',
  },
  en: { too_many: 'no more requests', last_administrator: 'No administrator would be left' },
}

const faults = Object.entries(SAMPLES).map(([code, data]) => new FaqError(code as FaultCode, data))

describe.each(LANGUAGES)('a fault in %s', language => {
  test.each(faults.map(fault => [fault.code, fault] as const))('says what %s is and what to do', (_, fault) => {
    const { title, detail } = describeFault(fault, language)
    for (const text of [title, detail]) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/undefined|null|NaN|\[object/u)
    }
    expect(title).not.toMatch(/[。.]$/u)
    for (const fact of Object.values(fault.data).flat()) {
      expect(detail).toContain(RENDERED[language]?.[String(fact)] ?? String(fact))
    }
  })
})

test('no two faults share a title, and no language borrows from the other', () => {
  const titles = LANGUAGES.flatMap(language => faults.map(fault => describeFault(fault, language).title))
  expect(new Set(titles).size).toBe(titles.length)
})

test('a field or a thing that the catalogue does not know is shown by its name', () => {
  expect(describeFault(new FaqError('bad_input', { field: 'colour', expected: 'x', got: 'y' }), 'ja').detail).toContain(
    'colour',
  )
  expect(describeFault(new FaqError('not_found', { what: 'cloud', id: '7' }), 'ja').detail).toContain('cloud')
})

test('a fault is told from other errors by its code, and keeps its cause', () => {
  const cause = new Error('EACCES')
  const fault: unknown = new FaqError('data_folder', SAMPLES.data_folder, { cause })
  expect(isFault(fault, 'data_folder')).toBe(true)
  expect(isFault(fault, 'disk_full')).toBe(false)
  expect(isFault(cause, 'data_folder')).toBe(false)
  expect((fault as FaqError).cause).toBe(cause)
  expect((fault as FaqError).message).toBe('data_folder {"path":"/srv/zencho","reason":"EACCES"}')
})
