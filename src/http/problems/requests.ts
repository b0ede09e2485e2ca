import { row, type ProblemTable } from './row.ts'

/** Problems of the request as such, or of the service. */
export const REQUESTS = {
  invalid_request: row(400, 'The request is not valid', ({ errors }) =>
    errors.map(({ pointer, detail }) => `${pointer || 'the request'}: ${detail}`).join('; '),
  ),
  not_found: row(
    404,
    'No such resource',
    ({ method, path }) => `Nothing answers ${method} ${path}; /openapi.json lists what does.`,
  ),
  body_too_large: row(
    413,
    'The body is too large',
    ({ limit }) => `The body has more bytes than the limit, wanted at most ${limit}.`,
  ),
  answer_too_long: row(
    413,
    'The answers of one call are too long together',
    ({ step, limit }) =>
      `Step ${step} is sealed, but the answers of this call have more characters than the limit, wanted at most ${limit}. Ask for that step by itself: it is answered as it was sealed.`,
  ),
  unsupported_media_type: row(
    415,
    'The body is not JSON',
    ({ given }) => `Content-Type was ${given || 'not given'}, wanted application/json.`,
  ),
  bad_http_request: row(400, 'The request is not valid HTTP', ({ reason }) => reason),
  internal_error: row(500, 'Lockstep failed', () => 'An unexpected fault, which has been logged.'),
  too_many_writers: row(
    503,
    'Too many writers',
    ({ optimizer }) => `Others kept changing optimizer "${optimizer}" first. Ask again.`,
    true,
  ),
  store_unavailable: row(
    503,
    'The store is away',
    () =>
      'The store does not answer, and may have carried this out or not. A step that is named is safe to ask for again; so is any call that takes an Idempotency-Key, with one.',
    true,
  ),
  idempotency_key_reused: row(
    422,
    'The Idempotency-Key stands for another request',
    () =>
      'This Idempotency-Key was sent with another request before. Wanted a new key for a new request.',
  ),
  state_corrupt: row(
    422,
    'The document is not what was written',
    ({ checksum, computed }) =>
      `The checksum says ${checksum}, the document comes to ${computed}: it was changed or cut. Wanted it as GET .../state gave it. Nothing was stored.`,
  ),
} satisfies Partial<ProblemTable>
