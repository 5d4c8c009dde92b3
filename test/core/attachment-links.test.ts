// Attachments in answers that are read outside our own pages.
import { describe, expect, test } from 'vitest'
import { linkAttachments } from '../../src/core/attachment-links.ts'

const PATH = '/attachments/00000000-0000-4000-8000-000000000000/%E5%9B%B3.png'

describe('an attachment of an answer', () => {
  test('is a link with its whole address, be it an image or a document', () => {
    const answer = `図は![手順\\_1](${PATH})、様式は[様式](${PATH})です。`
    const there = `https://faq.example${PATH}`
    expect(linkAttachments(answer, 'https://faq.example')).toBe(
      `図は[手順\\_1](${there})、様式は[様式](${there})です。`,
    )
  })

  test('is nothing else that looks like one', () => {
    const answer = '[x](/attachments/../x) ![x](https://evil.example/attachments/x) [x](/other)'
    expect(linkAttachments(answer, 'https://faq.example')).toBe(answer)
  })
})
