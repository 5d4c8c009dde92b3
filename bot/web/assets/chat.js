// @ts-check
// Makes the forms of the chat answer in place: sends them by fetch, adds the server's fragment to the conversation, and
// keeps typed text through every failure. Without this file the same forms lead to pages.

const SEND_TIMEOUT_MS = 30_000
const COMPOSITION_KEY_CODE = 229 // Safari ends the composition before the keydown that confirmed it.

/** @type {WeakSet<HTMLFormElement>} */
const sending = new WeakSet()

document.addEventListener('submit', event => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset['fragment'] === undefined) return
  event.preventDefault()
  if (!sending.has(form)) void send(form, event.submitter)
})

document.addEventListener('keydown', event => {
  const { target } = event
  if (!(target instanceof HTMLTextAreaElement) || event.key !== 'Enter' || event.shiftKey) return
  if (event.isComposing || event.keyCode === COMPOSITION_KEY_CODE) return
  event.preventDefault()
  target.form?.requestSubmit()
})

tellEnterHint()

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(form, submitter) {
  const request = {
    method: 'POST',
    body: formBody(form, submitter),
    headers: { 'X-Fragment': 'turn' },
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
  }
  setBusy(form, true)
  form.querySelector('.failure')?.remove()
  try {
    const response = await fetch(form.getAttribute('action') ?? '', request)
    show(form, response.headers.get('X-Fragment'), await response.text())
  } catch {
    showFailure(form, submitter)
  } finally {
    setBusy(form, false)
  }
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
 * Shows a fragment where it belongs. Anything else (an error page, a page to sign in) counts as a failure.
 * @param {HTMLFormElement} form
 * @param {string | null} fragment
 * @param {string} html
 */
function show(form, fragment, html) {
  if (fragment === 'composer') return replaceComposer(html)
  if (fragment !== 'turn') throw new Error(`expected a fragment of the chat, got ${fragment}`)
  const turn = form.closest('.turn')
  if (turn === null) return addTurn(form, html)
  const next = elementOf(html)
  turn.replaceWith(next)
  // The pressed button is gone; the focus goes to what came in its place.
  const heading = next.querySelector('[data-focus]')
  if (heading instanceof HTMLElement) heading.focus()
}

/**
 * The focus stays in the form, ready for the next question; the live region reads the answer out.
 * @param {HTMLFormElement} form
 * @param {string} html
 */
function addTurn(form, html) {
  const turn = elementOf(html)
  document.getElementById('conversation')?.append(turn)
  if (form.id === 'composer') clearComposer(form)
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  turn.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' })
}

/** @param {HTMLFormElement} composer */
function clearComposer(composer) {
  for (const field of composer.querySelectorAll('textarea, select')) field.removeAttribute('aria-invalid')
  for (const error of composer.querySelectorAll('.field-error')) error.textContent = ''
  const question = composer.querySelector('textarea')
  if (question !== null) question.value = ''
}

/** @param {string} html */
function replaceComposer(html) {
  const next = elementOf(html)
  document.getElementById('composer')?.replaceWith(next)
  tellEnterHint()
  const wrong = next.querySelector('[aria-invalid]')
  if (wrong instanceof HTMLElement) wrong.focus()
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

/** The Enter key sends only where this script runs, so only here is it said. */
function tellEnterHint() {
  const question = document.querySelector('textarea[data-enter-hint]')
  const hint = document.querySelector('.enter-hint')
  if (question instanceof HTMLTextAreaElement && hint !== null) hint.textContent = question.dataset['enterHint'] ?? ''
}

/** @param {string} html */
function elementOf(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  const element = template.content.firstElementChild
  if (element === null) throw new Error('expected a fragment with one element, got none')
  return element
}
