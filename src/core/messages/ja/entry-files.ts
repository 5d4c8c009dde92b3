// Japanese sentences about entry files: what was expected, what came, and what to do. Nothing here knows a format.

/** Predicates begin with a particle: `about` puts the name of a field in front of them. */
export const entryFileSentences = {
  about: (field: string, predicate: string) => `「${field}」${predicate}`,
  wholeFile: () => 'ファイルの中身',
  positionIn: (field: string, position: number) => `${field}の${position}番目`,

  // The file as a whole
  unknownExtension: (known: string) => `この拡張子のファイルは読めません。${known} のいずれかにしてください。`,
  noSuchFile: () => 'ファイルがありません。ファイルの場所と名前を確かめてください。',
  noSuchFolder: () => 'フォルダーを開けません。フォルダーの場所と読み取りの権限を確かめてください。',
  notAFile: () => 'ファイルではありません。ファイルの場所を確かめてください。',
  unreadable: (code: string) => `ファイルを開けません（${code}）。読み取りの権限を確かめてください。`,
  emptyFile: () => 'ファイルが空です。FAQを1件以上書いてください。',
  headerOnly: () => '見出しの行だけで、FAQの行がありません。FAQを1件以上書いてください。',
  tooManyRows: (max: number) =>
    `行が多すぎます。1つのファイルは${max.toLocaleString('ja-JP')}行までです。ファイルを分けてください。`,
  binary: () =>
    '文字ではないデータ（NUL）があり、テキストファイルとして読めません。Excelのブックは「CSV UTF-8」の形式で保存し直してください。',
  utf16: () => '文字コードがUTF-16です。UTF-8で保存し直してください。',
  brokenUtf8: () => 'UTF-8として読めない文字があります。UTF-8で保存し直してください。',
  brokenUtf16: () => 'UTF-16として読めない文字（対になっていないサロゲート）があります。その文字を打ち直してください。',
  brokenCp932: () => 'UTF-8でもShift_JIS（CP932）でもない文字があります。CSV UTF-8の形式で保存し直してください。',

  // Fields
  missing: () => 'がありません。必ず書いてください。',
  expectedText: (got: string) =>
    `には文字列を書いてください（いまは${got}です）。数や true、false は引用符「"」で囲みます。`,
  expectedList: (got: string) => `には一覧を書いてください（いまは${got}です）。1件だけでも一覧の形にします。`,
  expectedGroup: (got: string) => `には「項目: 値」の組を書いてください（いまは${got}です）。`,
  lengthOutOfRange: (max: number, got: number) => `は1〜${max}文字で書いてください（いまは${got}文字です）。`,
  tooManyItems: (max: number, got: number) => `は${max}件までです（いまは${got}件です）。`,
  loneSurrogate: () => 'に壊れた文字（対になっていないサロゲート）があります。その文字を打ち直してください。',
  nulCharacter: () => 'に文字ではないデータ（NUL）があります。取り除いてください。',
  badId: (got: string) =>
    `は英数字で始まる64文字以内の英数字・「.」「_」「-」で書いてください（いまは「${got}」です）。`,
  badSectionCode: (got: string) => `は英小文字・数字・「-」の32文字以内で書いてください（いまは「${got}」です）。`,
  badStatus: (known: string, got: string) => `は${known}のいずれかで書いてください（いまは「${got}」です）。`,
  badDate: (got: string) => `は暦にある日付を2026-04-01か2026/4/1の形で書いてください（いまは「${got}」です）。`,
  revisedTooEarly: (revised: string, registered: string) =>
    `は登録日（${registered}）以後の日付にしてください（いまは${revised}です）。`,
  endsTooEarly: (until: string, from: string) =>
    `は公開開始日（${from}）以後の日付にしてください（いまは${until}です）。`,
  unknownKey: (key: string, known: string) => `知らない項目「${key}」があります。使える項目は ${known} です。`,
  duplicateId: (id: string, line: number) => `ID「${id}」は${line}行目にもあります。IDは1件ごとに変えてください。`,
  duplicateQuestion: (line: number) => `${line}行目と同じ担当課の同じ質問です。1件にまとめるか、IDを付けてください。`,
  duplicateIdElsewhere: (id: string, file: string, line: number) =>
    `ID「${id}」は ${file} の${line}行目にもあります。IDは1件ごとに変えてください。`,

  // YAML
  yamlDuplicateKey: () => '同じ項目が2回書かれています。どちらかを消してください。',
  yamlTab: () => '字下げにタブが使われています。空白（スペース）に置き換えてください。',
  yamlIndent: () => '字下げが合っていません。前後の行と空白の数をそろえてください。',
  yamlUnclosed: () => '引用符や括弧、「:」などの記号が足りません。この行の書き方を確かめてください。',
  yamlSeveralDocuments: () => '「---」で区切られた2つ目の文書があります。1つのファイルには1つだけ書いてください。',
  yamlAlias: () => '別名（*名前）は使えません。内容をそのまま書いてください。',
  yamlTag: () => '型の指定（!名前）は使えません。取り除いてください。',
  yamlTooDeep: () => '入れ子が深すぎて読めません。faq-data/README.md の形で書いてください。',
  yamlOther: (code: string) => `YAMLとして読めません（${code}）。この行の書き方を確かめてください。`,

  // JSON Lines
  badJson: (start: string) =>
    `JSONとして読めません。1行に1件の {…} を書いてください（この行は「${start}」で始まります）。`,
  strayBom: () => '行の始めに目に見えない文字（BOM）があります。取り除いてください。',
  jsonNotAnObject: (got: string) => `1行に1件の {…} を書いてください（いまは${got}です）。`,

  // CSV
  csvUnclosedQuote: () => '引用符「"」が閉じていません。この行から始まる1件の引用符を確かめてください。',
  csvStrayQuote: () =>
    '引用符「"」の使い方が違います。「"」を含むセルは全体を「"」で囲み、中の「"」は「""」と2つ重ねてください。',
  csvOther: (code: string) => `CSVとして読めません（${code}）。この行の書き方を確かめてください。`,
  csvUnknownColumn: (name: string, known: string) => `知らない列「${name}」があります。使える列は ${known} です。`,
  csvDuplicateColumn: (name: string) => `列「${name}」が2つあります。どちらかを消してください。`,
  csvMissingColumn: (name: string) => `列「${name}」がありません。1行目に列の名前を書いてください。`,
  csvCellWithoutColumn: (column: number, got: string) =>
    `${column}列目の「${got}」に列の名前がありません。1行目の列の数とそろえてください。`,

  // Kinds of values, for 「いまは…です」
  kindText: (text: string) => `文字列「${text}」`,
  kindNumber: (text: string) => `数「${text}」`,
  kindTruth: (text: string) => `真偽値「${text}」`,
  kindList: () => '一覧',
  kindGroup: () => '「項目: 値」の組',
  kindNothing: () => '空',
} as const
