// The few static files of a door and of the house, kept in memory and addressed by the hash of their content.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type RequestHandler, Router } from 'express'

const TOKENS = '@digital-go-jp/design-tokens/dist/tokens.css'

/** What every page needs, in the order in which stylesheets build on each other. */
const HOUSE_FILES = ['palette.css', 'style.css', 'notice.css', 'entry.css', 'media.css', 'icon.svg'] as const

const IMPORT = / from '\.\/([\w-]+\.js)'/gu

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

/** Files of a door: their names in `folder`, a script after those that it imports, and the path at which the door is mounted ('' for the root). */
export interface DoorFiles {
  readonly folder: URL
  readonly names: readonly string[]
  readonly mountPath: string
}

/** Reads the files once; call it when the application is built. */
export function loadAssets({ folder, names, mountPath }: DoorFiles): Assets {
  const assets = new Map<string, Asset>([
    ['tokens.css', toAsset(readFileSync(new URL(import.meta.resolve(TOKENS))))],
    ...HOUSE_FILES.map(name => [name, toAsset(readFileSync(new URL(`./assets/${name}`, import.meta.url)))] as const),
  ])
  for (const name of names)
    assets.set(name, toAsset(withHashedImports(readFileSync(new URL(name, folder)), name, assets)))
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

function toAsset(content: Buffer): Asset {
  return { content, hash: createHash('sha256').update(content).digest('hex').slice(0, 16) }
}

/** A script names what it imports by its hash too: a change below changes every address above it, so all may be kept for good. */
function withHashedImports(content: Buffer, name: string, assets: ReadonlyMap<string, Asset>): Buffer {
  if (!name.endsWith('.js')) return content
  const text = content.toString('utf8').replace(IMPORT, (_all, imported: string) => {
    const asset = assets.get(imported)
    if (asset === undefined) throw new RangeError(`expected ${imported} before ${name}, which imports it`)
    return ` from './${imported}?v=${asset.hash}'`
  })
  return Buffer.from(text)
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
