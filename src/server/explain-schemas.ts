// The shape of an explanation in the JSON API.
import { z } from 'zod'
import type { Explanation } from '../core/explain/explain-question.ts'
import { FEATURES, GROUNDS, OUTCOMES } from '../core/search/judge.ts'
import { UNIT_KINDS } from '../core/text-unit.ts'
import { confidenceSchema, sectionSchema } from './api-schemas.ts'

const morphemeSchema = z.object({
  surface: z.string(),
  base: z.string(),
  pos: z.string().describe('IPADIC の品詞'),
  reading: z.string(),
  term: z.string().nullable().describe('検索語。助詞や記号など、使わないものは null'),
})

const termSchema = z.object({
  term: z.string(),
  asked: z.boolean().describe('質問にある語。false は、質問の言葉の同義語として加えた語'),
  entries: z.int().describe('この語を使うFAQの件数'),
  idf: z.number(),
  weight: z.number().describe('点の計算に使う重み。どのFAQにもない語では、最も近い語の idf'),
  near: z.array(z.object({ term: z.string(), similarity: z.number(), entries: z.int() })).describe('近い語'),
})

const unitSchema = z.object({
  kind: z.enum(UNIT_KINDS),
  text: z.string().nullable().describe('索引の更新を待つ間に改定されたものは null'),
  cosine: z.number(),
})

const sideSchema = z.object({
  score: z.number(),
  mean: z.number(),
  deviation: z.number(),
  z: z.number().describe('(score − mean) ÷ deviation'),
})

const contributionSchema = z.object({
  term: z.string().describe('質問の検索語'),
  field: z.enum(['asks', 'answer']).describe('質問・言い換え、または回答'),
  word: z.string().describe('FAQの語。検索語そのもの、または近い語'),
  similarity: z.number().describe('検索語そのものは 1'),
  frequency: z.int(),
  points: z.number().describe('合計が語の点になる'),
})

const soundsSchema = z
  .array(z.object({ sounds: z.string(), weight: z.number() }))
  .describe('質問と共通の音。重みの大きい順')

const candidateSchema = z.object({
  entryId: z.string(),
  question: z.string(),
  section: sectionSchema,
  confidence: confidenceSchema,
  ground: z
    .enum(GROUNDS)
    .describe('確からしさの根拠: 特徴からの計算、語がすべて同じ、案内しない言い換え、前の候補による上限'),
  exact: z.boolean().describe('質問の語が、FAQの質問または言い換えの語とすべて同じ'),
  veto: z
    .object({
      verbatim: z.boolean().describe('案内しない言い換えと同じ文'),
      phrasing: z.string().nullable(),
      nearness: z.number(),
      ownNearness: z.number().describe('FAQの質問・言い換えとの近さ'),
    })
    .nullable()
    .describe('案内しない理由'),
  lexical: sideSchema.extend({ contributions: z.array(contributionSchema) }).describe('語'),
  dense: sideSchema
    .extend({ ask: unitSchema.nullable(), answer: unitSchema.nullable() })
    .nullable()
    .describe('意味。比べられないときは null'),
  reading: sideSchema.extend({ asks: soundsSchema, answer: soundsSchema }).describe('音'),
  fusion: z.object({
    sides: z.array(z.object({ side: z.enum(['lexical', 'dense', 'reading']), weight: z.number(), z: z.number() })),
    sum: z.number().describe('weight × z の合計'),
    score: z.number().describe('順位を決めた点。並べ替えのモデルがあれば、その後のもの'),
  }),
  judgement: z.object({
    support: z.number().min(0).max(1).describe('質問の語の重みのうち、このFAQにある割合'),
    features: z.array(z.object({ feature: z.enum(FEATURES), value: z.number(), weight: z.number() })),
    logit: z.number().describe('value × weight の合計。確からしさの対数オッズ'),
  }),
})

export const explanationSchema: z.ZodType<Explanation> = z.object({
  question: z.string(),
  sectionCode: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  confidence: confidenceSchema,
  relatedness: z.number().min(0).max(1).describe('登録されたFAQに関わる質問である見込み'),
  thresholds: z.object({ answered: z.number(), candidates: z.number() }),
  summary: z.string().describe('判定の理由'),
  morphemes: z.array(morphemeSchema),
  reading: z.string().describe('質問全体の読み'),
  terms: z.array(termSchema),
  modelId: z.string().nullable().describe('意味を比べたモデル'),
  candidates: z.array(candidateSchema).describe('確からしい順。案内しないものは最後'),
  nearestUnits: z.array(unitSchema.extend({ entryId: z.string() })).describe('意味の近い文'),
})
