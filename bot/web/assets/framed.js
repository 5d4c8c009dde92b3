// @ts-check
// What the page does only within the panel of the widget: the focus goes to the question when the panel opens, and Escape
// closes the panel. Whose frame it may be, the policy of the page has decided.

export function behaveInFrame() {
  if (window.parent === window) return
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) window.parent.postMessage('zencho-faq:close', '*') // no secret
  })
  addEventListener('message', ({ source, data }) => {
    if (source === window.parent && data === 'zencho-faq:focus') document.getElementById('question')?.focus()
  })
}
