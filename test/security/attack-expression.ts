// Texts that make an expression work hard, made of the expression itself: what it looks for, begun again and again and never
// finished.

import type { AST } from '@eslint-community/regexpp'
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

/** The parts of what the expression matches, one text each; what repeats, repeated a little. */
export function beginningsOf(source: string, flags: string): readonly string[] {
  const { pattern } = new RegExpParser({ ecmaVersion: 2025 }).parseLiteral(`/${source}/${flags}`)
  const texts = new Set<string>()
  for (const alternative of pattern.alternatives) {
    for (const choice of [0, 1, 2]) addBeginnings(alternative, choice, texts)
  }
  // Every part that repeats, alone.
  visitRegExpAST(pattern, {
    onQuantifierEnter: ({ element, max }) => {
      if (max > 1) for (const choice of [0, 1, 2]) texts.add(textOf(element, choice))
    },
  })
  texts.delete('')
  return [...texts]
}

function addBeginnings({ elements }: AST.Alternative, choice: number, texts: Set<string>): void {
  let text = ''
  for (const element of elements) {
    text += textOf(element, choice)
    texts.add(text)
  }
}

/** A text that the part matches, nearly: `choice` says which alternative and which letter of a class. */
function textOf(node: AST.Element, choice: number): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'CharacterClass':
    case 'CharacterSet':
      return letterOf(node, choice)
    case 'Group':
    case 'CapturingGroup': {
      const picked = node.alternatives[choice % node.alternatives.length]
      return picked?.elements.map(element => textOf(element, choice)).join('') ?? ''
    }
    case 'Quantifier':
      return textOf(node.element, choice).repeat(Math.min(Math.max(node.min, 1), 4))
    case 'ExpressionCharacterClass':
      return letterOf(node, choice)
    case 'Assertion':
    case 'Backreference':
    default:
      // Assertions and references take no letters.
      return ''
  }
}

const LETTERS = [...'a0 <[("-.,:/@%\\xあ漢ア　\t_=!?*#|{}\'`~+&;^$Zé\n']

function letterOf(node: AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass, choice: number): string {
  const test = new RegExp(`^(?:${node.raw})$`, node.type === 'CharacterSet' && node.kind === 'property' ? 'u' : 'su')
  const fitting = LETTERS.filter(letter => test.test(letter))
  return fitting[choice % Math.max(1, fitting.length)] ?? firstOf(test)
}

function firstOf(test: RegExp): string {
  for (let code = 0; code < 0x1_00_00; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    if (test.test(String.fromCharCode(code))) return String.fromCharCode(code)
  }
  return ''
}
