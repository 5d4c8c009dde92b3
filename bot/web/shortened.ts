// A text as short as a title or a link: for a browser's tab, a bookmark, a source.

const LENGTH_MAX = 30

export function shortened(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  return characters.length <= LENGTH_MAX ? characters.join('') : `${characters.slice(0, LENGTH_MAX).join('')}…`
}
