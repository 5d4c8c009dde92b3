// @ts-check
// Reads the summary while it is being written: a stream of events, each a sentence as HTML of the server.
import { elementOf } from './show.js'

/** The server gives a sign of life every ten seconds; without any for so long the connection is lost. */
const SILENCE_MAX_MS = 30_000

export function watchSummaries() {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[data-summary]') : null
    // A link opened in another tab leads to the page of the same address.
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void read(link)
  })
}

/** @param {HTMLAnchorElement} link */
async function read(link) {
  const offer = link.closest('p') ?? link
  const section = link.closest('.summary')
  section?.querySelector('.summary-text')?.remove()
  section?.toggleAttribute('data-read', true)
  const text = document.createElement('div')
  text.className = 'summary-text'
  text.tabIndex = -1
  offer.after(text)
  offer.setAttribute('hidden', '')
  text.append(paragraph(link.dataset['busy'] ?? '', 'summary-busy'))
  text.focus()
  try {
    await stream(link.href, text)
    offer.remove()
  } catch {
    text.append(paragraph(link.dataset['failed'] ?? '', 'summary-failed'))
    offer.removeAttribute('hidden')
  } finally {
    text.querySelector('.summary-busy')?.remove()
  }
}

/**
 * Resolves when the summary is whole; rejects when the connection ends before.
 * @param {string} address
 * @param {HTMLElement} text
 */
async function stream(address, text) {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
  try {
    const response = await fetch(address, { headers: { Accept: 'text/event-stream' }, signal: silence.signal })
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') === true
    const reader = isStream ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined
    let buffer = ''
    for (;;) {
      const { done = true, value = '' } = (await reader?.read()) ?? {}
      if (done) throw new Error('expected the end of a summary, got the end of the connection')
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS)
      const events = (buffer + value).split('\n\n')
      buffer = events.pop() ?? ''
      if (events.map(event => take(event, text)).includes(true)) return
    }
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

/**
 * Shows what an event brings; true for the last one.
 * @param {string} event
 * @param {HTMLElement} text
 */
function take(event, text) {
  const [, name = '', data = '""'] = /^event: (\w+)\ndata: (.*)$/u.exec(event) ?? []
  const html = JSON.parse(data)
  if (html !== '') text.querySelector('.summary-busy')?.before(elementOf(html))
  return name === 'done' || name === 'nothing'
}

/**
 * @param {string} words
 * @param {string} className
 */
function paragraph(words, className) {
  return Object.assign(document.createElement('p'), { className, textContent: words })
}
