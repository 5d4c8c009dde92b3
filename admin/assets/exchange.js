// Follows an import at work: its count and bar, and its next page as soon as there is one.

const section = document.querySelector('[data-progress]')
const text = section?.querySelector('[data-progress-text]')
const bar = section?.querySelector('progress')

/** Often enough to see it move. */
const PAUSE_MS = 1000

async function follow() {
  try {
    const response = await fetch(section.dataset.progress, { headers: { 'X-Fragment': '1' } })
    if (!response.ok) return location.reload()
    const { running, done, total, text: words } = await response.json()
    if (!running) return location.reload()
    if (text.textContent !== words) text.textContent = words
    if (total > 0) {
      bar.max = total
      bar.value = done
    }
  } catch {
    // the server is away for a moment: asked again
  }
  setTimeout(() => void follow(), PAUSE_MS)
}

if (section !== null) void follow()
