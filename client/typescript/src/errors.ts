// Everything that this package throws:
//
//   LockstepError
//   ├── ProblemError           the service refuses; `code` says why
//   ├── Unavailable            no answer, after all attempts
//   ├── MetricAwaited          a metric that a step requires was not reported in time
//   ├── ConfigurationError     repeating the call is of no use
//   │   ├── Unauthorized
//   │   ├── NotLockstep
//   │   └── OlderService
//   └── InvalidArgument        a value that no request can have

import type { AwaitedMetric, Problem } from './types.ts'

/** The base of all errors of this package. */
export class LockstepError extends Error {
  override readonly name: string = 'LockstepError'
}

/** A refusal of the service. Nothing was changed, unless the status is 5xx. */
export class ProblemError extends LockstepError {
  override readonly name = 'ProblemError'
  /** The refusal, with its facts: `earliest_step`, `current_generation`, `errors`, ... */
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.title}: ${problem.detail} (${problem.code})`)
    this.problem = problem
  }

  get code(): Problem['code'] {
    return this.problem.code
  }
}

/**
 * The service did not answer in all attempts of a call. Whether it has carried out the call is
 * unknown. It may be repeated: a call that names its step as it is, another one with the same
 * `idempotency-key`.
 */
export class Unavailable extends LockstepError {
  override readonly name = 'Unavailable'
}

/** The metrics that a step requires were not all reported in time. */
export class MetricAwaited extends LockstepError {
  override readonly name = 'MetricAwaited'
  readonly blockedOn: readonly AwaitedMetric[]

  constructor(step: number, blockedOn: readonly AwaitedMetric[], seconds: number) {
    const metrics = blockedOn.map(({ metric, step }) => `${metric} of step ${step}`).join(', ')
    super(
      `Cannot give the values of step ${step}: after ${seconds} s it still awaits ${metrics}. ` +
        'Report it, or raise metricTimeout',
    )
    this.blockedOn = blockedOn
  }
}

/** Repeating the call is of no use: an address, a token, a proxy or a version has to change. */
export class ConfigurationError extends LockstepError {
  override readonly name: string = 'ConfigurationError'
}

/** The token is missing, or not accepted (401, 403). */
export class Unauthorized extends ConfigurationError {
  override readonly name = 'Unauthorized'
}

/** The answer is not one of Lockstep: another service is at the URL, or a proxy before it. */
export class NotLockstep extends ConfigurationError {
  override readonly name = 'NotLockstep'
}

/** The service does not have a call that this client wants, or the URL has a wrong path. */
// eslint-disable-next-line no-restricted-syntax -- a service that is older: the name in Python too
export class OlderService extends ConfigurationError {
  override readonly name = 'OlderService'
}

/** A value that cannot be in a request. */
export class InvalidArgument extends LockstepError {
  override readonly name = 'InvalidArgument'
}
