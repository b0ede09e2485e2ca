import type { Problem } from '../core/problem.ts'
import type { HttpProblem } from './http_problem.ts'

export type Any = Problem | HttpProblem
export type Code = Any['code']
type Of<C extends Code> = Extract<Any, { code: C }>

export interface Row<C extends Code> {
  readonly status: number
  readonly title: string
  /** Whether the same request may succeed later without any change. */
  readonly retryable: boolean
  readonly detail: (problem: Of<C>) => string
}

const row = <C extends Code>(
  status: number,
  title: string,
  detail: (problem: Of<C>) => string,
  retryable = false,
): Row<C> => ({ status, title, detail, retryable })

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ') || 'none'

/** Every problem: its status, its title, and what to say of this occurrence. */
export const TABLE: { readonly [C in Code]: Row<C> } = {
  invalid_request: row(400, 'The request is not valid', ({ errors }) =>
    errors.map(({ pointer, detail }) => `${pointer || 'the request'}: ${detail}`).join('; '),
  ),
  optimizer_not_found: row(
    404,
    'No such optimizer',
    ({ optimizer }) => `There is no optimizer "${optimizer}".`,
  ),
  optimizer_exists: row(
    409,
    'Another optimizer has this id',
    ({ optimizer, differences }) =>
      `Optimizer "${optimizer}" is registered with another definition; they differ at ${list(differences.map(({ pointer }) => pointer))}.`,
  ),
  group_not_found: row(
    404,
    'No such group',
    ({ group, known }) => `There is no group "${group}"; there are ${list(known)}.`,
  ),
  group_exists: row(
    409,
    'Another group has this name',
    ({ group }) => `There is a group "${group}" already.`,
  ),
  last_group: row(
    409,
    'An optimizer needs a group',
    ({ group }) => `Group "${group}" is the last one; remove the optimizer instead.`,
  ),
  scheduler_not_found: row(
    404,
    'No such scheduler',
    ({ scheduler, known }) => `There is no scheduler "${scheduler}"; there are ${list(known)}.`,
  ),
  scheduler_exists: row(
    409,
    'Another scheduler has this name',
    ({ scheduler }) => `There is a scheduler "${scheduler}" already.`,
  ),
  stale_generation: row(
    409,
    'The job has been restarted since',
    ({ generation, current_generation }) =>
      `Generation ${generation} is over; the current one is ${current_generation}.`,
  ),
  unknown_generation: row(
    409,
    'No such generation',
    ({ generation, current_generation }) =>
      `There is no generation ${generation} yet; the current one is ${current_generation}.`,
  ),
  step_ahead: row(
    409,
    'The step is too far ahead',
    ({ step, cursor, limit }) =>
      `Step ${step} is ${step - cursor} past the cursor at ${cursor}, wanted at most ${limit}. Is it counted in another unit?`,
  ),
  value_not_finite: row(
    422,
    'A schedule has no value here',
    ({ scheduler, group, step, reason }) =>
      `Scheduler "${scheduler}" has no finite value for group "${group}" at step ${step}: ${reason}. Nothing was changed.`,
  ),
  schedule_ended: row(
    422,
    'A schedule has ended',
    ({ scheduler, group, step, reason }) =>
      `Scheduler "${scheduler}" has no value for group "${group}" at step ${step}: ${reason}. Detach it to go on with the value it left. Nothing was changed.`,
  ),
  metric_conflict: row(
    409,
    'The metric has another value',
    ({ metric, step, decided, given }) =>
      `Metric "${metric}" was reported for step ${step} as ${decided}, now as ${given}. What was decided first stands; nothing was changed.`,
  ),
  series_too_long: row(400, 'The series is too long', ({ reason }) => `${reason}.`),
  too_many_pending: row(
    409,
    'Too many changes wait for a step',
    ({ pending }) => `${pending} changes wait for the next step. Advance, then ask again.`,
  ),
  idempotency_key_reused: row(
    422,
    'The Idempotency-Key stands for another request',
    () =>
      'This Idempotency-Key was sent with another request before. Wanted a new key for a new request.',
  ),
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
      'The store does not answer, and may have carried this out or not. A step is safe to ask for again; so is any call with an Idempotency-Key.',
    true,
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
  unsupported_media_type: row(
    415,
    'The body is not JSON',
    ({ given }) => `Content-Type was ${given || 'not given'}, wanted application/json.`,
  ),
  bad_http_request: row(400, 'The request is not valid HTTP', ({ reason }) => reason),
  internal_error: row(500, 'Lockstep failed', () => 'An unexpected fault, which has been logged.'),
}
