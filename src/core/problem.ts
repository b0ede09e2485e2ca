import type { MetricProblem } from './metric_problem.ts'
import type { Difference, Fault, Generations, SealedGeneration } from './problem_facts.ts'

export type { Difference, Fault }

/** Every reason to refuse a request, with the facts for the client. Independent of HTTP. */
export type Problem =
  | { readonly code: 'invalid_request'; readonly errors: readonly Fault[] }
  | { readonly code: 'optimizer_not_found'; readonly optimizer: string }
  | {
      readonly code: 'optimizer_exists'
      readonly optimizer: string
      readonly differences: readonly Difference[]
      /** The names of the groups that it has now. */
      readonly groups: readonly string[]
    }
  | { readonly code: 'group_not_found'; readonly group: string; readonly known: readonly string[] }
  | { readonly code: 'group_exists'; readonly group: string }
  | { readonly code: 'group_conflict'; readonly group: string; readonly errors: readonly Fault[] }
  | { readonly code: 'last_group'; readonly group: string }
  | {
      readonly code: 'total_steps_conflict'
      readonly total_steps: number
      /** The first of the schedulers that cannot go on. */
      readonly scheduler: string
      readonly errors: readonly Fault[]
    }
  | {
      readonly code: 'scheduler_not_found'
      readonly scheduler: string
      readonly known: readonly string[]
    }
  | { readonly code: 'scheduler_exists'; readonly scheduler: string }
  | ({ readonly code: 'stale_generation' } & Generations)
  | ({ readonly code: 'unknown_generation' } & Generations)
  | {
      readonly code: 'step_ahead'
      readonly step: number
      readonly cursor: number
      readonly limit: number
    }
  | {
      readonly code: 'step_sealed'
      readonly step: number
      readonly sealed_through: number
      /** The first step at which a change can still act. */
      readonly earliest_step: number
    }
  | { readonly code: 'step_compacted'; readonly step: number; readonly earliest_step: number }
  | { readonly code: 'edit_not_found'; readonly revision: number }
  | {
      readonly code: 'generation_conflict'
      readonly key: string
      readonly generation: number
      /** From the first request with this key, as `registered`, to the present one. */
      readonly differences: readonly Difference[]
      readonly opened_at: string
      readonly opened_by?: string | undefined
    }
  | ({ readonly code: 'resume_ahead'; readonly resume_step: number } & SealedGeneration)
  | {
      readonly code: 'history_regressed'
      /** The `seen` of the caller, or of this process. The two fields after it are of the store. */
      readonly seen: string
      readonly revision: number
      readonly sealed_through: number
    }
  | {
      readonly code: 'events_compacted'
      readonly after: number
      /** The first of the revisions that are kept; `latest` is the last one. */
      readonly earliest: number
      readonly latest: number
    }
  | { readonly code: 'state_corrupt'; readonly checksum: string; readonly computed: string }
  | MetricProblem
  | {
      readonly code: 'value_not_finite'
      /** The scheduler of the value, or the edit. */
      readonly scheduler?: string | undefined
      readonly edit?: number | undefined
      readonly group: string
      readonly step: number
      readonly reason: string
    }
  | {
      readonly code: 'schedule_ended'
      readonly scheduler: string
      readonly group: string
      readonly step: number
      readonly reason: string
    }
  | {
      readonly code: 'too_many_pending'
      readonly pending: number
      /** Set if the pending inputs are reports of metrics, not changes. */
      readonly metric?: string | undefined
    }
  | { readonly code: 'series_too_long'; readonly pointer: string; readonly reason: string }
  | { readonly code: 'idempotency_key_reused' }
  | { readonly code: 'too_many_writers'; readonly optimizer: string }
  | { readonly code: 'store_unavailable'; readonly reason: string }

/** The one exception for every refused request. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code, options)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** Throws a {@link Refusal}. */
export function refuse(problem: Problem, options?: ErrorOptions): never {
  throw new Refusal(problem, options)
}

/** The most faults in one refusal. */
export const MAX_FAULTS = 50

/** Refuses if there is any fault. The refusal has the first {@link MAX_FAULTS} of them. */
export function refuseFaults(errors: readonly Fault[]): void {
  if (errors.length > 0) refuse({ code: 'invalid_request', errors: errors.slice(0, MAX_FAULTS) })
}

/** The JSON pointer (RFC 6901) of a path into a document. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => '/' + String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('')
}

/** The keys of a JSON pointer: the reverse of {@link pointer}. */
export const keysOf = (at: string): string[] =>
  at
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The fault of a part, with its pointer from the root of the whole. */
export const prefixFault = (at: readonly PropertyKey[], fault: Fault): Fault => ({
  ...fault,
  pointer: pointer(at) + fault.pointer,
})

/** Names for a message: at most 8 of them. */
export function oneOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name}"`)
  return `one of ${shown.join(', ')}${names.length > 8 ? ', ...' : ''}`
}
