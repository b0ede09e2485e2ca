import createClient, { type Client } from 'openapi-fetch'
import { sendWithAttempts } from './attempts/attempts.ts'
import { bodyText } from './request/body.ts'
import { requestHeaders } from './request/headers.ts'
import { pathOf } from './request/path.ts'
import type { paths } from './schema.ts'
import { settingsOf, type LockstepOptions } from './settings.ts'

/** A Lockstep service: an openapi-fetch client with the calls of the API and their types. */
export interface Lockstep extends Client<paths> {
  /** The address of the service, without a slash at its end. */
  readonly baseUrl: string
}

/**
 * A client of the service at an address. It sends nothing yet.
 *
 * A refusal is the `error` of a call, as with any openapi-fetch client. A call that is not answered,
 * or is answered with 429, 502, 503 or 504, is repeated with exponential backoff, full jitter and
 * what `Retry-After` says. That is safe: a repeated call either has one answer, as an advance to a
 * step, or is sent with an `idempotency-key`.
 * @throws {ConfigurationError} for an address or a token that cannot be one; and in calls, where
 *   repeating them is of no use.
 */
export function createLockstep(options: LockstepOptions = {}): Lockstep {
  const settings = settingsOf(options)
  const client = createClient<paths>({
    baseUrl: settings.baseUrl,
    // A POST that is redirected would become a GET.
    redirect: 'manual',
    pathSerializer: pathOf,
    bodySerializer: bodyText,
    fetch: (request) => sendWithAttempts(request, settings),
  })
  client.use(requestHeaders(settings.actor))
  return Object.assign(client, { baseUrl: settings.baseUrl })
}
