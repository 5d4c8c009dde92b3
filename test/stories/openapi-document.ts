// What a reader of an OpenAPI 3.1 document may rely on: its structure, its references, and its schemas as checks.
import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>

export interface Operation {
  readonly path: string
  readonly method: string
  readonly parameters: readonly Json[]
  readonly requestSchema: z.ZodType | null
  /** By status, then media type. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const PATH_ITEM_KEYS: ReadonlySet<string> = new Set([
  ...METHODS,
  'summary',
  'description',
  'servers',
  'parameters',
  '$ref',
])

/** All operations of a document; throws a sentence for the first thing that OpenAPI 3.1 does not allow. */
export function readOpenApi(document: Json): readonly Operation[] {
  claim(/^3\.1\.\d+$/u.test(String(document['openapi'])), `openapi is a 3.1 version: ${String(document['openapi'])}`)
  const info = group(document['info'], 'info')
  claim(isText(info['title']) && isText(info['version']), 'info has a title and a version')
  resolveAll(document, document)
  for (const [name, schema] of Object.entries(
    group(group(document['components'], 'components')['schemas'], 'schemas'),
  )) {
    toZod(schema, document, `components.schemas.${name}`)
  }
  const operations = Object.entries(group(document['paths'], 'paths')).flatMap(([path, item]) => {
    claim(path.startsWith('/'), `a path starts with a slash: ${path}`)
    return readPathItem(path, group(item, path), document)
  })
  const ids = operations.flatMap(({ id }) => id ?? [])
  claim(new Set(ids).size === ids.length, 'operationIds are unique')
  return operations
}

function readPathItem(path: string, item: Json, document: Json) {
  for (const key of Object.keys(item)) claim(PATH_ITEM_KEYS.has(key), `${path} has an unknown key ${key}`)
  return METHODS.filter(method => method in item).map(method => {
    return readOperation({ path, method }, group(item[method], `${method} ${path}`), document)
  })
}

function readOperation({ path, method }: { path: string; method: string }, operation: Json, document: Json) {
  const place = `${method} ${path}`
  const parameters = list(operation['parameters'] ?? [], `${place} parameters`).map(item => group(item, place))
  for (const parameter of parameters) {
    claim(isText(parameter['name']), `${place}: a parameter has a name`)
    claim(['query', 'path', 'header', 'cookie'].includes(String(parameter['in'])), `${place}: a parameter has a place`)
    claim(parameter['in'] !== 'path' || parameter['required'] === true, `${place}: a path parameter is required`)
    toZod(parameter['schema'], document, `${place} parameter`)
  }
  const inPath = parameters.filter(parameter => parameter['in'] === 'path').map(parameter => String(parameter['name']))
  const inTemplate = [...path.matchAll(/\{([^}]+)\}/gu)].map(match => match[1] ?? '')
  claim(
    new Set(inPath).symmetricDifference(new Set(inTemplate)).size === 0,
    `${place}: template and path parameters agree`,
  )
  const responses = Object.entries(group(operation['responses'], `${place} responses`))
  claim(responses.length > 0, `${place} has a response`)
  const id = operation['operationId']
  claim(id === undefined || isText(id), `${place}: an operationId is a text`)
  return {
    path,
    method,
    id: id as string | undefined,
    parameters,
    requestSchema: readRequest(operation['requestBody'], document, place),
    responses: Object.fromEntries(
      responses.map(([status, response]) => [status, readResponse(status, group(response, place), document, place)]),
    ),
  }
}

function readRequest(body: unknown, document: Json, place: string): z.ZodType | null {
  if (body === undefined) return null
  const content = readContent(group(body, place)['content'], document, `${place} request`)
  const schema = content['application/json']
  claim(schema !== undefined, `${place} takes JSON`)
  return schema ?? null
}

function readResponse(status: string, response: Json, document: Json, place: string) {
  claim(/^([1-5]\d\d|[1-5]XX|default)$/u.test(status), `${place}: ${status} is a status`)
  claim(isText(response['description']), `${place} ${status} has a description`)
  return readContent(response['content'] ?? {}, document, `${place} ${status}`)
}

function readContent(content: unknown, document: Json, place: string): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(group(content, place)).map(([type, media]) => {
      claim(/^[\w.+-]+\/[\w.+*-]+$/u.test(type), `${place}: ${type} is a media type`)
      return [type, toZod(group(media, place)['schema'], document, place)]
    }),
  )
}

/** A JSON Schema of the document as a check; objects it calls closed refuse what they do not name. */
function toZod(schema: unknown, document: Json, place: string): z.ZodType {
  const resolved = resolveAll(group(schema, `${place} schema`), document)
  return z.fromJSONSchema(resolved as Parameters<typeof z.fromJSONSchema>[0])
}

/** The value with every `$ref` replaced by what it names; throws for one that names nothing. */
function resolveAll(value: unknown, document: Json): unknown {
  if (Array.isArray(value)) return value.map(item => resolveAll(item, document))
  if (typeof value !== 'object' || value === null) return value
  const reference = (value as Json)['$ref']
  if (typeof reference === 'string') return resolveAll(follow(reference, document), document)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveAll(item, document)]))
}

function follow(reference: string, document: Json): unknown {
  claim(reference.startsWith('#/'), `a reference stays within the document: ${reference}`)
  return (
    reference
      .slice(2)
      .split('/')
      .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((found, step) => group(group(found, reference), reference)[step], document) ??
    claim(false, `${reference} names nothing`)
  )
}

function group(value: unknown, place: string): Json {
  claim(typeof value === 'object' && value !== null && !Array.isArray(value), `${place} is an object`)
  return value as Json
}

function list(value: unknown, place: string): readonly unknown[] {
  claim(Array.isArray(value), `${place} is a list`)
  return value as readonly unknown[]
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function claim(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(`not OpenAPI 3.1: expected that ${sentence}`)
}
