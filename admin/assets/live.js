// Keeps the figures of an open page current: asks for the page again when the server says that they changed.

const place = document.querySelector('[data-live]')
const note = document.querySelector('[data-live-note]')
const SETTLE_MS = 100

let version
let waiting = 0
let loading = false

async function refresh() {
  if (loading) {
    waiting += 1
    return
  }
  loading = true
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
    if (response.ok && !response.redirected) show(await response.text())
  } finally {
    loading = false
    if (waiting > 0) {
      waiting = 0
      setTimeout(() => void refresh(), SETTLE_MS)
    }
  }
}

// Tables that the reader opened stay open, and the focus stays where it was.
function show(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(place.id)
  if (fresh === null) return
  const open = [...place.querySelectorAll('details')].map(details => details.open)
  const focused = focusPath()
  for (const [index, details] of [...fresh.querySelectorAll('details')].entries()) details.open = open[index] ?? false
  place.replaceChildren(...fresh.childNodes)
  if (focused !== null) place.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true })
}

const FOCUSABLE = 'a, summary, [tabindex]'

function focusPath() {
  const index = [...place.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement)
  return index === -1 ? null : index
}

if (place !== null && 'EventSource' in window) {
  const events = new EventSource(place.dataset.live)
  events.addEventListener('ready', event => {
    if (version !== undefined && version !== event.data) void refresh()
    version = event.data
    if (note !== null) note.hidden = false
  })
  events.addEventListener('change', () => void refresh())
}
