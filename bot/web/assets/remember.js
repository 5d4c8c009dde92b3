// @ts-check
// What this tab remembers between pages: the conversation to go back to, and texts that were typed and not yet sent.
// Nothing outlives the tab, and nothing here is needed: a browser that keeps no storage answers all the same.

const CONVERSATION_KEY = 'zencho-conversation'
const DRAFT_KEY = 'zencho-draft-'

/** @param {string} id */
export function rememberConversation(id) {
  store(CONVERSATION_KEY, id)
  for (const field of document.querySelectorAll('#composer [name="conversation"]')) {
    if (field instanceof HTMLInputElement) field.value = id
  }
  document.getElementById('new-conversation')?.removeAttribute('hidden')
}

/** Once, when the page is there. */
export function recall() {
  const field = document.querySelector('#composer [name="conversation"]')
  const shown = field instanceof HTMLInputElement ? field.value : ''
  const earlier = stored(CONVERSATION_KEY)
  if (shown !== '') store(CONVERSATION_KEY, shown)
  else if (earlier !== null) offerEarlier(earlier)
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-forget]') !== null) forgetConversation()
  })
  recallDrafts()
}

/** @param {string} id */
function offerEarlier(id) {
  document.querySelector('[data-earlier]')?.setAttribute('href', `/conversations/${encodeURIComponent(id)}`)
  document.getElementById('earlier')?.removeAttribute('hidden')
}

function forgetConversation() {
  store(CONVERSATION_KEY, null)
  document.getElementById('earlier')?.setAttribute('hidden', '')
  document.getElementById('question')?.focus()
}

function recallDrafts() {
  const sent = document.querySelector('[data-draft-sent]')
  if (sent instanceof HTMLElement) store(DRAFT_KEY + sent.dataset['draftSent'], null)
  for (const field of document.querySelectorAll('textarea[data-draft]')) {
    const draft = field instanceof HTMLTextAreaElement ? stored(DRAFT_KEY + field.dataset['draft']) : null
    // A field that the server refused holds what was typed last.
    if (field instanceof HTMLTextAreaElement && draft !== null && !field.hasAttribute('aria-invalid'))
      field.value = draft
  }
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) || target.dataset['draft'] === undefined) return
    store(DRAFT_KEY + target.dataset['draft'], target.value === '' ? null : target.value)
  })
}

/**
 * What was sent is no draft any more.
 * @param {HTMLFormElement} form
 */
export function dropDrafts(form) {
  for (const field of form.querySelectorAll('textarea[data-draft]')) {
    if (field instanceof HTMLTextAreaElement) store(DRAFT_KEY + field.dataset['draft'], null)
  }
}

/**
 * Storage may be refused, within a frame above all, and may be full.
 * @param {string} key
 * @param {string | null} value
 */
function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // Then nothing is remembered.
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
