import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { csvPieces, writePieces } from '../../admin/csv-export.ts'

const header = ['名前', '内容']
const cells = (text: string) => [text, '=1+1']

async function* pages(count: number, onRead: (page: number) => void = () => {}) {
  for (let i = 0; i < count; i += 1) {
    onRead(i)
    yield [`行${i}`]
  }
}

/** Takes what it is given when the next round of events begins, one piece at a time. */
function slowReader() {
  const taken: string[] = []
  const reader = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write: (piece, _encoding, done) => {
      taken.push(String(piece))
      setImmediate(done)
    },
  })
  return { reader, taken }
}

test('a file is its header and its rows, quoted, with nothing that a spreadsheet would run', async () => {
  const { reader, taken } = slowReader()
  await writePieces(reader, csvPieces(pages(2), { header, cells }))
  expect(taken.join('')).toBe('\uFEFF"名前","内容"\r\n"行0","\'=1+1"\r\n"行1","\'=1+1"\r\n')
  expect(reader.writableEnded).toBe(true)
})

test('writing waits for who reads slowly, and leaves nobody listening behind', async () => {
  const { reader, taken } = slowReader()
  const before = reader.listenerCount('close')
  let most = 0
  const counted = pages(50, () => void (most = Math.max(most, reader.listenerCount('close'))))
  await writePieces(reader, csvPieces(counted, { header, cells }))
  expect(taken.length).toBeGreaterThan(50)
  expect(most).toBe(before)
})

test('nothing is read any more once who took it has gone', async () => {
  const { reader } = slowReader()
  let read = 0
  const counted = pages(50, page => {
    read += 1
    if (page === 3) reader.destroy()
  })
  await writePieces(reader, csvPieces(counted, { header, cells }))
  expect(read).toBe(4)
})
