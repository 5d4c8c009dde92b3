// What every response of the product must be, whatever was asked of it.
import { expect } from 'vitest'
import { problemSchema } from '../../src/server/problem.ts'
import { INSIDES } from './insides.ts'
import { PROJECT } from './zencho-process.ts'

export function expectNoInsides(text: string): void {
  for (const inside of INSIDES) expect(text).not.toMatch(inside)
  expect(text).not.toContain(PROJECT)
}

/** An RFC 9457 document in Japanese with the English beside it, and nothing of the inside. */
export function expectProblem(response: Pick<Response, 'status' | 'headers'>, text: string, code?: string): void {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const body: unknown = JSON.parse(text)
  const problem = problemSchema.parse(body)
  expect(body).toEqual(problem)
  expect(problem.status).toBe(response.status)
  expect(problem.type).toBe(`urn:zencho-faq:problem:${problem.code}`)
  if (code !== undefined) expect(problem.code).toBe(code)
  expect(problem.title).toMatch(/[ぁ-ん]/u)
  expect(problem.detail).toMatch(/[ぁ-ん].*。$/su)
  expect(problem.en.title).toMatch(/^[\x20-\x7e]+$/u)
  expect(problem.en.detail).toMatch(/\.$/u)
  expectNoInsides(text)
}

/** OWASP ASVS 5.0, 3.4: on every response, errors included. */
export function expectSecurityHeaders({ headers }: Pick<Response, 'headers'>): void {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = new Map(
    policy.split(';').map(directive => {
      const [name = '', ...sources] = directive.trim().split(' ')
      return [name, sources.join(' ')] as const
    }),
  )
  expect(directives.get('default-src')).toBe("'self'")
  expect(directives.get('script-src')).toBe("'self'")
  expect(directives.get('object-src')).toBe("'none'")
  expect(directives.get('base-uri')).toBe("'none'")
  expect(directives.get('frame-ancestors')).toBe("'none'")
  expect(directives.get('form-action')).toBe("'self'")
  expect(policy).not.toMatch(/unsafe|\*|data:|blob:|http:/u)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  const { maxAge = '0' } = /max-age=(?<maxAge>\d+)/u.exec(headers.get('strict-transport-security') ?? '')?.groups ?? {}
  expect(Number(maxAge)).toBeGreaterThanOrEqual(31_536_000)
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u)
}

/** What the command says of a fault: one sentence in Japanese and nothing of the inside. */
export function expectFault(
  { code, stdout, stderr }: { readonly code: number | null; readonly stdout: string; readonly stderr: string },
  ...said: readonly string[]
): void {
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/[ぁ-ん].*。/su)
  for (const text of said) expect(stderr).toContain(text)
  expect(stderr).not.toMatch(/\n\s+at .+:\d+|node_modules|SqliteError|ZodError/u)
}
