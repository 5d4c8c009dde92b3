// Finds the one JSON object in what a model wrote: alone, in a fence, or between words.

/** Any JSON value in the text; undefined where there is none. Never throws. */
export function findJson(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/u, '').trim()
  const [, fenced, closed] = trimmed.split('```', 3)
  const inFence = closed === undefined ? undefined : fenced?.replace(/^[a-z]+/iu, '')
  for (const candidate of [trimmed, inFence, objectWithin(trimmed)]) {
    const value = candidate === undefined ? undefined : parse(candidate)
    if (value !== undefined) return value
  }
  return undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** From the first brace to the one that closes it; braces within strings do not count. */
function objectWithin(text: string): string | undefined {
  const start = text.indexOf('{')
  if (start < 0) return undefined
  let depth = 0
  let isString = false
  for (let i = start; i < text.length; i += 1) {
    const letter = text[i]
    if (isString) {
      if (letter === '\\') i += 1
      else if (letter === '"') isString = false
    } else if (letter === '"') isString = true
    else if (letter === '{') depth += 1
    else if (letter === '}') {
      depth -= 1
      if (depth === 0) return text.slice(start, i + 1)
    }
  }
  return undefined
}
