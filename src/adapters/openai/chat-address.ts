// Which addresses a model may have. The operator sets it, so a machine in the building is welcome; an address that is no
// machine of anybody's (cloud metadata, this network, many machines at once) is a mistake or a trick.

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
  if (!host.startsWith('[')) return isReservedIpv4(host)
  const ipv6 = host.slice(1, -1)
  const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/u.exec(ipv6)
  if (mapped !== null) {
    const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
    return isReservedIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  }
  return ipv6 === '::' || /^fe[89ab]|^ff|^fd00:ec2:/u.test(ipv6)
}

/** This network, link-local (cloud metadata among it), multicast and broadcast. */
function isReservedIpv4(host: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/u.exec(host)
  if (match === null) return false
  const [first, second] = [Number(match[1]), Number(match[2])]
  return first === 0 || (first === 169 && second === 254) || first >= 224
}
