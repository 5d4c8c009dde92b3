// The few static files of a door and of the house, kept in memory and addressed by the hash of their content.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type RequestHandler, Router } from 'express'

const TOKENS = '@digital-go-jp/design-tokens/dist/tokens.css'

/** What every page needs, in the order in which stylesheets build on each other. */
const HOUSE_FILES = ['style.css', 'notice.css', 'icon.svg'] as const

const FOREVER = 'public, max-age=31536000, immutable'

interface Asset {
  readonly content: Buffer
  readonly hash: string
}

export interface Assets {
  readonly router: Router
  /** Names of the stylesheets, in their order. */
  readonly stylesheets: readonly string[]
  /** The address of a file; throws for a name that is not served. */
  readonly url: (name: string) => string
}

/** Files of a door: their names in `folder`, and the path at which the door is mounted ('' for the root). */
export interface DoorFiles {
  readonly folder: URL
  readonly names: readonly string[]
  readonly mountPath: string
}

/** Reads the files once; call it when the application is built. */
export function loadAssets({ folder, names, mountPath }: DoorFiles): Assets {
  const assets: ReadonlyMap<string, Asset> = new Map([
    ['tokens.css', readAsset(new URL(import.meta.resolve(TOKENS)))],
    ...HOUSE_FILES.map(name => [name, readAsset(new URL(`./assets/${name}`, import.meta.url))] as const),
    ...names.map(name => [name, readAsset(new URL(name, folder))] as const),
  ])
  const router = Router()
  router.get('/assets/:name', serve(assets))
  return {
    router,
    stylesheets: [...assets.keys()].filter(name => name.endsWith('.css')),
    url: name => {
      const asset = assets.get(name)
      if (asset === undefined) throw new RangeError(`expected one of ${[...assets.keys()].join(', ')}, got "${name}"`)
      return `${mountPath}/assets/${name}?v=${asset.hash}`
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
