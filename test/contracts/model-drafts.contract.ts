// What every store of a model's drafts must do.
import { beforeEach, describe, expect, test } from 'vitest'
import type { ModelDrafts } from '../../src/core/ports/model-drafts.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { makeModelDraft } from '../fakes/model-drafts.ts'

export interface DraftStores {
  readonly drafts: ModelDrafts
  /** On the same data. */
  readonly registry: Registry
  /** Somebody has filled in the form of an entry and not saved it. */
  readonly fillIn: (entryId: string) => Promise<void>
}

export function modelDraftsContract(name: string, open: () => Promise<DraftStores>): void {
  describe(`${name} keeps the contract of a model's drafts`, () => {
    let stores: DraftStores
    beforeEach(async () => {
      stores = await open()
    })
    const save = (id: string, status: 'draft' | 'published' = 'draft') =>
      stores.registry.save([makeInput(id, { status, registeredOn: null })], { actor: 'user:a' })

    test('gives back what was kept, by its id and by the entry that it is to become', async () => {
      const draft = makeModelDraft({ entryId: 'jinji-q1' })
      await stores.drafts.keep(draft)
      expect(await stores.drafts.find('draft-1')).toEqual({ ...draft, savedAt: null })
      expect(await stores.drafts.ofEntry('jinji-q1')).toEqual({ ...draft, savedAt: null })
      expect(await stores.drafts.find('none')).toBeNull()
      expect(await stores.drafts.ofEntry('none')).toBeNull()
    })

    test('keeps the newest of an entry, and none beside one that was saved', async () => {
      await stores.drafts.keep(makeModelDraft({ entryId: 'e1' }))
      await stores.drafts.keep(makeModelDraft({ id: 'draft-2', entryId: 'e1' }))
      expect((await stores.drafts.ofEntry('e1'))?.id).toBe('draft-2')
      expect(await stores.drafts.find('draft-1')).toBeNull()
      await save('e1')
      await expect(stores.drafts.keep(makeModelDraft({ id: 'draft-3', entryId: 'e1' }))).rejects.toMatchObject({
        code: 'conflict',
      })
    })

    test('knows the words of earlier ones of an entry, and gives them back by their ids too once it was saved', async () => {
      await stores.drafts.keep(makeModelDraft({ entryId: 'e1' }))
      const second = makeModelDraft({ id: 'draft-2', entryId: 'e1', madeAt: new Date('2026-04-02T09:00:00+09:00') })
      await stores.drafts.keep(second)
      await stores.drafts.keep(makeModelDraft({ id: 'draft-3', entryId: 'e2' }))
      expect((await stores.drafts.allOfEntry('e1')).map(({ id }) => id)).toEqual(['draft-2', 'draft-1'])
      expect(await stores.drafts.allOfEntry('none')).toEqual([])
      await save('e1')
      for (const { savedAt } of await stores.drafts.allOfEntry('e1')) expect(savedAt).toBeInstanceOf(Date)
      expect((await stores.drafts.unpublished()).map(({ id }) => id)).toEqual(['draft-2', 'draft-1'])
      expect((await stores.drafts.ofEntry('e1'))?.id).toBe('draft-2')
      expect((await stores.drafts.find('draft-1'))?.id).toBe('draft-1')
    })

    test('knows of the first save of its entry, whoever saves it, and of no other', async () => {
      await stores.drafts.keep(makeModelDraft({ entryId: 'e1' }))
      await save('e2')
      expect((await stores.drafts.ofEntry('e1'))?.savedAt).toBeNull()
      await save('e1')
      expect((await stores.drafts.ofEntry('e1'))?.savedAt).toBeInstanceOf(Date)
    })

    test('lists those whose entries were saved and never published', async () => {
      for (const id of ['e1', 'e2', 'e3']) await stores.drafts.keep(makeModelDraft({ id: `draft-${id}`, entryId: id }))
      await save('e1')
      await save('e2')
      expect(new Set((await stores.drafts.unpublished()).map(({ entryId }) => entryId))).toEqual(new Set(['e1', 'e2']))
      await save('e2', 'published')
      expect((await stores.drafts.unpublished()).map(({ entryId }) => entryId)).toEqual(['e1'])
    })

    test('is told later which entry it becomes, once, and of no entry that another became', async () => {
      await stores.drafts.keep(makeModelDraft({ sectionCode: '' }))
      await stores.drafts.assign('draft-1', { entryId: 'joho-s1', sectionCode: 'joho' })
      expect(await stores.drafts.ofEntry('joho-s1')).toMatchObject({ id: 'draft-1', sectionCode: 'joho' })
      await save('joho-s1')
      await stores.drafts.keep(makeModelDraft({ id: 'draft-2' }))
      await stores.drafts.assign('draft-2', { entryId: 'joho-s1', sectionCode: 'joho' })
      expect((await stores.drafts.find('draft-2'))?.entryId).toBeNull()
    })

    test('that is told of an entry which another never became stands in its place, and either way round', async () => {
      const entry = { entryId: 'joho-s1', sectionCode: 'joho' }
      for (const id of ['draft-1', 'draft-2']) {
        await stores.drafts.keep(makeModelDraft({ id }))
        await stores.drafts.assign(id, entry)
        expect((await stores.drafts.ofEntry('joho-s1'))?.id).toBe(id)
      }
      await stores.drafts.assign('draft-1', entry)
      expect((await stores.drafts.ofEntry('joho-s1'))?.id).toBe('draft-1')
      expect(await stores.drafts.allOfEntry('joho-s1')).toHaveLength(2)
    })

    test('remembers for longer than a month what somebody has begun to make an entry of', async () => {
      await stores.drafts.keep(makeModelDraft({ id: 'filled in', entryId: 'e1' }))
      await stores.drafts.keep(makeModelDraft({ id: 'left', entryId: 'e2' }))
      await stores.fillIn('e1')
      await stores.drafts.keep(makeModelDraft({ id: 'new', madeAt: new Date('2026-05-03T09:00:00+09:00') }))
      expect(await stores.drafts.find('filled in')).not.toBeNull()
      expect(await stores.drafts.find('left')).toBeNull()
    })

    test('forgets after a month what nobody saved', async () => {
      await stores.drafts.keep(makeModelDraft({ id: 'old', entryId: 'e1' }))
      await stores.drafts.keep(makeModelDraft({ id: 'saved', entryId: 'e2' }))
      await save('e2')
      await stores.drafts.keep(makeModelDraft({ id: 'new', madeAt: new Date('2026-05-03T09:00:00+09:00') }))
      expect(await stores.drafts.find('old')).toBeNull()
      expect(await stores.drafts.find('saved')).not.toBeNull()
    })
  })
}
