// A browser and its system by what it calls itself, so that a person knows their own devices in a list. Names alone: versions
// change, and more would be guessing.

export interface BrowserName {
  /** Null where it says nothing that is known. */
  readonly browser: string | null
  readonly system: string | null
}

/** In this order: most call themselves by several names, the last added being their own. */
const BROWSERS = [
  [/\bEdgA?\//u, 'Microsoft Edge'],
  [/\bFirefox\//u, 'Firefox'],
  [/(?:Chrome|Chromium|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
] as const

const SYSTEMS = [
  [/\bWindows\b/u, 'Windows'],
  [/\b(?:iPhone|iPad)\b/u, 'iOS'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bAndroid\b/u, 'Android'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bLinux\b/u, 'Linux'],
] as const

export function browserName(agent: string | null): BrowserName {
  return { browser: nameIn(BROWSERS, agent ?? ''), system: nameIn(SYSTEMS, agent ?? '') }
}

function nameIn(names: readonly (readonly [RegExp, string])[], agent: string): string | null {
  return names.find(([form]) => form.test(agent))?.[1] ?? null
}
