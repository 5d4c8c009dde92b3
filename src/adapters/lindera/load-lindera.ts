// Loads lindera's WebAssembly so that of each word only what we read crosses over from there. Its own glue decodes thirteen
// fields of every word and sets each through a guarded call, which takes as long as the analysis itself.
import { createRequire } from 'node:module'
import type * as Lindera from 'lindera-wasm-nodejs-ipadic'

/** What the glue is asked for, by the names of release 2.0.0: hashes of what they do, so another release has others. */
const STRING = '__wbindgen_cast_2241b6af4c4b2941'
const SET = '__wbg_set_781438a03c0c3c81'
const GLUE = '__wbindgen_placeholder__'

/** Fields of a word that are read, by the length and the first letter of their names, which tell all thirteen apart. */
const READ: ReadonlyMap<number, string> = new Map(
  ['surface', 'baseForm', 'partOfSpeech', 'reading'].map(name => [nameKey(name.length, name.charCodeAt(0)), name]),
)

function nameKey(length: number, firstLetter: number): number {
  return length * 256 + firstLetter
}

/** The package; each instance of it takes 105 MB. Of another release than we know, everything crosses over. */
export function loadLindera(): typeof Lindera {
  const require = createRequire(import.meta.url) // the package is CommonJS, and makes its instance when it is required
  const { Instance } = WebAssembly
  WebAssembly.Instance = class extends Instance {
    constructor(module: WebAssembly.Module, imports: WebAssembly.Imports) {
      const fields = new FieldReader()
      super(module, { ...imports, [GLUE]: withReader(imports[GLUE] ?? {}, fields) })
      fields.memory = this.exports['memory'] as WebAssembly.Memory
    }
  }
  try {
    return require('lindera-wasm-nodejs-ipadic') as typeof Lindera
  } finally {
    WebAssembly.Instance = Instance
  }
}

function withReader(glue: WebAssembly.ModuleImports, fields: FieldReader): WebAssembly.ModuleImports {
  if (!(STRING in glue && SET in glue)) return glue
  return { ...glue, [STRING]: fields.readString, [SET]: fields.set }
}

/** Hears the fields of a word one by one: its name as a string, its value as a string (or a number, by another way), then set. */
class FieldReader {
  memory: WebAssembly.Memory | null = null
  #bytes: Buffer = Buffer.alloc(0)
  #awaitsName = true
  #name: string | undefined

  readonly readString = (start: number, length: number): string => {
    const from = start >>> 0
    if (this.#bytes.length === 0) this.#bytes = Buffer.from((this.memory as WebAssembly.Memory).buffer) // anew when it has grown
    if (!this.#awaitsName) return this.#name === undefined ? '' : this.#bytes.toString('utf8', from, from + length)
    this.#awaitsName = false
    this.#name = READ.get(nameKey(length, this.#bytes[from] as number))
    return ''
  }

  readonly set = (word: Record<string, unknown>, _name: unknown, value: unknown): boolean => {
    this.#awaitsName = true
    if (this.#name !== undefined) word[this.#name] = value
    return true
  }
}
