// The few static files of the chat, kept in memory and addressed by the hash of their content.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type RequestHandler, Router } from 'express'

/** Served under /assets; all but the tokens lie in the room's own folder. */
const OWN_FILES = ['chat.js', 'composer.css', 'entry.css', 'icon.svg', 'notice.css', 'style.css', 'turn.css'] as const
const TOKENS = '@digital-go-jp/design-tokens/dist/tokens.css'

const FOREVER = 'public, max-age=31536000, immutable'

interface Asset {
  readonly content: Buffer
  readonly hash: string
}

export interface Assets {
  readonly router: Router
  /** Throws for a name that is not served. */
  readonly url: (name: string) => string
}

/** Reads the files once; call it when the application is built. */
export function loadAssets(): Assets {
  const own = OWN_FILES.map(name => [name, readAsset(new URL(`./assets/${name}`, import.meta.url))] as const)
  const assets: ReadonlyMap<string, Asset> = new Map([
    ...own,
    ['tokens.css', readAsset(new URL(import.meta.resolve(TOKENS)))],
  ])
  const router = Router()
  router.get('/assets/:name', serve(assets))
  return {
    router,
    url: name => {
      const asset = assets.get(name)
      if (asset === undefined) throw new RangeError(`expected one of ${[...assets.keys()].join(', ')}, got "${name}"`)
      return `/assets/${name}?v=${asset.hash}`
    },
  }
}

function readAsset(file: URL): Asset {
  const content = readFileSync(file)
  return { content, hash: createHash('sha256').update(content).digest('hex').slice(0, 16) }
}

/** Express adds the ETag and answers 304. An address without the current hash must ask again each time. */
function serve(assets: ReadonlyMap<string, Asset>): RequestHandler<{ name: string }> {
  return (request, response, next) => {
    const asset = assets.get(request.params.name)
    if (asset === undefined) return next()
    response.set('Cache-Control', request.query['v'] === asset.hash ? FOREVER : 'no-cache')
    response.set('X-Content-Type-Options', 'nosniff')
    response.type(request.params.name.slice(request.params.name.lastIndexOf('.')))
    response.send(asset.content)
  }
}
