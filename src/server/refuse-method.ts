// A known address with a method it does not take.
import type { RequestHandler } from 'express'
import { FaqError } from '../core/errors.ts'

export function refuseMethod(allowed: string): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Allow', allowed)
    next(new FaqError('method_not_allowed', { method: request.method, allowed }))
  }
}
