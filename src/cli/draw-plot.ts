// A plot of two shares as SVG: frame, grid, axes and words, for whoever draws the data into it.

export interface Plot {
  readonly title: string
  /** What a reader who cannot see it is told. */
  readonly about: string
  readonly xLabel: string
  readonly yLabel: string
  /** Elements of the data, made with `plotX` and `plotY`. */
  readonly data: readonly string[]
  /** One line a kind of mark: a sample of it, and its name. */
  readonly legend: readonly { readonly sample: (x: number, y: number) => string; readonly name: string }[]
}

const SIDE = 400
const LEFT = 64
const TOP = 48
const WIDTH = 512
const LEGEND_TOP = TOP + SIDE + 80
const LEGEND_LINE = 24
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** Where a share from 0 to 1 lies, in the units of the drawing. */
export const plotX = (share: number) => round(LEFT + share * SIDE)
export const plotY = (share: number) => round(TOP + (1 - share) * SIDE)

/** Colours keep a contrast of 4.5 on white, and shapes tell apart what colours do. */
export const INK = '#1a1a1c'
export const ACCENT = '#0017c1'
export const SECOND = '#ac3e00'
const GRID = '#d8d8db'

export function drawPlot({ title, about, xLabel, yLabel, data, legend }: Plot): string {
  const height = LEGEND_TOP + legend.length * LEGEND_LINE
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      `lang="ja" role="img" aria-labelledby="title about" font-family="sans-serif" font-size="13" fill="${INK}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="about">${escapeXml(about)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, TOP - 20, title, 'font-size="16" font-weight="bold"'),
    ...TICKS.flatMap(drawTick),
    text(plotX(0.5), TOP + SIDE + 44, xLabel, 'text-anchor="middle"'),
    `<g transform="rotate(-90)">${text(-plotY(0.5), LEFT - 42, yLabel, 'text-anchor="middle"')}</g>`,
    ...data,
    ...legend.flatMap(({ sample, name }, i) => {
      const y = LEGEND_TOP + i * LEGEND_LINE
      return [sample(LEFT + 12, y - 4), text(LEFT + 32, y, name)]
    }),
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}

function drawTick(share: number): readonly string[] {
  const label = String(share)
  return [
    `<path d="M${plotX(share)} ${plotY(0)}V${plotY(1)}M${plotX(0)} ${plotY(share)}H${plotX(1)}" stroke="${GRID}"/>`,
    text(plotX(share), plotY(0) + 20, label, 'text-anchor="middle"'),
    text(plotX(0) - 8, plotY(share) + 4, label, 'text-anchor="end"'),
  ]
}

export function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escapeXml(content)}</text>`
}

/** Names of sets are names of folders, and may hold anything. */
function escapeXml(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
