// The part of NLP.js that the baseline calls; the packages bring no types of their own.
declare module '@nlpjs/basic' {
  interface Container {
    readonly use: (plugin: unknown) => unknown
  }
  interface Nlp {
    readonly addDocument: (language: string, utterance: string, intent: string) => void
    readonly train: () => Promise<void>
    /** Intents by falling score. */
    readonly process: (
      language: string,
      utterance: string,
    ) => Promise<{ readonly classifications: readonly { readonly intent: string; readonly score: number }[] }>
  }
  const basic: {
    readonly containerBootstrap: () => Promise<Container>
    readonly Nlp: new (settings: Readonly<Record<string, unknown>>) => Nlp
  }
  export default basic
}

declare module '@nlpjs/lang-ja' {
  const japanese: { readonly LangJa: unknown }
  export default japanese
}
