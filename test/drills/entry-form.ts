// The form of an entry as a browser would send it back.

export async function readEntryForm(url: string, cookie: string): Promise<URLSearchParams> {
  const response = await fetch(url, { headers: { Cookie: cookie } })
  const page = await response.text()
  if (response.status !== 200) throw new Error(`expected the form of ${url}, got ${response.status}`)
  return fieldsOf(page)
}

export function fieldsOf(page: string): URLSearchParams {
  const decode = (text: string) =>
    text.replace(
      /&(amp|lt|gt|quot|#39);/gu,
      (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    )
  const form = /<form[^>]*id="entry-form"[\s\S]*?<\/form>/u.exec(page)?.[0] ?? ''
  const fields = new URLSearchParams()
  for (const [tag] of form.matchAll(/<input[^>]*>/gu)) {
    const name = /\bname="([^"]*)"/u.exec(tag)?.[1]
    const isChoice = /type="(?:radio|checkbox)"/u.test(tag)
    if (name !== undefined && !/type="file"/u.test(tag) && (!isChoice || /\schecked/u.test(tag))) {
      fields.append(name, decode(/\bvalue="([^"]*)"/u.exec(tag)?.[1] ?? ''))
    }
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/gu,
  )) {
    fields.append(name, decode(text))
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/gu)) {
    fields.append(name, /<option value="([^"]*)"[^>]*\sselected/u.exec(options)?.[1] ?? '')
  }
  return fields
}
