// @ts-check
// What the page does only within the panel of the widget: the focus goes to the question, and Escape closes the panel.

const CLOSE = 'zencho-faq:close'

export function behaveInFrame() {
  if (window.parent === window) return
  document.addEventListener('keydown', event => {
    // Whose frame it is, the policy of the page has decided; and there is no secret in the word.
    if (event.key === 'Escape' && !event.isComposing) window.parent.postMessage(CLOSE, '*')
  })
  addEventListener('focus', focusQuestion)
  if (document.hasFocus()) focusQuestion()
}

function focusQuestion() {
  if (document.activeElement === document.body) document.getElementById('question')?.focus()
}
