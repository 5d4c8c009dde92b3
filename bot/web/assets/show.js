// @ts-check
// Puts the server's fragments where they belong: a turn into the conversation or in place of itself, the form in place of
// the form, and keeps the focus where the person is.
import { dropDrafts } from './remember.js'

/**
 * Anything but a fragment of ours (an error page, a page to sign in) counts as a failure.
 * @param {HTMLFormElement} form
 * @param {string | null} fragment
 * @param {string} html
 */
export function show(form, fragment, html) {
  if (fragment === 'composer') return replaceComposer(html)
  if (fragment !== 'turn') throw new Error(`expected a fragment of the chat, got ${fragment}`)
  dropDrafts(form)
  const turn = form.closest('.turn')
  if (turn === null) return addTurn(form, html)
  const next = elementOf(html)
  keepSummary(turn, next)
  turn.replaceWith(next)
  // The pressed button is gone; the focus goes to what came in its place.
  const heading = next.querySelector('[data-focus]')
  if (heading instanceof HTMLElement) heading.focus()
}

/**
 * A summary that somebody asked for stays, also while it is still being written.
 * @param {Element} turn
 * @param {Element} next
 */
function keepSummary(turn, next) {
  const summary = turn.querySelector('.summary[data-read]')
  if (summary !== null) next.querySelector('.summary')?.replaceWith(summary)
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

/** The Enter key sends only where this script runs, so only here is it said. */
export function tellEnterHint() {
  const question = document.querySelector('textarea[data-enter-hint]')
  const hint = document.querySelector('.enter-hint')
  if (question instanceof HTMLTextAreaElement && hint !== null) hint.textContent = question.dataset['enterHint'] ?? ''
}

/** @param {string} html */
export function elementOf(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  const element = template.content.firstElementChild
  if (element === null) throw new Error('expected a fragment with one element, got none')
  return element
}
