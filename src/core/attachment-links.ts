// Answers outside our own pages: an attachment there is a link with its whole address, and an image is one too, since nothing is
// loaded by itself.

/** As `attachmentMarkdown` writes it, whatever its editor made of the label. */
const ATTACHED = /!?\[(?<label>(?:\\.|[^\\[\]]){0,300})\]\((?<path>\/attachments\/[0-9a-f-]{36}\/[^\s()]+)\)/gu

export function linkAttachments(answer: string, publicUrl: string): string {
  return answer.replace(ATTACHED, (_all, label: string, path: string) => `[${label}](${publicUrl}${path})`)
}
