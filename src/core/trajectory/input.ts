import type { Group } from '../definition/group.ts'
import type { Values } from '../hyperparameters.ts'
import type { GroupArguments } from '../definition/late_arguments.ts'
import type { WrittenChange } from '../definition/written.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** The time of acceptance, the actor and the reason. */
export interface AuditInfo {
  readonly recordedAt: string
  /** The author of the input, as the caller states it. */
  readonly actor?: string | undefined
  readonly reason?: string | undefined
}

/** The fields of every recorded input: its place in the order, and the step at which it acts. */
interface RecordedInput extends AuditInfo {
  /** Registration is revision 1; each input after it is one more. */
  readonly revision: number
  /** The first step whose values it can change: unsealed when the input was accepted. */
  readonly step: number
  /** The text of the digest of the history up to this input. Absent in inputs of version 5. */
  readonly digest?: string | undefined
}

/** The report of one rank. */
export interface RankReport {
  readonly rank: number
  /** It may be NaN or infinite. */
  readonly value: number
  /** Its weight in a mean. */
  readonly weight?: number | undefined
}

/** The reports of a metric that is not decided yet. */
export interface OpenQuorum {
  readonly metric: string
  readonly step: number
  /** The time of the first report, from which the deadline counts. */
  readonly since: string
  /** In the order of arrival. */
  readonly reports: readonly RankReport[]
}

/** The changed arguments of a scheduler: none where only its expressions read the length. */
export interface Lengthened {
  readonly changes: Readonly<Record<string, unknown>>
  /** How it was given, if it had been stored without that. */
  readonly written?: WrittenChange | undefined
}

/** The paths whose adjustments end, by their kind. */
export interface Released {
  readonly multiply: readonly string[]
  readonly hold: readonly string[]
}

/** A change of an optimizer after its registration. The trajectory is the fold of its inputs. */
export type Input = RecordedInput &
  (
    | {
        readonly kind: 'group_added'
        readonly group: Group
        /** How it meets the schedulers that cover it. Absent in inputs of version 4: restart. */
        readonly schedulers?: 'join' | 'restart' | 'none' | undefined
        /** Its own arguments of schedulers, by the scheduler's name. */
        readonly arguments?: GroupArguments | undefined
        /** Those arguments as they were given, if some are shares of the run. */
        readonly written?: GroupArguments | undefined
        /** Set if the schedulers take this step on it: it was added after the step before. */
        readonly beforeStep?: true | undefined
      }
    | { readonly kind: 'group_removed'; readonly group: string }
    | { readonly kind: 'scheduler_attached'; readonly scheduler: Scheduler }
    | { readonly kind: 'scheduler_detached'; readonly scheduler: string }
    /** Other arguments of a scheduler, from this step on. */
    | {
        readonly kind: 'scheduler_patched'
        readonly scheduler: string
        readonly changes: Readonly<Record<string, unknown>>
        /** How the changed arguments were given, where that counts for later changes. */
        readonly written?: WrittenChange | undefined
      }
    /** Another length of the run from this step on, and what that changes of each scheduler. */
    | {
        readonly kind: 'total_steps_changed'
        readonly totalSteps: number
        readonly schedulers: Readonly<Record<string, Lengthened>>
      }
    | {
        readonly kind: 'edited'
        readonly groups: readonly string[]
        /** New values, by path: `lr`, `betas.0`, `initial_lr`. */
        readonly set: Values
        /** Factors on the current values, by path. */
        readonly scale?: Values | undefined
        /** Factors on what the schedulers give, from this step on. */
        readonly multiply?: Values | undefined
        /** Values in place of what the schedulers give, from this step on. */
        readonly hold?: Values | undefined
        /** The paths whose factors and fixed values end at this step. */
        readonly release?: Released | undefined
        /** The first step at which `multiply` and `hold` no longer act. */
        readonly untilStep?: number | undefined
      }
    /** Cancels an input that has not acted yet. */
    | { readonly kind: 'cancelled'; readonly cancelled: number }
    | {
        readonly kind: 'metric_decided'
        readonly metric: string
        /** It may be NaN or infinite. NaN if `outcome` is set. */
        readonly value: number
        /** The step of the report: it acts at this step, or at the next one if this was sealed. */
        readonly reportedFor: number
        /** Set if the deadline of a quorum passed: no scheduler uses the metric at this step. */
        readonly outcome?: 'skipped' | 'failed' | undefined
        /**
         * Set if a schedule in a sequence that becomes active at this step counts it. Absent in
         * inputs of version 4: there the metric of that step has no effect.
         */
        readonly countsAtStart?: true | undefined
        /** The reports of a quorum, in the order of ranks. */
        readonly reports?: readonly RankReport[] | undefined
      }
    /** `step` is the step at which the new generation resumes. */
    | {
        readonly kind: 'generation_opened'
        readonly generation: number
        readonly key: string
        readonly parent: number
        readonly edits: 'keep' | 'drop'
        readonly worldSize?: number | undefined
      }
    /** The store has lost what was handed out, up to this `seen`: no values until an opening. */
    | { readonly kind: 'history_regressed'; readonly lost: string }
  )

/** An input of one kind. */
export type InputOf<K extends Input['kind']> = Extract<Input, { kind: K }>

/** Whether an input never acts on a value, but only changes which inputs act. */
export const isBookkeeping = ({ kind }: Input): boolean => BOOKKEEPING.has(kind)

const BOOKKEEPING: ReadonlySet<Input['kind']> = new Set([
  'cancelled',
  'generation_opened',
  'history_regressed',
])

/** The inputs that act: without bookkeeping and cancelled inputs. */
export function effectiveInputs(inputs: readonly Input[]): readonly Input[] {
  if (!inputs.some(isBookkeeping)) return inputs
  const cancelled = new Set(inputs.map((input) => 'cancelled' in input && input.cancelled))
  return inputs.filter((input) => !isBookkeeping(input) && !cancelled.has(input.revision))
}
