// @ts-check
// The FAQ on another site of the office: a button in its corner, and a panel with the chat in a frame. Written for hosts with
// the strictest policy: no inline style, no markup from text, no cookie, nothing but this one file and the frame.
;(() => {
  /** The server puts the words of the message catalogue here. */
  const words = /* words */ { open: '', title: '', close: '' }

  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  const address = new URL('/widget', script.src)

  // Colours are those of the デジタル庁デザインシステム, written out: the host has no tokens.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000;
      font: 1rem/1.5 "Noto Sans JP", "Noto Sans CJK JP", -apple-system, BlinkMacSystemFont, sans-serif; color: #333333; }
    [hidden] { display: none !important; }
    button { box-sizing: border-box; min-height: 3rem; padding: 0.625rem 1.25rem; border: 1px solid transparent;
      border-radius: 8px; font: inherit; font-weight: 700; color: #ffffff; background: #0017c1; cursor: pointer; }
    button:hover { background: #00118f; text-decoration: underline; }
    button:focus-visible, iframe:focus-visible { outline: 4px solid #000000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
    /* Its ring is black and yellow whatever lies below: one of the two is seen on any host. */
    .launcher { border-color: #ffffff; border-radius: 1.5rem; }
    .panel { position: fixed; inset: auto 1rem 5rem auto; box-sizing: border-box; display: flex; flex-direction: column;
      width: min(27rem, calc(100vw - 2rem)); height: min(42rem, calc(100vh - 6rem)); overflow: hidden;
      border: 1px solid #666666; border-radius: 12px; background: #ffffff; }
    .bar { display: flex; align-items: center; justify-content: space-between; gap: 0.5rem; padding: 0.25rem 0.5rem 0.25rem 1rem;
      border-bottom: 1px solid #b3b3b3; }
    .title { margin: 0; font-size: 1rem; font-weight: 700; }
    .bar button { min-height: 2.75rem; padding: 0.375rem 1rem; border-color: currentcolor; color: #0017c1; background: #ffffff; }
    .bar button:hover { color: #00118f; background: #d9e6ff; }
    iframe { flex: 1; width: 100%; border: 0; }
    iframe:focus-visible { outline-offset: -4px; box-shadow: none; }
    @media (max-width: 30rem) {
      .panel { inset: 0; width: 100vw; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
    }
    @media (prefers-color-scheme: dark) {
      .panel, .bar button { color: #ffffff; background: #1a1a1a; }
      .panel { border-color: #949494; }
      .bar button { color: #c5d7fb; }
      .bar button:hover { color: #1a1a1a; background: #d9e6ff; }
      .bar button:focus-visible, iframe:focus-visible { outline-color: #ffffff; }
    }
    @media print { :host { display: none; } }
  `)

  const launcher = element('button', { className: 'launcher', type: 'button', textContent: words.open })
  const close = element('button', { type: 'button', textContent: words.close })
  const title = element('p', { className: 'title', id: 'title', textContent: words.title })
  const bar = element('div', { className: 'bar' })
  bar.append(title, close)
  const panel = element('div', { className: 'panel', id: 'panel', hidden: true })
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-labelledby', 'title')
  panel.append(bar)
  launcher.setAttribute('aria-expanded', 'false')
  launcher.setAttribute('aria-controls', 'panel')

  const host = element('div', {})
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  root.append(launcher, panel)
  document.body.append(host)

  /** Made when it is first wanted, and kept: who closes the panel comes back to the same conversation. */
  const frame = element('iframe', { title: words.title, referrerPolicy: 'origin' })

  launcher.addEventListener('click', () => (panel.hidden ? openPanel() : closePanel()))
  close.addEventListener('click', closePanel)
  root.addEventListener('keydown', event => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && !event.isComposing) closePanel()
  })
  // Keys that are pressed within the frame are told by the frame, and by nobody else.
  addEventListener('message', ({ origin, source, data }) => {
    if (origin === address.origin && source === frame.contentWindow && data === 'zencho-faq:close') closePanel()
  })

  function openPanel() {
    panel.hidden = false
    launcher.setAttribute('aria-expanded', 'true')
    if (frame.isConnected) return focusFrame()
    frame.addEventListener('load', focusFrame)
    frame.src = address.href
    panel.append(frame)
  }

  /** Before its page is there the frame takes no focus that would last; and only its page knows where the focus belongs. */
  function focusFrame() {
    if (panel.hidden) return
    frame.focus()
    frame.contentWindow?.postMessage('zencho-faq:focus', address.origin)
  }

  function closePanel() {
    if (panel.hidden) return
    panel.hidden = true
    launcher.setAttribute('aria-expanded', 'false')
    launcher.focus()
  }

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {Partial<HTMLElementTagNameMap[K]>} properties
   */
  function element(name, properties) {
    return Object.assign(document.createElement(name), properties)
  }
})()
