// Which addresses a model may have. The operator sets it, so a machine in the building is welcome; an address that is no
// machine of anybody's (cloud metadata, this network, many machines at once) is a mistake or a trick.
import { isIP } from 'node:net'
import { isReserved } from './reserved-addresses.ts'

/** What is wrong with the address, in English for the list of settings; null when nothing is. */
export function addressProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/u.test(url.protocol)) return 'expected an http(s) address'
  if (url.username !== '' || url.password !== '') return 'expected no user name or password in the address'
  if (url.search !== '' || url.hash !== '') return 'expected no query and no fragment in the address'
  return isNobodys(url.hostname) ? 'expected the address of one machine, not a link-local or reserved one' : null
}

const METADATA_NAMES: ReadonlySet<string> = new Set(['metadata', 'metadata.google.internal', 'instance-data'])

/** The host as URL gives it: decimal, octal and hexadecimal IPv4 are dotted already, IPv6 is shortest and in brackets. */
function isNobodys(host: string): boolean {
  if (METADATA_NAMES.has(host.replace(/\.$/u, ''))) return true
  const address = host.replace(/^\[|\]$/gu, '')
  return isIP(address) !== 0 && isReserved(address)
}
