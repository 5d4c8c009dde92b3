// Japanese sentences about Excel workbooks (XLSX) that are read or written.

export const workbookSentences = {
  notAWorkbook: () =>
    'Excelブック（.xlsx）ではありません。Excelで開き、「Excelブック（*.xlsx）」の形式で保存し直してください。',
  oldFormat: () =>
    '古い形式のExcelブック（.xls）です。Excelで開き、「Excelブック（*.xlsx）」の形式で保存し直してください。',
  encrypted: () => 'パスワードで保護されたファイルは読めません。Excelで開き、パスワードを外して保存し直してください。',
  damaged: () => 'ファイルが壊れているため、Excelブックとして読めません。Excelで開いて保存し直してください。',
  documentType: () => 'ファイルに外部を参照する定義（DTD）が含まれているため、安全のため読みません。',
  tooManyParts: (max: number) => `ファイルの中身が${max.toLocaleString('ja-JP')}個を超えるため、安全のため読みません。`,
  tooBigUnpacked: () =>
    '展開すると大きくなりすぎるため、安全のため読みません。必要な行だけを新しいブックに貼り付けるか、CSVで保存してください。',
  tooManyMerges: (max: number) =>
    `結合したセルが${max.toLocaleString('ja-JP')}か所を超えています。結合を解除してください。`,
  tooManyColumns: (max: number) => `${max}列目より右に文字があります。不要なセルを消してください。`,
  textTooLong: (max: number) =>
    `1つのセルに${max.toLocaleString('ja-JP')}文字を超える文字があります。短くしてください。`,
  noSheet: () => 'シートがありません。FAQの一覧を書いたシートのあるブックにしてください。',
  noSuchSheet: (name: string) => `シート「${name}」がありません。シートを選び直してください。`,
  allSheetsHidden: () => 'すべてのシートが非表示です。読み込むシートを表示して、保存し直してください。',
  inColumn: (column: string, problem: string) => `${column}列の${problem}`,
  errorValue: (value: string) => `セルがエラー値「${value}」です。正しい値を書いてください。`,
  formulaWithoutValue: () =>
    '数式に計算結果が保存されていません。Excelで開いて保存し直すか、値として貼り付けてください。',
  noSuchDay: (value: string) => `日付のセルの値「${value}」は暦にありません。日付を書き直してください。`,
  sheetName: 'FAQ',
  tooLongForCell: (max: number) => `1つのセルに入る${max.toLocaleString('ja-JP')}文字を超えています。`,
} as const
