// Sentence models of a dozen words in the very files of real ones: config.json, tokenizer.json, onnx/model_quantized.onnx.
// Every vector and every score can be computed by hand.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeTempFolder } from '../temp-folder.ts'
import { encodeOnnx, type OnnxGraph } from './onnx-writer.ts'

/** Words with their vectors; a word that a model lacks is cut into letters it lacks too: one unknown token each. */
export type WordVectors = Readonly<Record<string, readonly number[]>>

export const TINY_VECTORS: WordVectors = {
  'query: ': [0, 0, 0, 0],
  'passage: ': [0, 0, 0, 0],
  休暇: [1, 0, 0, 0],
  休み: [0.9, 0.1, 0, 0],
  年休: [0.8, 0.2, 0, 0],
  旅費: [0, 1, 0, 0],
  出張: [0.1, 0.9, 0, 0],
  会議: [0, 0, 1, 0],
  申請: [0, 0, 0.1, 1],
}

/** Far from zero, so that padding that is not masked would show. */
const PADDING = [5, -5, 5, -5] as const
const SPECIAL = ['<pad>', '<s>', '</s>', '<unk>'] as const
const DIMENSIONS = 4

export interface TinyModelOptions {
  readonly folder?: string
  readonly words?: WordVectors
  /** Merged into config.json. */
  readonly config?: Readonly<Record<string, unknown>>
  /** File under `onnx/`. */
  readonly file?: string
  /** False: no token is put before or after a text. */
  readonly special?: boolean
}

/** A sentence model: each token has the vector of its word, special tokens zero. Gives the folder. */
export function writeTinySentenceModel(options: TinyModelOptions = {}): string {
  const words = options.words ?? TINY_VECTORS
  const { folder = join(makeTempFolder(), 'tiny-sentence-model') } = options
  const graph: OnnxGraph = {
    inputs: ['input_ids', 'attention_mask'],
    output: { name: 'last_hidden_state', dims: ['batch', 'tokens', DIMENSIONS] },
    floats: [embeddingTable(words)],
    integers: [],
    nodes: [{ op: 'Gather', inputs: ['table', 'input_ids'], output: 'last_hidden_state' }],
  }
  writeModel(folder, words, { ...options, graph, architecture: 'XLMRobertaModel' })
  return folder
}

/** A cross-encoder: the logit is ten times the dot product of both texts' summed vectors, less five. */
export function writeTinyCrossEncoder(options: TinyModelOptions = {}): string {
  const words = options.words ?? TINY_VECTORS
  const { folder = join(makeTempFolder(), 'tiny-cross-encoder') } = options
  writeModel(folder, words, {
    ...options,
    graph: crossEncoderGraph(words),
    architecture: 'BertForSequenceClassification',
    pairs: true,
  })
  return folder
}

/** token_type_ids tell the question (0) from the passage (1); padding is masked away. */
function crossEncoderGraph(words: WordVectors): OnnxGraph {
  return {
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
    output: { name: 'logits', dims: ['batch', 1] },
    floats: [
      embeddingTable(words),
      { name: 'one', dims: [1], values: Float32Array.of(1) },
      { name: 'ten', dims: [1], values: Float32Array.of(10) },
      { name: 'five', dims: [1], values: Float32Array.of(5) },
    ],
    integers: [
      { name: 'last', values: [2] },
      { name: 'tokens', values: [1] },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], output: 'vectors' },
      { op: 'Cast', inputs: ['token_type_ids'], output: 'second', attributes: { to: 1 } },
      { op: 'Cast', inputs: ['attention_mask'], output: 'mask', attributes: { to: 1 } },
      { op: 'Sub', inputs: ['one', 'second'], output: 'first' },
      { op: 'Mul', inputs: ['first', 'mask'], output: 'firstMasked' },
      { op: 'Mul', inputs: ['second', 'mask'], output: 'secondMasked' },
      { op: 'Unsqueeze', inputs: ['firstMasked', 'last'], output: 'firstWeights' },
      { op: 'Unsqueeze', inputs: ['secondMasked', 'last'], output: 'secondWeights' },
      { op: 'Mul', inputs: ['vectors', 'firstWeights'], output: 'firstVectors' },
      { op: 'Mul', inputs: ['vectors', 'secondWeights'], output: 'secondVectors' },
      { op: 'ReduceSum', inputs: ['firstVectors', 'tokens'], output: 'question', attributes: { keepdims: 0 } },
      { op: 'ReduceSum', inputs: ['secondVectors', 'tokens'], output: 'passage', attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['question', 'passage'], output: 'products' },
      { op: 'ReduceSum', inputs: ['products', 'tokens'], output: 'dot', attributes: { keepdims: 1 } },
      { op: 'Mul', inputs: ['dot', 'ten'], output: 'scaled' },
      { op: 'Sub', inputs: ['scaled', 'five'], output: 'logits' },
    ],
  }
}

function embeddingTable(words: WordVectors) {
  const special = SPECIAL.map(token => (token === '<pad>' ? PADDING : [0, 0, 0, 0]))
  const rows = [...special, ...Object.values(words)]
  return { name: 'table', dims: [rows.length, DIMENSIONS], values: Float32Array.from(rows.flat()) }
}

function writeModel(
  folder: string,
  words: WordVectors,
  model: TinyModelOptions & {
    readonly graph: OnnxGraph
    readonly architecture: string
    readonly pairs?: boolean
  },
): void {
  const { graph, architecture, config = {}, file = 'model_quantized.onnx', pairs = false, special = true } = model
  const files = {
    [`onnx/${file}`]: encodeOnnx(graph),
    'config.json': json({
      model_type: architecture.startsWith('Bert') ? 'bert' : 'xlm-roberta',
      architectures: [architecture],
      hidden_size: DIMENSIONS,
      max_position_embeddings: 34,
      vocab_size: SPECIAL.length + Object.keys(words).length,
      ...(pairs && { num_labels: 1, id2label: { 0: 'LABEL_0' } }),
      ...config,
    }),
    'tokenizer.json': json(tokenizer(words, special)),
    'tokenizer_config.json': json({
      tokenizer_class: pairs ? 'BertTokenizer' : 'XLMRobertaTokenizer',
      model_max_length: 32,
      pad_token: '<pad>',
      bos_token: '<s>',
      eos_token: '</s>',
      unk_token: '<unk>',
      model_input_names: ['input_ids', 'attention_mask', ...(pairs ? ['token_type_ids'] : [])],
    }),
  }
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** A unigram tokenizer, as XLM-RoBERTa and its children have: the cut into known words with the best total score. */
function tokenizer(words: WordVectors, special: boolean): unknown {
  const template = (second: boolean) => [
    { SpecialToken: { id: '<s>', type_id: 0 } },
    { Sequence: { id: 'A', type_id: 0 } },
    { SpecialToken: { id: '</s>', type_id: 0 } },
    ...(second ? [{ Sequence: { id: 'B', type_id: 1 } }, { SpecialToken: { id: '</s>', type_id: 1 } }] : []),
  ]
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: null,
    pre_tokenizer: null,
    post_processor: !special
      ? null
      : {
          type: 'TemplateProcessing',
          single: template(false),
          pair: template(true),
          special_tokens: Object.fromEntries(
            ['<s>', '</s>'].map(token => [
              token,
              { id: token, ids: [SPECIAL.indexOf(token as '<s>')], tokens: [token] },
            ]),
          ),
        },
    decoder: null,
    model: {
      type: 'Unigram',
      unk_id: SPECIAL.indexOf('<unk>'),
      vocab: [...SPECIAL.map(token => [token, 0]), ...Object.keys(words).map(word => [word, -1])],
    },
  }
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
