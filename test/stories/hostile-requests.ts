// Requests that no well-meaning caller sends: hostile texts in every place that takes one, and noise from a fixed seed.
import * as fc from 'fast-check'
import type { RawRequest } from './raw-request.ts'

const SEED = 20_260_401

/** Texts, one each, that some layer of some product has fallen over. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u3000\t\n',
  '\0',
  'a\0b',
  '\u0001\u001b[31m\u007f',
  '\ud800',
  '\udc00\ud800',
  '旅費\udfff',
  '\ufeff旅費',
  '\ufffe\uffff',
  '\u200b\u200c\u200d\u2060',
  '\u202e費旅の張出\u202c',
  '\u2066isolate\u2069',
  '\u{e0041}\u{e0042}',
  '😀',
  '😀👨‍👩‍👧🇯🇵',
  '葛󠄀',
  'ﾃﾞｰﾀ ＶＰＮ ①㈱',
  'e\u0301'.repeat(200),
  `Z${'\u0300'.repeat(900)}`,
  'あ'.repeat(1_000),
  'あ'.repeat(1_001),
  'あ'.repeat(10_000),
  'A '.repeat(500),
  '。'.repeat(999),
  '﷽'.repeat(500),
  "'",
  '"',
  "' OR '1'='1",
  "'; DROP TABLE entry; --",
  '") UNION SELECT hash FROM audit_event --',
  '%',
  '_',
  '*',
  '"旅費" NEAR 休暇',
  'question:旅費 AND NOT (休暇 OR *)',
  '^旅費*',
  '(((((',
  '-旅費',
  '\\',
  '\\u0000',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)//'",
  '{{7*7}} ${7*7} <%= 7*7 %>',
  '../../../../etc/passwd',
  '..\\..\\package.json',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-1e400',
  '2026-02-30',
  '\r\nSet-Cookie: a=b',
  '$(reboot) `reboot` | reboot',
  '=cmd|/C calc!A0',
]

const JSON_TYPE = { 'Content-Type': 'application/json' }
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' }

const post = (path: string, body: string | Uint8Array, headers: RawRequest['headers'] = JSON_TYPE): RawRequest => {
  return { method: 'POST', path, body, ...(headers !== undefined && { headers }) }
}
const postForm = (path: string, fields: readonly (readonly [string, string])[]): RawRequest => {
  return post(path, fields.map(pair => pair.map(encode).join('=')).join('&'), FORM_TYPE)
}

/** Percent-encoded; a lone surrogate as the bytes that CESU-8 would give it. */
function encode(text: string): string {
  const surrogate = (unit: string) => {
    const code = unit.charCodeAt(0)
    return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      .map(byte => `%${byte.toString(16)}`)
      .join('')
  }
  return [...text].map(char => (char.isWellFormed() ? encodeURIComponent(char) : surrogate(char))).join('')
}

/** Code points: what encodes to more than 16 KB never reaches the product, see the last group of bad-input.test.ts. */
const ADDRESS_TEXT_MAX = 400

/** Each hostile text in each place; `questionId` is a question that was really asked. */
export function hostileTextRequests(questionId: string): readonly RawRequest[] {
  return HOSTILE_TEXTS.flatMap(text => {
    const inAddress = encode([...text].slice(0, ADDRESS_TEXT_MAX).join(''))
    const segment = inAddress || '%20'
    const value = JSON.stringify(text)
    return [
      post('/api/v1/ask', `{"question":${value}}`),
      post('/api/v1/explain', `{"question":${value}}`),
      post('/api/v1/ask', `{"question":"旅費","section":${value}}`),
      post('/api/v1/ask', `{"question":"旅費",${value}:${value}}`),
      { path: `/api/v1/entries?q=${inAddress}` },
      { path: `/api/v1/entries?section=${inAddress}&limit=${inAddress}` },
      { path: `/api/v1/entries/${segment}` },
      { path: `/entries/${segment}` },
      { path: `/questions/${segment}` },
      { path: `/questions/${questionId}?entry=${inAddress}&feedback=${inAddress}` },
      { path: `/assets/${segment}` },
      { path: `/${segment}` },
      postForm('/ask', [['question', text]]),
      postForm('/ask', [
        ['question', '旅費'],
        ['section', text],
      ]),
      postForm(`/questions/${segment}/feedback`, [['kind', 'resolved']]),
      postForm(`/questions/${questionId}/feedback`, [
        ['kind', text],
        ['entry', text],
      ]),
      postForm(`/questions/${questionId}/feedback`, [
        ['kind', 'resolved'],
        ['entry', text],
      ]),
      postForm(`/questions/${questionId}/choose`, [['entry', text]]),
    ]
  })
}

/** The same for conversations and tickets. */
export function hostileTicketRequests(questionId: string): readonly RawRequest[] {
  return HOSTILE_TEXTS.flatMap(text => {
    const inAddress = encode([...text].slice(0, ADDRESS_TEXT_MAX).join(''))
    const segment = inAddress || '%20'
    return [
      { path: `/conversations/${segment}` },
      { path: `/questions/${segment}/ticket` },
      { path: `/questions/${segment}/summary` },
      { path: `/tickets/${segment}?resolved=${inAddress}` },
      { path: `/?section=${inAddress}` },
      postForm(`/questions/${questionId}/feedback`, [
        ['kind', 'unresolved'],
        ['comment', text],
        ['conversation', text],
      ]),
      postForm('/ask', [
        ['question', '旅費'],
        ['conversation', text],
      ]),
      postForm(`/questions/${segment}/ticket`, [['question', text]]),
      postForm(`/questions/${questionId}/ticket`, [
        ['question', text],
        ['section', text],
        ['name', text],
        ['address', text],
      ]),
      postForm(`/questions/${questionId}/ticket`, [
        ['question', text],
        ['section', 'jinji'],
        ['name', text],
      ]),
      postForm(`/tickets/${segment}/reopen`, [['reason', text]]),
      postForm(`/tickets/${segment}/resolved`, [['reason', text]]),
    ]
  })
}

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const QUESTION = '{"question":"旅費"}'

/** Bodies, types, addresses and parameters that are wrong in form. */
export function misshapenRequests(questionId: string): readonly RawRequest[] {
  const bodies: readonly (string | Uint8Array)[] = [
    '',
    ' ',
    '{',
    '}',
    '[]',
    '[{"question":"旅費"}]',
    '"旅費"',
    '1',
    'true',
    'null',
    'undefined',
    '{"question"}',
    '{"question":}',
    "{'question':'旅費'}",
    '{"question":"旅費",}',
    '{"question":"旅費"}x',
    '{"question":"旅費"}{"question":"旅費"}',
    `\ufeff${QUESTION}`,
    '{"question":"\u0000"}',
    '{"question":"\\ud800"}',
    '{"question":"\\udc00 \\u0000 \\uffff"}',
    '{"question":"\\x"}',
    '{"question":null}',
    '{"question":["旅費"]}',
    '{"question":{"toString":"旅費"}}',
    '{"question":1e999}',
    '{"question":"旅費","question":["x"]}',
    '{"question":"旅費","limit":9007199254740993}',
    '{"question":"旅費","limit":-0}',
    '{"question":"旅費","section":{"$ne":null}}',
    '{"question":"旅費","__proto__":{"limit":99}}',
    '{"__proto__":{"question":"旅費"}}',
    '{"constructor":{"prototype":{"question":"旅費"}}}',
    '{"question":"旅費","constructor":{"prototype":{"limit":99}}}',
    `{"question":"旅費","${'k'.repeat(60_000)}":1}`,
    `{"question":"旅費",${Array.from({ length: 4_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
    `{"question":"${'あ'.repeat(21_000)}"}`,
    nested(10_000, '[', ']'),
    nested(9_000, '{"a":', '}'),
    `{"question":${nested(10_000, '[', ']')}}`,
    `{"question":"旅費","section":${nested(9_000, '{"a":', '}')}}`,
    'x'.repeat(70_000),
    Uint8Array.of(0x7b, 0x22, 0x71, 0x80, 0xff, 0xfe, 0x22, 0x7d),
    Buffer.concat([Buffer.from('{"question":"'), Uint8Array.of(0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf5), Buffer.from('"}')]),
    utf16(QUESTION),
    Buffer.from(QUESTION, 'utf16le'),
    Uint8Array.of(0x1f, 0x8b, 0x08, 0x00),
  ]
  const types = [
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json; charset=shift_jis',
    'application/json; charset=nonsense',
    'application/json; charset="',
    'application/vnd.api+json',
    'APPLICATION/JSON',
    'application/json, text/plain',
    'text/json',
    'multipart/form-data; boundary=',
    ';',
    '/',
    'x',
  ]
  const paths = [
    '/%',
    '/%zz',
    '/%00',
    '/entries/%',
    '/entries/%00',
    '/entries/%ff',
    '/entries/%E0%A4',
    '/entries/%2e%2e%2f%2e%2e%2fpackage.json',
    '/entries/..%2f..%2fpackage.json',
    '/questions/%',
    '/questions/%00',
    '/questions/%c0%af',
    '/assets/%',
    '/assets/..%2fpage.ts',
    '/assets/%2e%2e/page.ts',
    '/assets/../page.ts',
    '/assets/constructor',
    '/assets/__proto__',
    '/assets/chat.js%00.css',
    '/api/v1/entries/%',
    '/api/v1/entries/%00',
    '/api/v1/entries/%ff%fe',
    '/api/v1/entries/a%2fb',
    '//',
    '///example.test/',
    '//example.test/%2f..',
    '/\\example.test',
    '/./',
    '/;a=b',
    '/?',
    '/#a',
    '/ask?question=a',
    '/api/v1/entries?',
    '/api/v1/entries?&&&=&=',
    '/api/v1/entries?q=%',
    '/api/v1/entries?q=%ff%fe',
    '/api/v1/entries?q[]=a',
    '/api/v1/entries?q[a]=b&q[__proto__]=c',
    '/api/v1/entries?limit=1&limit=2',
    '/api/v1/entries?limit=0x10',
    '/api/v1/entries?limit=1e2',
    '/api/v1/entries?limit=%20',
    '/api/v1/entries?limit=Infinity',
    '/api/v1/entries?offset=9007199254740993',
    '/api/v1/entries?__proto__=a&constructor=b&toString=c',
    `/api/v1/entries?${'q=a&'.repeat(2_000)}`,
    `/api/v1/entries?q=${'a'.repeat(8_000)}`,
    `/api/v1/entries/${'a'.repeat(8_000)}`,
    `/entries/${'%E3%81%82'.repeat(800)}`,
    `/${'a/'.repeat(4_000)}`,
  ]
  const encodings = ['gzip', 'br', 'deflate', 'zstd', 'x', 'gzip, gzip', 'identity', '']
  return [
    ...bodies.map(body => post('/api/v1/ask', body)),
    ...bodies.map(body => post('/ask', body, FORM_TYPE)),
    ...bodies.map(body => post(`/questions/${questionId}/feedback`, body, FORM_TYPE)),
    ...types.flatMap(type => [
      post('/api/v1/ask', QUESTION, { 'Content-Type': type }),
      post('/ask', 'question=旅費', { 'Content-Type': type }),
      post(`/questions/${questionId}/choose`, 'entry=ryohi-001', { 'Content-Type': type }),
    ]),
    post('/api/v1/ask', utf16(QUESTION), { 'Content-Type': 'application/json; charset=utf-16' }),
    post('/api/v1/ask', Buffer.from(QUESTION, 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16le' }),
    ...encodings.flatMap(encoding => [
      post('/api/v1/ask', QUESTION, { ...JSON_TYPE, 'Content-Encoding': encoding }),
      post('/ask', 'question=a', { ...FORM_TYPE, 'Content-Encoding': encoding }),
    ]),
    ...paths.map(path => ({ path })),
    ...paths.map(path => ({ path, method: 'HEAD' })),
    ...paths.map(path => post(path, 'kind=resolved', FORM_TYPE)),
    ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'QUERY', 'M-SEARCH'].flatMap(
      method =>
        [
          '/',
          '/ask',
          '/api/v1/ask',
          '/api/v1/entries',
          `/questions/${questionId}`,
          `/questions/${questionId}/feedback`,
        ].map(path => {
          return { method, path }
        }),
    ),
    ...['null', 'x', 'http://', 'http://[', 'https://example.test', 'http://a b', '\u00ff'].map(origin =>
      post('/ask', 'question=旅費', { ...FORM_TYPE, Origin: origin }),
    ),
    ...['cross-site', 'none', 'same-origin', '', 'x'].map(site =>
      post('/ask', 'question=旅費', { ...FORM_TYPE, 'Sec-Fetch-Site': site }),
    ),
    ...['turn', 'composer', 'x', '__proto__'].map(fragment =>
      post('/ask', 'question=旅費', { ...FORM_TYPE, 'X-Fragment': fragment }),
    ),
    postForm('/ask', [
      ['question', '旅費'],
      ['question', '休暇'],
    ]),
    postForm('/ask', [
      ['question[]', '旅費'],
      ['question[a][b]', '休暇'],
      ['__proto__[question]', 'x'],
    ]),
    postForm(
      '/ask',
      Array.from({ length: 2_000 }, (_, i) => [`k${i}`, 'v'] as const),
    ),
    {
      path: '/',
      headers: { Cookie: ['a=b', '='.repeat(4_000)], 'If-None-Match': '"'.repeat(100), Range: 'bytes=9-1,-' },
    },
    { path: '/assets/chat.js', headers: { Range: 'bytes=0-0,1-1', 'If-Modified-Since': 'x', Accept: '*/x;q=9' } },
  ]
}

const textNoise = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }))
const nameNoise = fc.oneof(
  fc.constantFrom('question', 'section', 'limit', 'offset', 'q', 'kind', 'entry', '__proto__'),
  textNoise,
)
const bytesNoise = fc.uint8Array({ maxLength: 300 })
const pairsNoise = fc
  .array(fc.tuple(nameNoise, textNoise), { maxLength: 8 })
  .map(pairs => pairs.map(pair => pair.map(encode).join('=')).join('&'))
const segmentNoise = fc
  .array(
    fc.constantFrom('a', '%', '%2', '%41', '%ff', '%00', '%2f', '..', '.', ';', ':', '@', '!', '~', '+', '\\', '|'),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(pieces => pieces.join(''))

const noise = fc.oneof(
  bytesNoise.map(body => post('/api/v1/ask', body)),
  fc.json({ maxDepth: 4 }).map(body => post('/api/v1/ask', body)),
  fc.dictionary(nameNoise, fc.jsonValue({ maxDepth: 2 })).map(body => post('/api/v1/ask', JSON.stringify(body))),
  textNoise.map(question => post('/api/v1/ask', JSON.stringify({ question }))),
  textNoise.map(question => post('/api/v1/explain', JSON.stringify({ question }))),
  bytesNoise.map(body => post('/ask', body, FORM_TYPE)),
  pairsNoise.map(body => post('/ask', body, FORM_TYPE)),
  pairsNoise.map(query => ({ path: `/api/v1/entries?${query}` })),
  fc.constantFrom('', 'api/v1/entries/', 'entries/', 'questions/', 'assets/').chain(place => {
    return segmentNoise.map(segment => ({ path: `/${place}${segment}` }))
  }),
  segmentNoise.map(id => post(`/questions/${id}/feedback`, 'kind=resolved', FORM_TYPE)),
)

/** The same noise each time. */
export function noiseRequests(count: number): readonly RawRequest[] {
  return fc.sample(noise, { seed: SEED, numRuns: count })
}
