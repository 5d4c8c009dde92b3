// What the form of an entry does by itself: shows the preview and similar entries while somebody types, keeps what was typed,
// takes files at the cursor, and warns before anything is lost. Without it, buttons do the same.

const PREVIEW_AFTER_MS = 500
const SIMILAR_AFTER_MS = 800
const AUTOSAVE_AFTER_MS = 1_500
/** Browsers let a request of up to 64 KiB outlive its page; a letter has three bytes. */
const KEPT_ALIVE_MAX = 20_000

const form = /** @type {HTMLFormElement} */ (document.getElementById('entry-form'))
const base = form.dataset['base']
const answer = form.elements.namedItem('answer')
const autosaveState = document.getElementById('autosave-state')

let dirty = false
let leaving = false

/** Runs `work` once, that long after the last call; what it does for an older text is thrown away. */
function debounced(work, afterMs) {
  let timer
  let running = new AbortController()
  return () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running.abort()
      running = new AbortController()
      work(running.signal).catch(error => {
        if (error.name !== 'AbortError') throw error
      })
    }, afterMs)
  }
}

function typedFields() {
  const data = new FormData(form)
  data.delete('file')
  return data
}

async function showPiece(name, signal) {
  const body = new URLSearchParams(typedFields())
  const response = await fetch(`${base}/${name}`, { method: 'POST', body, headers: { 'X-Fragment': name }, signal })
  if (!response.ok) return
  const piece = await response.text()
  const place = document.getElementById(name)
  if (place.innerHTML !== piece) place.innerHTML = piece
  if (name === 'similar') tellSimilar(place.querySelectorAll('li').length)
}

/** Told only when it changes, and beside the question. */
function tellSimilar(count) {
  const note = document.getElementById('similar-note')
  const text = count === 0 ? '' : note.dataset['count'].replace(/\d+/, count)
  if (note.textContent === text) return
  const link = document.createElement('a')
  link.href = '#similar'
  link.textContent = text
  note.replaceChildren(...(count === 0 ? [] : [link]))
}

async function keepTyped(signal) {
  const data = typedFields()
  const fields = Object.fromEntries([...new Set(data.keys())].map(name => [name, data.getAll(name)]))
  const headers = { 'Content-Type': 'application/json', 'X-Fragment': 'autosave' }
  try {
    const body = JSON.stringify(fields)
    const response = await fetch(`${base}/autosave`, {
      method: 'POST',
      body,
      headers,
      signal,
      keepalive: body.length < KEPT_ALIVE_MAX,
    })
    autosaveState.textContent = response.ok ? autosaveState.dataset['saved'] : autosaveState.dataset['failed']
  } catch (error) {
    if (error.name === 'AbortError') throw error
    autosaveState.textContent = autosaveState.dataset['failed']
  }
}

const preview = debounced(signal => showPiece('preview', signal), PREVIEW_AFTER_MS)
const similar = debounced(signal => showPiece('similar', signal), SIMILAR_AFTER_MS)
const autosave = debounced(keepTyped, AUTOSAVE_AFTER_MS)

// What is there already is shown as it stands.
if (answer.value.trim() !== '') preview()

function changed(field) {
  dirty = true
  preview()
  if (field === 'question') similar()
  if (form.dataset['autosave'] === 'on') autosave()
}

function countLines(area) {
  const counter = document.querySelector(`[data-counts="${area.id}"]`)
  if (counter === null) return
  const count = area.value.split('\n').filter(line => line.trim() !== '').length
  counter.textContent = counter.textContent.replace(/^[\d,]+/, count.toLocaleString('ja-JP'))
}

form.addEventListener('input', event => {
  if (event.target.name === 'file') return
  changed(event.target.name)
  countLines(event.target)
})

form.addEventListener('submit', () => {
  leaving = true
})

addEventListener('pageshow', () => {
  leaving = false
})

// Whoever closes the page within the pause of the autosave has typed something too.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden' && dirty && !leaving && form.dataset['autosave'] === 'on') void keepTyped()
})

addEventListener('beforeunload', event => {
  if (dirty && !leaving) event.preventDefault()
})

// The preview button has nothing left to do but to lead there.
form.querySelector('[data-preview]').addEventListener('click', event => {
  event.preventDefault()
  void lookAtPreview()
})

async function lookAtPreview() {
  await Promise.all([showPiece('preview'), showPiece('similar')])
  const place = document.getElementById('preview-heading')
  place.tabIndex = -1
  place.focus()
}

form.querySelector('[data-more-tags]').addEventListener('click', event => {
  event.preventDefault()
  const inputs = form.querySelectorAll('[data-tags] input')
  const last = inputs[inputs.length - 1]
  const more = last.cloneNode()
  more.value = ''
  more.id = last.id.replace(/(-\d+)?$/, `-${inputs.length + 1}`)
  more.setAttribute('aria-label', last.getAttribute('aria-label').replace(/\d+$/, inputs.length + 1))
  last.after(more)
  more.focus()
})

const fileField = form.elements.namedItem('file')
const uploadState = document.getElementById('upload-state')

async function upload(file) {
  uploadState.textContent = uploadState.dataset['busy']
  const body = typedFields()
  body.set('file', file)
  try {
    const response = await fetch(`${base}/attachments`, { method: 'POST', body, headers: { 'X-Fragment': 'file' } })
    const result = await response.json()
    uploadState.textContent = result.done ?? result.problem
    uploadState.classList.toggle('problem', result.done === undefined)
    if (result.markdown === undefined) return
    document.getElementById('attachment-list').innerHTML = result.list
    putAtCursor(result.markdown)
    fileField.value = ''
  } catch {
    uploadState.textContent = uploadState.dataset['failed']
    uploadState.classList.add('problem')
  }
}

/** An image stands by itself; a link may stand within a sentence. */
function putAtCursor(markdown) {
  const before = answer.value.slice(0, answer.selectionStart)
  const gap = markdown.startsWith('!') && before !== '' && !before.endsWith('\n') ? '\n\n' : ''
  answer.setRangeText(`${gap}${markdown}`, answer.selectionStart, answer.selectionEnd, 'end')
  changed('answer')
}

form.querySelector('[data-upload]').addEventListener('click', event => {
  event.preventDefault()
  const [file] = fileField.files
  if (file === undefined) fileField.focus()
  else void upload(file)
})

answer.addEventListener('paste', event => {
  const [file] = event.clipboardData.files
  if (file === undefined || event.clipboardData.types.includes('text/plain')) return
  event.preventDefault()
  void upload(file)
})

answer.addEventListener('dragover', event => {
  if (!event.dataTransfer.types.includes('Files')) return
  event.preventDefault()
  answer.classList.add('dropping')
})
answer.addEventListener('dragleave', () => answer.classList.remove('dropping'))
answer.addEventListener('drop', event => {
  answer.classList.remove('dropping')
  const [file] = event.dataTransfer.files
  if (file === undefined) return
  event.preventDefault()
  void upload(file)
})

document.querySelector('[data-focus]')?.focus()
