// Where a request comes from, as what is counted: the nearest proxies are believed as the settings say, and of IPv6 the network
// counts, for one household has 2^64 addresses of its own.
import { isIPv6 } from 'node:net'
import type { Request } from 'express'

export function clientAddress(request: Pick<Request, 'ip'>): string {
  return networkOf(request.ip ?? '')
}

/** 「192.0.2.7」 as it is, also where it comes as 「::ffff:192.0.2.7」; of IPv6 the first 64 bits. */
export function networkOf(address: string): string {
  const plain = (address.split('%')[0] ?? '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/u.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, PARTS - first.length - last.length)).fill('0')
  const parts = [...first, ...(tail === undefined ? [] : zeros), ...last]
  const network = parts.slice(0, PARTS / 2).map(part => Number.parseInt(part, 16).toString(16))
  return `${network.join(':')}::/64`
}

const PARTS = 8
