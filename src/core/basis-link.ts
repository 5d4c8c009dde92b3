// 根拠 with an address: where a ground ends in a URL, that is its link, and what stands before it is its name.

export interface Ground {
  readonly text: string
  /** http or https alone; null where there is none. */
  readonly url: string | null
}

const ENDS_IN_URL = /^(?:(?<text>.*?)[\s：:（(]*)??(?<url>https?:\/\/[^\s<>"'（）]+?)[）)]?$/isu

/** 「職員服務規程 https://…」: what is shown, and where it leads. An address alone is its own name. */
export function groundOf(basis: string): Ground {
  const { text = '', url } = ENDS_IN_URL.exec(basis.trim())?.groups ?? {}
  if (url === undefined || !isWebAddress(url)) return { text: basis, url: null }
  return { text: text.trim() === '' ? url : text.trim(), url }
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}
