// What a request was for, as logs and metrics may tell it.
import type { Request } from 'express'

/**
 * The pattern of the address, never the address: that may be somebody's right to see a ticket, and addresses without end would
 * make series without end.
 */
export function routeOf({ route, baseUrl }: Request): string {
  const path = (route as { readonly path?: unknown } | undefined)?.path
  return typeof path === 'string' ? `${baseUrl}${path}` : 'none'
}
