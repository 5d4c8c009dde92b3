// Every regular expression of the product: those that stand in its source, and those that it puts together while it runs.
import { parseSync } from '@swc/core'
import { countLinesOfCode, PRODUCT_FOLDERS, type SourceFile, sourceFiles } from '../house/source-files.ts'

export interface Expression {
  readonly source: string
  readonly flags: string
  readonly path: string
}

/** Files that put expressions together, and how often each writes `RegExp(`. */
export interface Made {
  readonly path: string
  readonly places: number
}

export function readExpressions(): { readonly literals: readonly Expression[]; readonly made: readonly Made[] } {
  const literals: Expression[] = []
  const made: Made[] = []
  for (const file of sourceFiles(PRODUCT_FOLDERS, ['.ts', '.js'])) {
    const found = expressionsOf(file)
    literals.push(...found.literals)
    if (found.places > 0) made.push({ path: file.path, places: found.places })
  }
  return { literals, made }
}

function expressionsOf({ path, text }: SourceFile): {
  readonly literals: readonly Expression[]
  readonly places: number
} {
  if (countLinesOfCode(text) === 0) return { literals: [], places: 0 }
  const literals: Expression[] = []
  let places = 0
  visit(parseSync(text, { syntax: 'typescript', target: 'es2024' }), node => {
    if (node['type'] === 'RegExpLiteral') {
      literals.push({ source: String(node['pattern']), flags: String(node['flags']), path })
    }
    if ((node['type'] === 'NewExpression' || node['type'] === 'CallExpression') && isNamed(node['callee'], 'RegExp')) {
      places += 1
    }
  })
  return { literals, places }
}

type Node = Readonly<Record<string, unknown>>

function isNamed(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && 'value' in node && node.value === name
}

function visit(node: unknown, look: (node: Node) => void): void {
  if (Array.isArray(node)) return node.forEach(each => visit(each, look))
  if (typeof node !== 'object' || node === null) return
  look(node as Node)
  for (const part of Object.values(node)) visit(part, look)
}

/** The expressions that are put together while `run` runs, by the line that does it. */
export async function collectMade(run: () => Promise<void>): Promise<ReadonlyMap<string, Expression>> {
  const found = new Map<string, Expression>()
  const Plain = globalThis.RegExp
  class Watched extends Plain {
    // Copies that the language makes of an expression, as for matchAll, are none of ours.
    static override get [Symbol.species]() {
      return Plain
    }

    constructor(pattern: RegExp | string, flags?: string) {
      super(pattern, flags)
      const place = /(?<path>(?:src|bot|indexer|admin)\/[\w./-]+\.[jt]s):(?<line>\d+)/u.exec(
        new Error('here').stack ?? '',
      )
      const { path = '', line = '' } = place?.groups ?? {}
      if (path !== '') found.set(`${path}:${line} /${this.source}/`, { source: this.source, flags: this.flags, path })
    }
  }
  globalThis.RegExp = Watched as unknown as RegExpConstructor
  try {
    await run()
  } finally {
    globalThis.RegExp = Plain
  }
  return found
}
