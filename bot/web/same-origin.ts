// Refuses writes that another site's page sends. Asking and feedback are anonymous, so no token is needed: the browser
// itself tells where a request comes from. Requests without a browser's marks (a script, a monitor) pass.
import type { Request, RequestHandler } from 'express'

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Lets same-origin writes through; hands others to `refuse`, which answers 403. */
export function sameOrigin(refuse: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (SAFE_METHODS.has(request.method) || isSameOrigin(request)) return next()
    return refuse(request, response, next)
  }
}

/**
 * `Sec-Fetch-Site` cannot be set by a page and knows the scheme, so it decides where it is sent; browsers leave it out on
 * plain HTTP. Then `Origin` must name the host that was asked. Hosts are compared, not schemes: TLS may end at a proxy.
 */
function isSameOrigin(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.get('Origin')
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
}
