// The image is a cache: a whole one saves reading every entry, and whatever is wrong with one, the entries are read instead.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ChangeFollower } from '../../indexer/follow-changes.ts'
import { readImageChange, restoreImage, writeImageFile } from '../../indexer/image-file.ts'
import type { UnitStore } from '../../src/core/ports/unit-store.ts'
import { EntryIndex } from '../../src/core/search/entry-index.ts'
import { retrieve } from '../../src/core/search/retrieve.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { openRegistry, runOnce } from './open-registry.ts'

const TOPICS = ['休暇', '旅費', '会議', '予算', '研修', '電話']
const inputOf = (n: number, extra = '') => {
  const topic = TOPICS[n % TOPICS.length] as string
  return makeInput(`e${n}`, {
    question: `${topic} 申請 ${n} ${extra}`,
    answer: `${topic} の 期限`,
    phrasings: [`${topic} いつ`],
  })
}

async function open(count = 30) {
  const opened = openRegistry()
  await opened.save(...Array.from({ length: count }, (_, n) => inputOf(n)))
  await runOnce(opened.store, null)
  const path = join(makeTempFolder(), 'index', 'words.image')
  const index = await loadFresh(opened.store)
  const state = { change: await opened.store.latestChange(), lineage: await opened.store.lineage() }
  await writeImageFile(path, index, state)
  return { ...opened, path, manifest: `${path}.manifest.json` }
}

async function loadFresh(store: UnitStore): Promise<EntryIndex> {
  const index = new EntryIndex()
  await new ChangeFollower(store, index).loadAll()
  return index
}

async function loadImage(path: string, store: UnitStore): Promise<EntryIndex | null> {
  const image = await restoreImage(path, store, () => new EntryIndex())
  if (image !== null) await new ChangeFollower(store, image.index, image.change).follow()
  return image?.index ?? null
}

async function rankings(index: EntryIndex) {
  const ask = async (text: string) => {
    const terms = text.split(' ')
    const query = { text, searched: text, terms, reading: text, wordings: [terms] } as const
    const found = await retrieve(query, index, { limit: 20 })
    return found.map(({ entryId, score, support }) => [entryId, score.toFixed(9), support.toFixed(9)])
  }
  return Promise.all(['休暇 申請', '旅費 期限', '会議 いつ', '申請 7', '新しい 話'].map(ask))
}

describe('the image file', () => {
  test('gives the rankings of the entries themselves', async () => {
    const { store, path } = await open()
    const index = await loadImage(path, store)
    expect(index?.size).toBe(30)
    expect(await rankings(index as EntryIndex)).toEqual(await rankings(await loadFresh(store)))
  })

  test('of an older change is brought up to date', async () => {
    const { store, registry, save, path } = await open()
    await save(inputOf(3, '新しい 話'), inputOf(99))
    await registry.archive('e5', 'tester')
    await runOnce(store, null)
    const index = await loadImage(path, store)
    expect(index?.slotOf('e5')).toBeUndefined()
    expect(await rankings(index as EntryIndex)).toEqual(await rankings(await loadFresh(store)))
  })

  test('tells at which change it stands', async () => {
    const { store, path } = await open()
    expect(await readImageChange(path)).toBe(await store.latestChange())
    expect(await readImageChange(`${path}.other`)).toBeNull()
  })

  test('is left alone where more has changed than is left', async () => {
    const { store, save, path } = await open()
    await save(...Array.from({ length: 10 }, (_, n) => inputOf(n, 'anders')))
    await runOnce(store, null)
    expect(await loadImage(path, store)).toBeNull()
  })

  test('of another registry is left alone, and so is that of a later state of an older copy', async () => {
    const { path } = await open()
    expect(await loadImage(path, (await open(29)).store)).toBeNull()
    expect(await loadImage(path, openRegistry().store)).toBeNull()
  })

  const flipped = (bytes: Buffer, share: number) => {
    const copy = Buffer.from(bytes)
    const at = Math.floor((copy.length - 1) * share)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  const DAMAGES: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['cut in half', bytes => bytes.subarray(0, bytes.length / 2)],
    ['cut by a byte', bytes => bytes.subarray(0, -1)],
    ['a byte too long', bytes => Buffer.concat([bytes, Buffer.of(0)])],
    ['empty', () => Buffer.alloc(0)],
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(share => {
      return [`flipped in one bit at ${share}`, (bytes: Buffer) => flipped(bytes, share)] as const
    }),
  ]
  test.each(DAMAGES)('that is damaged (%s) is left alone', async (_, harm) => {
    const { store, path } = await open()
    writeFileSync(path, harm(readFileSync(path)))
    expect(await loadImage(path, store)).toBeNull()
  })

  test('is left alone with one of its files missing, or made by another analysis', async () => {
    for (const part of ['', '.manifest.json']) {
      const { store, path } = await open()
      rmSync(`${path}${part}`)
      expect(await loadImage(path, store)).toBeNull()
    }
    const { store, path, manifest } = await open()
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"layout": "[^"]*"/u, '"layout": "0 another"'))
    expect(await loadImage(path, store)).toBeNull()
    expect(await readImageChange(path)).toBeNull()
  })
})
