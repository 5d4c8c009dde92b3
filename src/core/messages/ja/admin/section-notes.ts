// What changes of sections leave in the history of entries and tickets.

export const sectionNotes = {
  moved: '組織改編により、担当課を変更しました。',
  open: '廃止されていない担当課',
  possible: '実行できる組織の変更',
} as const
