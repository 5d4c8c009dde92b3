// 根拠 with an address: where a ground ends in a URL, that is its link, and what stands before it is its name.
import { cutTail } from './cut-tail.ts'

export interface Ground {
  readonly text: string
  /** http or https alone; null where there is none. */
  readonly url: string | null
}

const NOT_IN_URL = /[\s<>"'（）]/u
const URL_START = /https?:\/\/(?=.)/isu
const BEFORE_URL = /[\s：:（(]/u

/** 「職員服務規程 https://…」: what is shown, and where it leads. An address alone is its own name. */
export function groundOf(basis: string): Ground {
  const plain = basis.trim().replace(/[）)]$/u, '')
  const tail = plain.split(NOT_IN_URL).at(-1) ?? ''
  const start = tail.search(URL_START)
  const url = start < 0 ? '' : tail.slice(start)
  if (!isWebAddress(url)) return { text: basis, url: null }
  const text = cutTail(plain.slice(0, -url.length), unit => BEFORE_URL.test(unit)).trim()
  return { text: text === '' ? url : text, url }
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}
