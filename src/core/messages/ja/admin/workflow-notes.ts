// Notes that the workflow itself writes beside a revision, in Japanese.

export const workflowNotes = {
  restored: (revision: number) => `第${revision}版の内容に戻しました。`,
  asPlanned: '予約した日時になったため、自動で行いました。',
} as const
