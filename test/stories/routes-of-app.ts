// The routes that an Express application really has, read from its own router.
import type { Express } from 'express'

export interface AppRoute {
  /** With `{name}` for parameters, as OpenAPI writes them. */
  readonly path: string
  readonly method: string
}

/** What Express 5 keeps and does not type. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: { readonly stack?: readonly Layer[] }
  readonly rawPath: string
}

export function routesOfApp(app: Express): readonly AppRoute[] {
  return routesOf((app.router as unknown as { readonly stack: readonly Layer[] }).stack, '')
}

function routesOf(stack: readonly Layer[], mount: string): readonly AppRoute[] {
  return stack.flatMap(({ route, handle, rawPath }) => {
    if (route === undefined) {
      return handle.stack === undefined ? [] : routesOf(handle.stack, mount + rawPath.replace(/\/$/u, ''))
    }
    const path = mount + route.path.replace(/:(\w+)/gu, '{$1}')
    // `_all` is what refuses other methods.
    const methods = Object.keys(route.methods).filter(method => method !== '_all')
    return methods.map(method => ({ path, method }))
  })
}
