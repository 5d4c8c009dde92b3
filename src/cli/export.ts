// `zencho export`: entries to a file that Excel, or another registry, reads.
import { extname } from 'node:path'
import { writeEntryFile } from '../adapters/entry-files/write-entry-file.ts'
import type { Entry } from '../core/entry.ts'
import { FaqError } from '../core/errors.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps, Product } from './cli-deps.ts'
import { withProduct } from './with-product.ts'

export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl', 'yaml'] as const
export const EXPORT_ENCODINGS = ['utf8', 'utf8bom', 'cp932'] as const
type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportOptions {
  readonly format?: ExportFormat
  readonly encoding?: (typeof EXPORT_ENCODINGS)[number]
  readonly section?: string
  readonly json?: boolean
}

const PAGE = 500

export async function runExport(path: string, options: ExportOptions, deps: CliDeps): Promise<void> {
  const format = options.format ?? formatOf(path)
  const count = await withProduct(deps, async product => {
    const entries = await allEntries(product, options.section)
    await writeEntryFile(path, entries, format, options.encoding === undefined ? {} : { encoding: options.encoding })
    return entries.length
  })
  deps.out(options.json === true ? JSON.stringify({ exported: count, path }) : cli.exported(count, path))
}

function formatOf(path: string): ExportFormat {
  const extension = extname(path).toLowerCase().replace('.', '').replace('yml', 'yaml')
  const format = EXPORT_FORMATS.find(known => known === extension)
  if (format === undefined) {
    throw new FaqError('bad_input', {
      field: 'format',
      expected: EXPORT_FORMATS.map(known => `.${known}`).join(' '),
      got: path,
    })
  }
  return format
}

async function allEntries(product: Product, sectionCode: string | undefined): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (;;) {
    const page = await product.registry.findEntries({ sectionCode, limit: PAGE, offset: entries.length })
    entries.push(...page.entries)
    if (page.entries.length === 0) return entries
  }
}
