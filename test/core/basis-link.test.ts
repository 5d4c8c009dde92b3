// Which part of a ground is its link, and that nothing but a web address becomes one.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groundOf } from '../../src/core/basis-link.ts'

describe('a ground', () => {
  test.each([
    ['職員の勤務時間、休暇等に関する条例第12条', '職員の勤務時間、休暇等に関する条例第12条', null],
    ['服務規程 https://reiki.example/1.html', '服務規程', 'https://reiki.example/1.html'],
    ['服務規程（https://reiki.example/1.html）', '服務規程', 'https://reiki.example/1.html'],
    ['服務規程：http://reiki.example/?a=1&b=2#c', '服務規程', 'http://reiki.example/?a=1&b=2#c'],
    ['https://reiki.example/', 'https://reiki.example/', 'https://reiki.example/'],
    ['https://a.example/ と規程', 'https://a.example/ と規程', null],
    ['規程 javascript:alert(1)', '規程 javascript:alert(1)', null],
    ['規程 javascript:alert(1)//https://x.example', '規程 javascript:alert(1)//', 'https://x.example'],
    ['規程 data:text/html,https', '規程 data:text/html,https', null],
    ['規程 https://user:pass@x.example', '規程 https://user:pass@x.example', null],
    ['規程 https://', '規程 https://', null],
  ])('%s', (basis, text, url) => {
    expect(groundOf(basis)).toEqual({ text, url })
  })

  test('links to http and https alone, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('https://', 'javascript:', 'a', '.', ' ', '/', '"', '規程') }),
        basis => {
          const { url } = groundOf(basis)
          if (url === null) return
          expect(new URL(url).protocol).toMatch(/^https?:$/u)
          expect(basis).toContain(url)
        },
      ),
    )
  })
})
