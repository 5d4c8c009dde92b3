// Keeps the progress of a job up to date, and shows the result when there is one.

const LOOK_EVERY_MS = 400
/** A screen reader is told at most so many times of one job. */
const STEPS_TOLD = 4

/** Whoever ends the job is led elsewhere: a reload would lead back. */
let leaving = false
document.addEventListener('submit', () => {
  leaving = true
})

const job = document.querySelector('[data-job]')
if (job instanceof HTMLElement) void follow(job)

async function follow(place) {
  const text = place.querySelector('[data-job-text]')
  const bar = place.querySelector('progress')
  let told = 0
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
    const response = await fetch(place.dataset.job).catch(() => null)
    if (response === null) continue
    const state = response.ok ? await response.json() : { ended: true }
    if (leaving) return
    if (state.ended) return location.reload()
    bar.max = Math.max(state.total, 1)
    bar.value = state.done
    const step = Math.floor((state.done / bar.max) * STEPS_TOLD)
    if (step > told || told === 0) text.textContent = state.text
    told = Math.max(step, 1)
  }
}
