// What a crawler sees of a page: where it leads, which forms it has, and what on it must not be there.
import { Parser } from 'htmlparser2'
import { PLANTED } from './hostile.ts'

export interface PageForm {
  readonly method: 'GET' | 'POST'
  /** As the page writes it; '' for the page's own address. */
  readonly action: string
  readonly multipart: boolean
  readonly fields: readonly FormField[]
}

export interface FormField {
  readonly name: string
  readonly type: string
  /** What the field holds, or the first choice of a list. */
  readonly value: string
}

export interface SeenPage {
  readonly links: readonly string[]
  readonly forms: readonly PageForm[]
  /** Texts of ours that became markup. */
  readonly planted: readonly string[]
  /** Scripts, styles and handlers within the page: the policy forbids them, so they would not work. */
  readonly inline: readonly string[]
  /** Addresses of other sites that the page loads by itself. */
  readonly foreign: readonly string[]
}

type Attributes = Readonly<Record<string, string>>
interface OpenForm extends PageForm {
  readonly fields: FormField[]
}

const LOADS: Readonly<Record<string, string>> = {
  script: 'src',
  img: 'src',
  link: 'href',
  iframe: 'src',
  source: 'src',
  video: 'src',
  audio: 'src',
  embed: 'src',
  object: 'data',
}

export function readPage(text: string): SeenPage {
  const page = { links: [] as string[], forms: [] as OpenForm[], planted: [] as string[], inline: [] as string[] }
  const foreign: string[] = []
  const open: { form: OpenForm | null; select: string | null; textarea: string | null } = {
    form: null,
    select: null,
    textarea: null,
  }
  const parser = new Parser({
    onopentag: (name, attributes) => {
      page.planted.push(...plantedIn(name, attributes))
      page.inline.push(...inlineIn(name, attributes))
      const loaded = attributes[LOADS[name] ?? '']
      if (loaded !== undefined && /^(?:[a-z]+:)?\/\//iu.test(loaded)) foreign.push(`${name} ${loaded}`)
      if (name === 'a' && attributes['href'] !== undefined) page.links.push(attributes['href'])
      if (name === 'form') page.forms.push((open.form = formOf(attributes)))
      open.form?.fields.push(...fieldsOf(name, attributes, open))
      if (name === 'select') open.select = attributes['name'] ?? null
      if (name === 'textarea') open.textarea = attributes['name'] ?? null
    },
    ontext: words => {
      const last = open.form?.fields.at(-1)
      if (open.textarea !== null && last?.name === open.textarea) {
        open.form?.fields.splice(-1, 1, { ...last, value: last.value + words })
      }
    },
    onclosetag: name => {
      if (name === 'form') open.form = null
      if (name === 'select') open.select = null
      if (name === 'textarea') open.textarea = null
    },
  })
  parser.end(text)
  return { ...page, foreign }
}

function formOf(attributes: Attributes): OpenForm {
  const method = attributes['method']?.toUpperCase() === 'POST' ? 'POST' : 'GET'
  return {
    method,
    action: attributes['action'] ?? '',
    multipart: attributes['enctype'] === 'multipart/form-data',
    fields: [],
  }
}

/** A button counts where it has a name; a choice, where it is the first. */
function fieldsOf(
  name: string,
  attributes: Attributes,
  open: { readonly select: string | null; readonly form: OpenForm | null },
): readonly FormField[] {
  const { type = name === 'input' ? 'text' : name, value = '' } = attributes
  if (name === 'option' && open.select !== null) {
    const known = open.form?.fields.findIndex(field => field.name === open.select) ?? -1
    if (known < 0) return [{ name: open.select, type: 'select', value }]
    if (attributes['selected'] !== undefined) open.form?.fields.splice(known, 1)
    return attributes['selected'] === undefined ? [] : [{ name: open.select, type: 'select', value }]
  }
  if (!['input', 'textarea', 'button'].includes(name) || attributes['name'] === undefined) return []
  const isNextChoice = type === 'radio' && open.form?.fields.some(field => field.name === attributes['name']) === true
  return isNextChoice ? [] : [{ name: attributes['name'], type, value }]
}

function plantedIn(name: string, attributes: Attributes): readonly string[] {
  const names = Object.keys(attributes).filter(each => each.includes(PLANTED))
  const scripts = Object.entries(attributes).filter(
    ([each, value]) =>
      /^(?:href|src|action|formaction|data)$/u.test(each) && /^\s*(?:javascript|data|vbscript):/iu.test(value),
  )
  return [
    ...(name.includes(PLANTED) ? [`<${name}>`] : []),
    ...names.map(each => `<${name} ${each}>`),
    ...scripts.map(([each, value]) => `<${name} ${each}="${value}">`),
  ]
}

function inlineIn(name: string, attributes: Attributes): readonly string[] {
  const handlers = Object.keys(attributes).filter(each => each.startsWith('on') || each === 'style')
  const isData = attributes['type'] === 'application/json' || attributes['type'] === 'application/ld+json'
  const bare = (name === 'script' && attributes['src'] === undefined && !isData) || name === 'style'
  return [...(bare ? [`<${name}>`] : []), ...handlers.map(each => `<${name} ${each}>`)]
}
