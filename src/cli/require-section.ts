// The section that a person named by its code, or a fault that names the code.
import type { Section } from '../core/entry.ts'
import { FaqError } from '../core/errors.ts'
import type { Registry } from '../core/ports/registry.ts'

export async function requireSection(code: string, registry: Pick<Registry, 'sections'>): Promise<Section> {
  const section = (await registry.sections()).find(known => known.code === code)
  if (section === undefined) throw new FaqError('not_found', { what: 'section', id: code.slice(0, 64) })
  return section
}
