// Files through the pages for import, as a browser sends them.
import type { ImportJob } from '../../src/core/exchange/import-job.ts'
import type { Story } from './open-story.ts'
import { postForm } from './sign-in.ts'

export function uploadFile(
  { url }: Pick<Story, 'url'>,
  { cookie, name, bytes }: { readonly cookie: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<Response> {
  const body = new FormData()
  body.set('file', new Blob([Uint8Array.from(bytes)]), name)
  return fetch(`${url}/admin/exchange/upload`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url, Cookie: cookie },
    body,
  })
}

/** Uploads and checks with the columns as they are guessed; returns the job as it stands then. */
export async function importUpToCheck(
  story: Story,
  file: { readonly cookie: string; readonly name: string; readonly bytes: Uint8Array },
  options: Readonly<Record<string, string>> = {},
): Promise<ImportJob> {
  const uploaded = await uploadFile(story, file)
  const location = uploaded.headers.get('Location') ?? ''
  const jobId = location.split('/').at(-1) ?? ''
  const { imports, settle } = story.product.exchange
  const job = await imports.find(jobId)
  if (job === null) throw new Error(`expected an import, got: ${uploaded.status} ${await uploaded.text()}`)
  const columns = (job.inspection?.guessed ?? []).map((field, index) => [`column${index}`, field ?? ''])
  const fields = { ...Object.fromEntries(columns), defaultStatus: 'published', ...options }
  const started = await postForm(`${story.url}${location}/check`, { cookie: file.cookie, fields })
  if (started.status !== 303)
    throw new Error(`expected the check to start, got: ${started.status} ${await started.text()}`)
  await settle()
  return (await imports.find(jobId)) ?? job
}

export async function applyImport(
  story: Story,
  job: ImportJob,
  { cookie, withDuplicates = false }: { readonly cookie: string; readonly withDuplicates?: boolean },
): Promise<ImportJob> {
  const fields: Record<string, string> = withDuplicates ? { withDuplicates: 'on' } : {}
  await postForm(`${story.url}/admin/exchange/jobs/${job.id}/apply`, { cookie, fields })
  await story.product.exchange.settle()
  return (await story.product.exchange.imports.find(job.id)) ?? job
}
