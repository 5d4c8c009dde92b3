// The shapes that tools take and give. Their messages are read by people behind programs, so they are plain sentences.
import { z } from 'zod'
import { QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'
import { ENTRY_ID_FORM, SECTION_CODE_FORM } from '../../src/core/entry.ts'
import { mcpMessages } from '../../src/core/messages/ja/mcp.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import { OUTCOMES } from '../../src/core/search/judge.ts'

const { tools, fields, problems } = mcpMessages

/** A name of a conversation, no more: it is stored with every question. */
const CONVERSATION_LENGTH_MAX = 200

/** What is missing and what is of another kind are told apart. */
const orMissing = (problem: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? problems.missing : problem

const questionText = (description: string) =>
  z
    .string({ error: orMissing(problems.text) })
    .refine(text => text.trim() !== '' && countCodePoints(text.trim()) <= QUESTION_LENGTH_MAX, problems.text)
    .describe(description)
const sectionCode = z
  .string({ error: problems.section })
  .regex(SECTION_CODE_FORM, problems.section)
  .optional()
  .describe(tools.section)
const limit = z
  .int({ error: problems.limit })
  .min(1, problems.limit)
  .max(20, problems.limit)
  .optional()
  .describe(tools.search.limit)

export const searchInput = { query: questionText(tools.search.query), section: sectionCode, limit }
export const entryInput = {
  id: z
    .string({ error: orMissing(problems.id) })
    .regex(ENTRY_ID_FORM, problems.id)
    .describe(tools.entry.id),
}
export const askInput = {
  question: questionText(tools.ask.question),
  section: sectionCode,
  conversation: z
    .string({ error: problems.conversation })
    .min(1, problems.conversation)
    .max(CONVERSATION_LENGTH_MAX, problems.conversation)
    .optional()
    .describe(tools.ask.conversation),
}

const section = z.object({ code: z.string(), name: z.string() })
const confidence = z.number().min(0).max(1).describe(fields.confidence)
const basis = z.array(z.string()).describe(fields.basis)
const revisedAt = z.string().describe(fields.revisedAt)
const review = {
  reviewBy: z.string().nullable().describe(fields.reviewBy),
  reviewOverdue: z.boolean().describe(fields.reviewOverdue),
}
const answer = z.string().describe(fields.answer)

export const searchOutput = {
  results: z.array(
    z.object({
      entryId: z.string(),
      question: z.string(),
      confidence,
      section,
      revisedAt,
      url: z.string(),
    }),
  ),
}
export type SearchOutput = z.infer<z.ZodObject<typeof searchOutput>>

export const entryOutput = {
  id: z.string(),
  question: z.string(),
  answer,
  section,
  revisedAt,
  registeredOn: z.string().nullable().describe(fields.registeredOn),
  ...review,
  basis,
  url: z.string(),
}
export type EntryOutput = z.infer<z.ZodObject<typeof entryOutput>>

const knownConfidence = confidence.nullable().describe(`${fields.confidence}。${fields.noConfidence}`)

/** As the JSON API's answer, with whole addresses. */
export const askOutput = {
  questionId: z.string(),
  outcome: z.enum(OUTCOMES),
  confidence: knownConfidence,
  followUp: z.boolean().describe(fields.followUp),
  searchedAs: z.string().nullable().describe(fields.searchedAs),
  answer: z
    .object({
      entryId: z.string(),
      question: z.string(),
      answer,
      section,
      revisedAt,
      ...review,
      basis,
      url: z.string(),
    })
    .nullable(),
  candidates: z.array(
    z.object({ entryId: z.string(), question: z.string(), confidence: knownConfidence, section, url: z.string() }),
  ),
}
export type AskOutput = z.infer<z.ZodObject<typeof askOutput>>
