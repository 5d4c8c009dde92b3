// Import and export: files of entries into the registry and out of it.

import { FaqError } from '../../src/core/errors.ts'
import type { ImportJob } from '../../src/core/exchange/import-job.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sendErrorRows } from './error-rows.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { sendExport } from './export.ts'
import { seesAll, sendHome } from './home.ts'
import { cancelJob, sendJob, sendProgress, startApply } from './job.ts'
import { readAgain, startCheck } from './read-job.ts'
import { receiveUpload } from './upload.ts'

export function exchangeRoutes(deps: ExchangeDeps): readonly AdminRoute[] {
  const route = (address: Parameters<typeof guardedRoute>[0], handle: (visit: SignedInVisit) => Promise<void>) =>
    guardedRoute(address, 'entries.exchange', handle)
  const withJob =
    (handle: (visit: SignedInVisit, job: ImportJob, deps: ExchangeDeps) => Promise<void>) =>
    async (visit: SignedInVisit) =>
      handle(visit, await ownJob(visit, deps), deps)
  return [
    route('GET /exchange', visit => sendHome(visit, deps)),
    guardedRoute('POST /exchange/upload', 'entries.exchange', visit => receiveUpload(visit, deps), 'stream'),
    route('GET /exchange/export', visit => sendExport(visit, deps)),
    route('GET /exchange/jobs/:id', withJob(sendJob)),
    route('GET /exchange/jobs/:id/progress', withJob(sendProgress)),
    route('GET /exchange/jobs/:id/errors', withJob(sendErrorRows)),
    route('POST /exchange/jobs/:id/read', withJob(readAgain)),
    route('POST /exchange/jobs/:id/check', withJob(startCheck)),
    route('POST /exchange/jobs/:id/apply', withJob(startApply)),
    route('POST /exchange/jobs/:id/cancel', withJob(cancelJob)),
  ]
}

/** An import is the affair of who uploaded it, and of administrators; for all others there is none. */
async function ownJob({ account, request }: SignedInVisit, { exchange }: ExchangeDeps): Promise<ImportJob> {
  const id = String(request.params['id'])
  const job = await exchange.imports.find(id)
  if (job === null || (job.accountId !== account.id && !seesAll(account))) {
    throw new FaqError('not_found', { what: 'path', id: request.path })
  }
  return job
}
