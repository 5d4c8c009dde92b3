// Hundreds of texts that would be markup if they could: each runs `top.__ran=1` by itself where it becomes markup.
const RUN = 'top.__ran=1'

const VECTORS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src=data:,${RUN}></script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"/`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<math><mtext></p><img src=x onerror=${RUN}></math>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}></select>`,
  `<video><source onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}>`,
  `<body onload=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<style>@keyframes x{}</style><b style="animation:x 1s" onanimationstart=${RUN}>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `[x](javascript:${RUN})`,
  `![x](javascript:${RUN})`,
  `![x](https://evil.test/x.png)`,
  `![x](//evil.test/x.png)`,
  `![x](/attachments/../x.png)`,
  `[x](data:text/html,<script>${RUN}</script>)`,
  `<javascript:${RUN}>`,
  `[x]: javascript:${RUN}\n\n[x]`,
  `x https://evil.test/"onmouseover=${RUN}`,
  `\`\`\`<img src=x onerror=${RUN}>\n<img src=x onerror=${RUN}>`,
]

/** Ways out of the place that a text stands in. */
const WRAPPERS: readonly ((vector: string) => string)[] = [
  vector => vector,
  vector => `"><${vector.slice(1)}`,
  vector => `'>${vector}`,
  vector => `</textarea>${vector}`,
  vector => `</title>${vector}`,
  vector => `</option></select>${vector}`,
  vector => `--></script>${vector}`,
  vector => `\u3000]]>${vector}`,
  vector => vector.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  vector => vector.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  vector => vector.replaceAll('<', '\\u003c'),
  vector => `|a|\n|---|\n|${vector.replaceAll('\n', ' ')}|`,
]

export const HOSTILE_MARKUP: readonly string[] = WRAPPERS.flatMap(wrap => VECTORS.map(wrap))
