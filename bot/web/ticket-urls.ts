// Addresses of tickets. A ticket's own address is the right to see it: it stands in no log and no list.

export function ticketFormUrl(questionId: string): string {
  return `/questions/${encodeURIComponent(questionId)}/ticket`
}

export function ticketUrl(id: string): string {
  return `/tickets/${encodeURIComponent(id)}`
}
