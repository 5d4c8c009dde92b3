// What the pages for import and export say, in Japanese, and why a row cannot be taken in.

const number = (value: number) => value.toLocaleString('ja-JP')

/** Reasons against a row, each a whole sentence. */
export const rowSentences = {
  sectionMissing: () => '担当課が空です。担当課コードか担当課を書くか、「担当課が空の行の担当課」を選んでください。',
  unknownSection: (code: string) => `担当課コード「${code}」の担当課は登録されていません。コードを確かめてください。`,
  unknownSectionName: (name: string) => `担当課「${name}」は登録されていません。担当課の名前を確かめてください。`,
  severalSections: (name: string) => `担当課「${name}」という名前の担当課が複数あります。担当課コードを書いてください。`,
  contradictingSection: (code: string, registered: string, written: string) =>
    `担当課コード「${code}」は「${registered}」ですが、担当課に「${written}」と書かれています。どちらかを直してください。`,
  closedSection: (name: string) => `担当課「${name}」は廃止されています。業務を引き継いだ担当課を書いてください。`,
  unknownVisibleTo: (code: string) => `公開範囲の担当課コード「${code}」は登録されていません。コードを確かめてください。`,
  mayNotEdit: (name: string) => `「${name}」のFAQを編集する権限がありません。`,
  mayNotTakeOver: (name: string) => `このFAQは「${name}」のもので、編集する権限がありません。`,
  mayNotPublish: (name: string) =>
    `「${name}」のFAQを公開する権限がありません。状態を「下書き」か「承認待ち」にしてください。`,
  mayNotArchive: () => 'FAQを廃止する権限がありません。承認者に依頼してください。',
  gated: (name: string) =>
    `「${name}」は、影響を確かめてから公開する設定です。状態を「下書き」にして取り込み、1件ずつ公開してください。`,
  repeatedId: (id: string, line: number) =>
    `ID「${id}」は${number(line)}行目にもあります。1件にまとめるか、IDを変えてください。`,
  unreadable: () => '読めない文字（文字化け）があります。文字コードを選び直すか、その文字を打ち直してください。',
  privateUse: (characters: string) =>
    `外字（${characters}）があります。ほかの職員のパソコンでは表示されないため、通常の文字に置き換えてください。`,
} as const
