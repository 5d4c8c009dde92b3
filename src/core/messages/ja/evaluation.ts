// What `zencho eval` says, in Japanese: its options, its tables, its plots, and what is wrong with its files.

const number = (value: number) => value.toLocaleString('ja-JP')
const percent = (share: number) => `${(share * 100).toFixed(1).replace(/\.0$/u, '')}%`

export const evaluation = {
  options: {
    run: '質問ごとの結果を書くファイル（JSON Lines）',
    against: '--run で保存した結果と比べる',
    failOnLoss: '--against の結果より nDCG@10 が低いセットがあれば、終了コード1で終わる',
    baseline: '同じ質問で比べる基準（コンマ区切り、または繰り返しで複数）',
    floors: 'セットごとの下限を書いたファイル（JSON）。下回れば、終了コード1で終わる',
    raise: '--floors の下限を、測った値に合わせて上げる（下げることはない）',
    out: '結果を書くファイル（.md か .json）',
    plots: '判定の図（SVG）を書くフォルダー',
    json: '結果を JSON で出力する',
  },
  usage: {
    baseline: (known: string) => `${known} のいずれかにしてください。`,
    failOnLossNeeds: '--fail-on-loss は、--against と一緒に指定してください。',
    raiseNeeds: '--raise は、--floors と一緒に指定してください。',
    outFormat: '.md か .json で終わる名前にしてください。',
  },

  asking: '質問しています',
  askingBaseline: (name: string) => `${name} で測っています`,
  written: (path: string) => `質問ごとの結果を ${path} に書きました。`,
  reported: (path: string) => `結果を ${path} に書きました。`,
  plotted: (folder: string) => `図を ${folder} に書きました。`,

  files: {
    noCorpus: 'corpus.jsonl も corpus.txt（FAQファイルのフォルダーを書いたもの）もありません。',
    empty: 'ファイルが空です。1行に1件ずつ書いてください。',
    badJson: (start: string) => `JSONとして読めません（「${start}」）。1行に1件ずつ、JSONで書いてください。`,
    wrongValue: (field: string, got: string, shape: string) =>
      `「${field}」が正しくありません（いまは${got}です）。1行の形: ${shape}`,
    wrongLine: (got: string, shape: string) => `1行に1件の形になっていません（いまは${got}です）。1行の形: ${shape}`,
    queryShape: '{"id":"番号","text":"質問","relevant":{"FAQのID":0から10の数},"kind":"種類（省略可）"}',
    runShape: '--run が書いた行（set, id, text, outcome, confidence, ranked, scores）',
    floorsShape: '{"セットの名前":{"ndcg10":0から1の数,…}}',
    duplicateQuery: (id: string, line: number) =>
      `質問の番号「${id}」は ${line} 行目にもあります。別の番号にしてください。`,
    unknownEntry: (id: string) =>
      `relevant の「${id}」というFAQは、このセットのFAQにありません。IDを確かめるか、取り除いてください。`,
    unpublishedEntry: (id: string) =>
      `relevant の「${id}」は公開中のFAQではないため、見つかることがありません。取り除いてください。`,
    duplicateRun: (set: string, id: string, line: number) =>
      `セット「${set}」の質問「${id}」の結果は ${line} 行目にもあります。1つの実行の結果だけを入れてください。`,
    setNotInRun: (set: string, known: string) =>
      `セット「${set}」の結果がありません（あるのは ${known} です）。同じセットを測ったときのファイルを指定してください。`,
    queryNotInRun: (set: string, id: string, count: number) =>
      `セット「${set}」の質問 ${number(count)}件（「${id}」など）の結果がありません。いまの質問で測り直したファイルを指定してください。`,
    runNotInSet: (set: string, id: string, count: number) =>
      `セット「${set}」にない質問 ${number(count)}件（「${id}」など）の結果があります。いまの質問で測り直したファイルを指定してください。`,
    otherText: (set: string, id: string) =>
      `セット「${set}」の質問「${id}」の文が、いまの評価データと違います。いまの質問で測り直したファイルを指定してください。`,
    sameName: (name: string, other: string) =>
      `セットの名前「${name}」が ${other} と同じです。フォルダーの名前を変えるか、別々に測ってください。`,
  },

  table: {
    header: (folder: string, entries: number, queries: number) =>
      `${folder}: FAQ ${number(entries)}件、質問 ${number(queries)}件`,
    product: 'zencho',
    interval: '95%区間',
    outcomes: '回答・候補・なし',
    ofUnanswerable: '（答えのない質問）',
    answeredRight: '回答の正解率',

    baselines: '基準との差（zencho − 基準）',
    baseline: '基準',
    differenceOf: (measure: string) => `${measure} の差`,
    p: 'p値',

    against: (file: string) => `保存した結果との比較（${file} → 今回）`,
    measure: '指標',
    before: '前',
    after: '今回',
    difference: '差',
    counts: (better: number, worse: number, same: number) =>
      `質問ごとの nDCG@10: 上がった ${number(better)}件、下がった ${number(worse)}件、同じ ${number(same)}件`,
    largest: (shown: number, all: number) =>
      shown === all ? `変化（${number(all)}件）` : `大きな変化（${number(all)}件のうち ${number(shown)}件）`,
    question: '質問',
    rank: '順位',
    outcome: '判定',
    outcomeNames: { answered: '回答', candidates: '候補', unanswered: 'なし' },

    judgement: '判定の確からしさ',
    brier: (parts: { brier: string; interval: string; sum: string }) =>
      `Brierスコア ${parts.brier}（95%区間 ${parts.interval}）= ${parts.sum}`,
    brierSum: (parts: { reliability: string; resolution: string; uncertainty: string; withinBins: string }) =>
      `ずれ ${parts.reliability} − 分離 ${parts.resolution} + 不確かさ ${parts.uncertainty} + 区間内 ${parts.withinBins}`,
    ece: (equalWidth: string, adaptive: string) =>
      `確からしさと正解率のずれの平均（ECE）: 等幅 ${equalWidth}、等件数 ${adaptive}`,
    aurc: (aurc: string, least: string) =>
      `リスク・カバレッジ曲線の下の面積（AURC）${aurc}（この順位での最小 ${least}）`,
    coverageAt: (right: number, coverage: number, confidence: string | null) =>
      confidence === null
        ? `正解率 ${percent(right)} 以上で答えられる質問: なし`
        : `正解率 ${percent(right)} 以上で答えられる質問: 全体の ${percent(coverage)}（確からしさ ${confidence} から）`,
    unanswerable: (share: number) => `答えのない質問のうち、答えなかったもの: ${percent(share)}`,
    answerable: (share: number) => `答えのある質問のうち、回答か候補を示したもの: ${percent(share)}`,
    equalWidth: '等幅',
    equalMass: '等件数',
    confidence: '確からしさ',
    count: '件数',
    mean: '平均',
    right: '正解率',
    diagram: '正解率 █ と平均の確からしさ ┃',
  },

  gate: {
    loss: (set: string, before: string, after: string) =>
      `「${set}」の nDCG@10 が、保存した結果の ${before} から ${after} に下がりました。`,
    below: (set: string, measure: string, bound: string, measured: string) =>
      `「${set}」の ${measure} が限度に届きません（限度 ${bound}、測った値 ${measured}）。`,
    notMeasured: 'なし',
    noFloors: (set: string, file: string) => `「${set}」の下限は ${file} にありません。--raise で書き加えられます。`,
    raised: (file: string) => `${file} の下限を上げました。`,
    nothingToRaise: (file: string) => `${file} の下限は、上げるところがありませんでした。`,
  },

  plots: {
    reliability: (set: string) => `${set}: 確からしさと正解率`,
    reliabilityAbout: (bins: string) =>
      `横軸は判定の確からしさ、縦軸はそのうち正解だった割合です。斜めの線に近いほど、確からしさと正解率が合っています。${bins}`,
    bin: (confidence: string, right: string, count: number) =>
      `確からしさ平均 ${confidence} の ${number(count)}件のうち、正解は ${right} です。`,
    riskCoverage: (set: string) => `${set}: 答える質問の割合と正解率`,
    riskCoverageAbout: (targets: string) =>
      `横軸は確からしさの高い順に答えるときの質問の割合、縦軸はそのうち正解だった割合です。${targets}`,
    coverageAt: (right: number, coverage: number) =>
      `正解率 ${percent(right)} 以上で答えられる質問は、全体の ${percent(coverage)} です。`,
    confidence: '確からしさ',
    right: '正解率',
    coverage: '答える質問の割合',
    perfect: 'ずれなし',
    equalWidth: '等幅の10区間（円の大きさは件数）',
    equalMass: '等件数の区間',
    target: (right: number) => `正解率 ${percent(right)}`,
  },
} as const
