// What Slack takes, as its reference of Block Kit says, and what of it we use. Whatever is longer is cut before it is
// sent: Slack refuses a message or a view as a whole for one string that is too long.

export const SLACK_LIMITS = {
  /** Blocks of a message, and of a modal or the home. */
  messageBlocks: 50,
  viewBlocks: 100,
  sectionText: 3_000,
  headerText: 150,
  buttonText: 75,
  buttonValue: 2_000,
  contextElements: 10,
  contextText: 2_000,
  optionText: 75,
  optionsOfGroup: 100,
  optionGroups: 100,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputValue: 3_000,
  placeholder: 150,
  viewTitle: 24,
  privateMetadata: 3_000,
  linkUrl: 3_000,
  /** The first characters of a text that are best shown; far below the 40,000 at which Slack cuts. */
  messageText: 3_000,
  promptTitle: 75,
  prompts: 4,
} as const

/**
 * All blocks of a message, as JSON in UTF-8. Slack names no figure: messages were refused (`msg_blocks_too_long`) from
 * about 11,300 letters of text, or 13,200 with all that is around them (bolt-js issues 2509 and 2867). It is not said
 * whether letters or bytes count, so we count bytes, where a Japanese letter is three.
 */
export const MESSAGE_BYTES_MAX = 11_000

/** Of these, for one official answer: some 2,500 Japanese letters, longer than most people read in a chat. */
export const ANSWER_BYTES_MAX = 7_500
