// Addresses that are no machine of anybody's: cloud metadata, this network, many machines at once. One who is sent there was
// sent by mistake or by a trick, so nothing is sent, whether the address was written down or a name led to it.
import { BlockList, isIP } from 'node:net'

/** Machines of the office's own network are not among them: an operator who names one means it. */
const RESERVED = blockList([
  ['0.0.0.0', 8], // this network
  ['169.254.0.0', 16], // link-local, with the metadata of clouds
  ['100.100.100.200', 32], // metadata of another cloud
  ['192.0.0.0', 24], // protocol assignments, with one more place of metadata
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32], // metadata over IPv6
])
const LOOPBACK = blockList([
  ['127.0.0.0', 8],
  ['::1', 128],
])

function blockList(nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4')
  return list
}

/** For an address in any form that the system gives; what is no address counts as reserved. */
export function isReserved(address: string): boolean {
  return isIP(address) === 0 || isIn(RESERVED, address)
}

/** This machine. */
export function isLoopback(address: string): boolean {
  return isIn(LOOPBACK, address)
}

function isIn(list: BlockList, address: string): boolean {
  const plain = embeddedIpv4(address) ?? address
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** IPv4 within IPv6: mapped (::ffff:), compatible (::), translated (64:ff9b::), and 6to4 (2002:). */
function embeddedIpv4(address: string): string | null {
  if (isIP(address) !== 6) return null
  const short = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const [, high, low] =
    /^(?:::(?:ffff:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/u.exec(short) ??
    /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/u.exec(short) ??
    []
  if (high === undefined || low === undefined) return null
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}
