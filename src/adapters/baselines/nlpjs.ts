// NLP.js: the usual way to build an intent bot in Node. Every entry is an intent, its question and phrasings are what
// people say for it. It learns from them alone: an intent has no answer text to search.
import type { Baseline, BaselineEntry } from '../../core/ports/baseline.ts'
import { loadEngine } from './load-engine.ts'

const LANGUAGE = 'ja'

/** Learning takes entries × utterances × rounds: 17 s for 744 entries with 3,031 utterances, minutes for 2,769. */
export async function openNlpJs(entries: readonly BaselineEntry[]): Promise<Baseline> {
  const [{ containerBootstrap, Nlp }, { LangJa }] = await loadEngine(['@nlpjs/basic', '@nlpjs/lang-ja'], async () => {
    const [basic, japanese] = await Promise.all([import('@nlpjs/basic'), import('@nlpjs/lang-ja')])
    return [basic.default, japanese.default] as const
  })
  const container = await containerBootstrap()
  container.use(LangJa)
  const nlp = new Nlp({
    container,
    languages: [LANGUAGE],
    nlu: { log: false },
    calculateSentiment: false,
    // It would leave a file of what it learnt in the working folder, and read it back for other entries.
    autoSave: false,
    autoLoad: false,
  })
  for (const { id, question, phrasings } of entries) {
    for (const utterance of [question, ...phrasings]) nlp.addDocument(LANGUAGE, utterance, id)
  }
  await nlp.train()
  return {
    rank: async (question, limit) => {
      const { classifications } = await nlp.process(LANGUAGE, question)
      // With nothing found there is the intent None; an utterance known word for word gives all others a score of 0.
      const found = classifications.filter(({ intent, score }) => intent !== 'None' && score > 0)
      return found.slice(0, limit).map(({ intent, score }) => ({ id: intent, score }))
    },
    close: async () => {},
  }
}
