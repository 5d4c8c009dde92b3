// The forms of the settings for signing in: an issuer that nobody on the way can speak for, and groups with their roles.
import { z } from 'zod'
import { parseRole } from '../core/access/grant-text.ts'
import type { RoleMapping } from '../core/access/identity.ts'

/** What is wrong with the address; null for https, and for http within this machine. */
export function issuerProblem(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || isLoopback(hostname) ? null : 'expected https (http only within this machine)'
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname)
}

/** 「faq-admins=administrator; cn=faq,ou=jinji=editor@jinji」: names of groups hold commas and equals signs themselves. */
export const roleMappings = z.string().transform((text, context): readonly RoleMapping[] => {
  const items = text
    .split(';')
    .map(item => item.trim())
    .filter(item => item !== '')
  return items.flatMap(item => {
    const at = item.lastIndexOf('=')
    const group = item.slice(0, Math.max(at, 0)).trim()
    const role = parseRole(item.slice(at + 1))
    if (group !== '' && role !== null) return [{ group, role }]
    context.addIssue(`expected GROUP=ROLE, e.g. faq-editors=editor@own, got ${JSON.stringify(item)}`)
    return []
  })
})
