// The HTTP status of each fault, for documents and pages alike.
import { type FaqError, type FaultCode, isFault } from '../core/errors.ts'

export const FAULT_STATUS: Readonly<Record<FaultCode, number>> = {
  bad_input: 400,
  bad_row: 422,
  bad_evaluation: 422,
  not_found: 404,
  conflict: 409,
  ticket_refused: 409,
  ticket_changed: 409,
  undeliverable: 502,
  too_large: 413,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  sign_in_needed: 401,
  forbidden: 403,
  account_refused: 409,
  too_many_attempts: 429,
  token_refused: 401,
  scope_missing: 403,
  foreign_origin: 403,
  not_ready: 503,
  overloaded: 503,
  config: 500,
  cannot_write: 507,
  data_folder: 507,
  database_corrupt: 500,
  data_in_use: 503,
  backup_damaged: 422,
  database_newer: 500,
  database_busy: 503,
  disk_full: 507,
  storage_failed: 503,
  port_in_use: 500,
  model_damaged: 503,
  model_unusable: 503,
  embedding_service: 503,
  hub: 503,
  index_worker: 503,
  workbench_busy: 503,
  workbench_failed: 503,
  missing_package: 500,
  internal: 500,
}

const RETRY_AFTER_S = 5

/** Seconds after which it is worth trying again; null where trying again would not help. */
export function retryAfterOf(fault: FaqError): number | null {
  if (isFault(fault, 'too_many_attempts')) return fault.data.retryAfterS
  return FAULT_STATUS[fault.code] === 503 ? RETRY_AFTER_S : null
}
