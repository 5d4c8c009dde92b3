import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeText, neutraliseMrkdwn, readText } from '../../../../bot/slack/transport/neutralise.ts'

describe('readText', () => {
  test.each([
    ['年休は &lt;いつ&gt; まで &amp; 何日', '年休は <いつ> まで & 何日'],
    ['&amp;lt; は文字のまま', '&lt; は文字のまま'],
    ['<https://www.pref.shiomi.example/kyuka|休暇の手引> を見た', '休暇の手引 を見た'],
    ['<https://www.pref.shiomi.example/a?b=1&amp;c=2> を見た', 'https://www.pref.shiomi.example/a?b=1&c=2 を見た'],
    ['<mailto:jinji@pref.shiomi.example|jinji@pref.shiomi.example> へ', 'jinji@pref.shiomi.example へ'],
    ['<#C0123|総務> で聞いた', '#総務 で聞いた'],
    ['<#C0123> と <#C0456|>', '#C0123 と #C0456'],
    ['<@U1> さんと <@U2|yamada> さん', '@U1 さんと @yamada さん'],
    ['<!channel> <!here> <!everyone> 年休', '@channel @here @everyone 年休'],
    ['<!subteam^S1|@jinji> と <!subteam^S2>', '@jinji と @S2'],
    ['<!date^1796007600^{date}|2026-11-30> まで', '2026-11-30 まで'],
    ['1 < 2 と 3 > 2', '1 < 2 と 3 > 2'],
    ['', ''],
  ])('takes %j for %j', (text, meant) => {
    expect(readText(text)).toBe(meant)
  })

  test('leaves out the mention of the bot itself, and no other', () => {
    expect(readText('<@UBOT> 年休の申請 <@U1>', { botUserId: 'UBOT' })).toBe('年休の申請 @U1')
    expect(readText('<@UBOT>', { botUserId: 'UBOT' })).toBe('')
  })

  test('reads back what was escaped, whatever it was', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter(text => !text.includes('@'))
    fc.assert(
      fc.property(plain, text => {
        expect(readText(escapeText(text))).toBe(text.trim())
      }),
    )
  })

  test('is quick with hostile text', () => {
    for (const text of ['<'.repeat(50_000), '<!'.repeat(25_000), '<a|'.repeat(17_000), '&amp;'.repeat(10_000)]) {
      expect(readText(text).length).toBeLessThanOrEqual(text.length)
    }
  })
})

/** What Slack would ring or link: a tag with a sign before it, or of a kind that is no page and no mail. */
const LIVE = /<(?:[!@#]|(?!https?:\/\/|mailto:))[^<>]*>/u
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '<!channel>',
      '<!here|here>',
      '<@U1>',
      '<#C1|x>',
      '<!subteam^S1>',
      '<',
      '>',
      '|',
      '!channel',
      '&lt;',
      '@here',
    ),
    fc.constantFrom(
      '<https://a.example|b>',
      '<mailto:a@b.example>',
      '<javascript:alert(1)|x>',
      '<x|!channel>',
      '<<!here>>',
    ),
    fc.string({ maxLength: 5 }),
  ),
  { maxLength: 12 },
)

describe('escapeText', () => {
  test('leaves nothing live, whatever came', () => {
    fc.assert(
      fc.property(pieces, parts => {
        const shown = escapeText(parts.join(''))
        expect(shown).not.toMatch(/[<>]/u)
        expect(shown).not.toMatch(/@(?:channel|here|everyone)\b/iu)
      }),
    )
  })

  test('shows the signs themselves', () => {
    expect(escapeText('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
    expect(escapeText('@channel と @Here と a@hereford')).toBe('＠channel と ＠Here と a@hereford')
  })

  test('what a person wrote is never live when it is said again', () => {
    fc.assert(
      fc.property(pieces, parts => {
        expect(escapeText(readText(parts.join('')))).not.toMatch(LIVE)
      }),
    )
  })
})

describe('neutraliseMrkdwn', () => {
  test('keeps links to pages and mail, and the marks of mrkdwn', () => {
    const text = '*根拠* <https://www.pref.shiomi.example|条例> と <mailto:a@pref.shiomi.example>\n> 引用\n• 一つ'
    expect(neutraliseMrkdwn(text)).toBe(text)
  })

  test.each([
    ['<!channel> へ', '＠channel へ'],
    ['<@U1|yamada> へ', '@yamada へ'],
    ['<javascript:alert(1)|押す>', '押す'],
    ['<<x|!channel>>', '&lt;!channel>'],
    ['<<!here>>', '&lt;＠here>'],
  ])('makes %j %j', (text, safe) => {
    expect(neutraliseMrkdwn(text)).toBe(safe)
  })

  test('leaves nothing live, whatever is put together', () => {
    fc.assert(
      fc.property(pieces, parts => {
        const shown = neutraliseMrkdwn(parts.join(''))
        expect(shown).not.toMatch(LIVE)
        expect(shown).not.toMatch(/@(?:channel|here|everyone)\b/iu)
      }),
    )
  })
})
