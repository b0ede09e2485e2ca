import { row, type ProblemTable } from './row.ts'

/** Problems of the request as a whole, and of the service. */
export const REQUESTS = {
  invalid_request: row(400, 'The request is not valid', ({ errors }) =>
    errors.map(({ pointer, detail }) => `${pointer || 'the request'}: ${detail}`).join('; '),
  ),
  not_found: row(
    404,
    'No such resource',
    ({ method, path }) => `There is no route ${method} ${path}; /openapi.json lists the routes.`,
  ),
  body_too_large: row(
    413,
    'The body is too large',
    ({ limit }) => `The body has more bytes than the limit, wanted at most ${limit}.`,
  ),
  answer_too_long: row(
    413,
    'The responses of one call are too long together',
    ({ step, limit }) =>
      `Step ${step} is sealed, but the responses of this call have more characters than the limit, wanted at most ${limit}. Ask for that step by itself: the sealed values are returned.`,
  ),
  unsupported_media_type: row(
    415,
    'The body is not JSON',
    ({ given }) => `Content-Type was ${given || 'not given'}, wanted application/json.`,
  ),
  bad_http_request: row(400, 'The request is not valid HTTP', ({ reason }) => reason),
  internal_error: row(500, 'Lockstep failed', () => 'An unexpected error, which has been logged.'),
  too_many_writers: row(
    503,
    'Too many writers',
    ({ optimizer }) =>
      `Other writers kept changing optimizer "${optimizer}" first. Repeat the call.`,
    true,
  ),
  store_unavailable: row(
    503,
    'The store is unavailable',
    () =>
      'The store does not respond, and may or may not have carried out the call. A call that names its step is safe to repeat; so is any call that takes an Idempotency-Key, with one.',
    true,
  ),
  idempotency_key_reused: row(
    422,
    'The Idempotency-Key belongs to another request',
    () =>
      'This Idempotency-Key was sent with another request before. Wanted a new key for a new request.',
  ),
  state_corrupt: row(
    422,
    'The document has been changed',
    ({ checksum, computed }) =>
      `The checksum is ${checksum}, that of the document is ${computed}: it was changed or truncated. Wanted it as GET .../state returned it. Nothing was stored.`,
  ),
} satisfies Partial<ProblemTable>
