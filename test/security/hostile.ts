// What an attacker types: texts that would become markup, a query, a header, a path or a part of an object where nothing stops
// them. They are told again by a name that no text of the product has.

/** The name by which a planted element, attribute or header is known. */
export const PLANTED = 'zqxss'

export const HOSTILE_VALUES: readonly string[] = [
  `"'><${PLANTED}>`,
  `" ${PLANTED}="1`,
  `' ${PLANTED}='1`,
  `</title></textarea></script><${PLANTED}>`,
  `[a](javascript:${PLANTED}) ![b](https://evil.invalid/${PLANTED}.png)`,
  `&lt;${PLANTED}&gt; &#60;${PLANTED}&#62; %3C${PLANTED}%3E`,
  `<img src=x onerror=${PLANTED}()>`,
  "' OR '1'='1' --",
  '"; SELECT sqlite_version(); --',
  `x\r\n${PLANTED}: 1\r\n\r\n<${PLANTED}>`,
  '../../../../etc/passwd',
  '%2e%2e%2f%2e%2e%2fpackage.json\0.png',
  '__proto__',
  '{"__proto__":{"zqxss":1}}',
  '//evil.invalid/',
  'https://evil.invalid/',
  '/\\evil.invalid',
  'javascript:alert(1)',
  '=HYPERLINK("https://evil.invalid")',
  '-1',
  '1e309',
  '9007199254740993',
  '2026-02-30',
  '\ud800\u202e\u2028\u0000\u001b[31m',
  'あ'.repeat(3_000),
  '',
]
