// @ts-check
// Makes the forms of the chat answer in place. Without this file the same forms lead to pages.
import { behaveInFrame } from './framed.js'
import { recall } from './remember.js'
import { send, watchNetwork } from './send.js'
import { tellEnterHint } from './show.js'
import { watchSummaries } from './summary.js'

const COMPOSITION_KEY_CODE = 229 // Safari ends the composition before the keydown that confirmed it.

document.addEventListener('submit', event => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset['fragment'] === undefined) return
  event.preventDefault()
  void send(form, event.submitter)
})

document.addEventListener('keydown', event => {
  const { target } = event
  if (!(target instanceof HTMLTextAreaElement) || target.dataset['enterHint'] === undefined) return
  if (event.key !== 'Enter' || event.shiftKey) return
  if (event.isComposing || event.keyCode === COMPOSITION_KEY_CODE) return
  event.preventDefault()
  target.form?.requestSubmit()
})

tellEnterHint()
recall()
watchNetwork()
watchSummaries()
behaveInFrame()
