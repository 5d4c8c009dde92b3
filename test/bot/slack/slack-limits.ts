// What Slack's reference of Block Kit says that it refuses, written down a second time: the product's own figures are not
// taken for granted here. An empty list means that Slack would take it.
import type { types } from '@slack/bolt'

type Json = Readonly<Record<string, unknown>>

/** Lengths by the place where a string stands: [least, most] in UTF-16 units. */
const TEXTS: Readonly<Record<string, readonly [number, number]>> = {
  'section.text': [1, 3_000],
  'header.text': [1, 150],
  'context.elements': [1, 2_000],
  'button.text': [1, 75],
  'input.label': [1, 2_000],
  'input.hint': [1, 2_000],
  'option.text': [1, 75],
  'group.label': [1, 75],
}

export function brokenByMessage({
  text,
  blocks,
}: {
  readonly text: string
  readonly blocks: readonly types.KnownBlock[]
}): readonly string[] {
  return [
    ...within('message.text', text, 1, 40_000),
    ...count('message.blocks', blocks, 1, 50),
    // Not in the reference: the figure at which Slack was seen to refuse, in bytes to be on the safe side.
    ...(Buffer.byteLength(JSON.stringify(blocks)) > 12_000 ? ['message: too long in all'] : []),
    ...blocks.flatMap(broken),
  ]
}

export function brokenByView(view: types.ModalView | types.HomeView): readonly string[] {
  const modal = view.type === 'modal' ? view : null
  return [
    ...count('view.blocks', view.blocks, 1, 100),
    ...within('view.title', modal?.title.text ?? 'home', 1, 24),
    ...within('view.submit', modal?.submit?.text ?? 'none', 1, 24),
    ...within('view.close', modal?.close?.text ?? 'none', 1, 24),
    ...within('view.private_metadata', view.private_metadata ?? '', 0, 3_000),
    ...within('view.callback_id', view.callback_id ?? '', 0, 255),
    ...(modal !== null && modal.submit === undefined && modal.blocks.some(({ type }) => type === 'input')
      ? ['view: inputs without submit']
      : []),
    ...unique(
      'view.block_id',
      view.blocks.map(({ block_id: id }) => id).filter(id => id !== undefined),
    ),
    ...view.blocks.flatMap(broken),
  ]
}

type Check<T extends types.KnownBlock['type']> = (block: Extract<types.KnownBlock, { type: T }>) => readonly string[]

/** Blocks of any other type are not ours. */
const CHECKS: { readonly [T in types.KnownBlock['type']]?: Check<T> } = {
  section: block => [...textAt('section.text', block.text), ...element(block.accessory)],
  header: block => textAt('header.text', block.text),
  context: block => [
    ...count('context.elements', block.elements, 1, 10),
    ...block.elements.flatMap(part => textAt('context.elements', part)),
  ],
  actions: block => [
    ...count('actions.elements', block.elements, 1, 25),
    ...block.elements.flatMap(part => element(part)),
    ...unique(
      'actions.action_id',
      block.elements.map(part => String((part as unknown as Json)['action_id'])),
    ),
  ],
  input: block => [...textAt('input.label', block.label), ...hint(block.hint), ...element(block.element)],
  rich_text: block => [...count('rich_text.elements', block.elements, 1, 1_000), ...block.elements.flatMap(rich)],
  divider: () => [],
}

function broken(block: types.AnyBlock): readonly string[] {
  const check = CHECKS[block.type as types.KnownBlock['type']] as
    | ((known: types.AnyBlock) => readonly string[])
    | undefined
  return check === undefined ? [`${block.type}: not used by us`] : check(block)
}

function element(part: unknown): readonly string[] {
  if (part === undefined) return []
  const it = part as Json & { readonly type: string }
  const named = within('action_id', String(it['action_id']), 1, 255)
  switch (it.type) {
    case 'button':
      return [
        ...named,
        ...textAt('button.text', it['text']),
        ...within('button.value', String(it['value']), 1, 2_000),
        ...within('button.accessibility_label', stringIn(it, 'accessibility_label'), 0, 75),
      ]
    case 'plain_text_input': {
      const limit = Number(it['max_length'])
      return [
        ...named,
        ...(limit >= 1 && limit <= 3_000 ? [] : ['plain_text_input.max_length']),
        ...within('plain_text_input.initial_value', stringIn(it, 'initial_value'), 0, limit),
      ]
    }
    case 'static_select': {
      const groups = it['option_groups'] as readonly { label: unknown; options: readonly Json[] }[]
      const options = groups.flatMap(group => group.options)
      return [
        ...named,
        ...count('static_select.option_groups', groups, 1, 100),
        ...groups.flatMap(group => [
          ...textAt('group.label', group.label),
          ...count('group.options', group.options, 1, 100),
        ]),
        ...optionsBroken(options, it['initial_option']),
      ]
    }
    case 'radio_buttons':
    case 'checkboxes': {
      const options = it['options'] as readonly Json[]
      return [...named, ...count(`${it.type}.options`, options, 1, 10), ...optionsBroken(options, it['initial_option'])]
    }
    default:
      return [`${it.type}: not used by us`]
  }
}

function stringIn(it: Json, name: string): string {
  const value = it[name]
  return typeof value === 'string' ? value : ''
}

function optionsBroken(options: readonly Json[], initial: unknown): readonly string[] {
  const first = initial === undefined || options.some(option => JSON.stringify(option) === JSON.stringify(initial))
  return [
    ...options.flatMap(option => [
      ...textAt('option.text', option['text']),
      ...within('option.value', String(option['value']), 1, 150),
    ]),
    ...unique(
      'option.value',
      options.map(option => String(option['value'])),
    ),
    ...(first ? [] : ['initial_option: none of the options']),
  ]
}

function rich(piece: types.RichTextBlockElement | types.RichTextSection): readonly string[] {
  if (piece.type === 'rich_text_list') {
    const indent = piece.indent ?? 0
    return [
      ...count('rich_text_list.elements', piece.elements, 1, 1_000),
      ...(indent >= 0 && indent <= 8 ? [] : ['rich_text_list.indent']),
      ...piece.elements.flatMap(rich),
    ]
  }
  return [
    ...count(`${piece.type}.elements`, piece.elements, 1, 1_000),
    ...piece.elements.flatMap(part => {
      if (part.type === 'text') return within('rich text', part.text, 1, 40_000)
      if (part.type === 'link') return within('rich link', part.url, 1, 3_000)
      // A broadcast is never ours to send.
      return part.type === 'user' ? within('user', part.user_id, 1, 30) : [`${part.type}: not used by us`]
    }),
  ]
}

function textAt(place: string, text: unknown): readonly string[] {
  const [least, most] = TEXTS[place] ?? [1, 1]
  const { type, text: words } = (text ?? {}) as { type?: string; text?: string }
  // Whatever is mrkdwn could be made to ring: none of ours is.
  return [...(type === 'plain_text' ? [] : [`${place}: ${type}`]), ...within(place, words ?? '', least, most)]
}

function hint(text: unknown): readonly string[] {
  return text === undefined ? [] : textAt('input.hint', text)
}

function within(place: string, text: string, least: number, most: number): readonly string[] {
  return text.length >= least && text.length <= most ? [] : [`${place}: ${text.length} of ${least}–${most}`]
}

function count(place: string, items: readonly unknown[], least: number, most: number): readonly string[] {
  return items.length >= least && items.length <= most ? [] : [`${place}: ${items.length} of ${least}–${most}`]
}

function unique(place: string, names: readonly string[]): readonly string[] {
  return new Set(names).size === names.length ? [] : [`${place}: twice the same`]
}
