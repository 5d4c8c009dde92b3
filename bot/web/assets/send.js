// @ts-check
// Sends a form by fetch and keeps its text through everything that may happen on the way: a slow answer, none, no network.
import { rememberConversation } from './remember.js'
import { show } from './show.js'

const SEND_TIMEOUT_MS = 30_000
/** Longer than an answer takes on a good day: from here on silence would worry. */
const SLOW_AFTER_MS = 5_000
/** A busy server is asked again so many times, each time a little later than it says, so that not all come back at once. */
const RETRIES = 3
const RETRY_SPREAD_MS = 3_000

/** @type {WeakSet<HTMLFormElement>} */
const sending = new WeakSet()

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
export async function send(form, submitter) {
  if (sending.has(form)) return
  const request = { method: 'POST', body: formBody(form, submitter), headers: { 'X-Fragment': 'turn' } }
  setBusy(form, true)
  const slow = setTimeout(() => tell('slow'), SLOW_AFTER_MS)
  form.querySelector('.failure')?.remove()
  let failed = false
  try {
    const response = await fetchPatiently(form.getAttribute('action') ?? '', request)
    show(form, response.headers.get('X-Fragment'), await response.text())
    const conversation = response.headers.get('X-Conversation')
    if (conversation !== null) rememberConversation(conversation)
  } catch {
    failed = true
    showFailure(form, submitter)
  } finally {
    clearTimeout(slow)
    setBusy(form, false)
  }
  if (failed && !navigator.onLine) tell('offline')
}

/**
 * The last refusal is shown as it came, with the text kept.
 * @param {string} address
 * @param {RequestInit} request
 */
async function fetchPatiently(address, request) {
  for (let retries = RETRIES; ; retries -= 1) {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) })
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    if (response.status !== 503 || !(seconds >= 0) || retries === 0) return response
    tell('busy')
    await new Promise(resolve => setTimeout(resolve, seconds * 1_000 + Math.random() * RETRY_SPREAD_MS))
  }
}

/**
 * Says what the browser knows of the network. It never keeps a form from being sent: a browser without a network may
 * still reach a server on its own machine.
 */
export function watchNetwork() {
  addEventListener('offline', () => tell('offline'))
  addEventListener('online', () => tell(document.querySelector('.failure') === null ? null : 'online'))
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function formBody(form, submitter) {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') body.append(name, value) // no form of ours sends a file
  }
  return body
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function showFailure(form, submitter) {
  const template = document.getElementById('failure')
  if (!(template instanceof HTMLTemplateElement)) return
  form.append(template.content.cloneNode(true))
  form.querySelector('[data-resend]')?.addEventListener('click', () => {
    // The notice, and the focus in it, is about to go.
    const back = form.querySelector('textarea') ?? submitter
    back?.focus()
    form.requestSubmit(submitter)
  })
}

/**
 * The text stays in its field, and the field stays in reach, until the answer is there.
 * @param {HTMLFormElement} form
 * @param {boolean} busy
 */
function setBusy(form, busy) {
  if (busy) sending.add(form)
  else sending.delete(form)
  form.toggleAttribute('data-sending', busy)
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', String(busy))
  for (const field of form.querySelectorAll('textarea')) field.readOnly = busy
  const status = document.getElementById('status')
  if (status !== null) status.textContent = busy ? (form.dataset['busy'] ?? '') : ''
}

/**
 * The page's sentences for the states of the network are on the live region itself; null says nothing.
 * @param {'slow' | 'offline' | 'online' | 'busy' | null} state
 */
function tell(state) {
  const status = document.getElementById('status')
  if (status !== null) status.textContent = state === null ? '' : (status.dataset[state] ?? '')
}
