import type { Group } from '../definition/group.ts'
import type { Values } from '../hyperparameters.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** When something was accepted, from whom, and why. */
export interface AuditInfo {
  readonly recordedAt: string
  /** Who did it, by the caller's own word. */
  readonly actor?: string | undefined
  readonly reason?: string | undefined
}

/** What every recorded input has: its place in the order, and the step it acts at. */
interface RecordedInput extends AuditInfo {
  /** Registration is revision 1; each input after it is one more. */
  readonly revision: number
  /** The first step whose values it can change: unsealed when the input was accepted. */
  readonly step: number
}

/** What one rank measured. */
export interface RankReport {
  readonly rank: number
  /** It may be NaN or infinite. */
  readonly value: number
  /** What it counts for in a mean. */
  readonly weight?: number | undefined
}

/** What ranks have reported of a metric that is not decided yet. */
export interface OpenQuorum {
  readonly metric: string
  readonly step: number
  /** When the first report came, from which the deadline counts. */
  readonly since: string
  /** In the order in which they came. */
  readonly reports: readonly RankReport[]
}

/** Something that changed an optimizer after its registration. Its trajectory is their fold. */
export type Input = RecordedInput &
  (
    | { readonly kind: 'group_added'; readonly group: Group }
    | { readonly kind: 'group_removed'; readonly group: string }
    | { readonly kind: 'scheduler_attached'; readonly scheduler: Scheduler }
    | { readonly kind: 'scheduler_detached'; readonly scheduler: string }
    | {
        readonly kind: 'edited'
        readonly groups: readonly string[]
        /** New values, by path: `lr`, `betas.0`, `initial_lr`. */
        readonly set: Values
        /** Factors of what is there, by path. */
        readonly scale?: Values | undefined
      }
    /** Takes back an input that has not acted yet. */
    | { readonly kind: 'cancelled'; readonly cancelled: number }
    | {
        readonly kind: 'metric_decided'
        readonly metric: string
        /** It may be NaN or infinite. NaN where the outcome is that there is none. */
        readonly value: number
        /** The step it was reported for: it acts there, or if that was sealed at the next one. */
        readonly reportedFor: number
        /** Set where the deadline of a quorum passed, and nobody steps by this metric here. */
        readonly outcome?: 'skipped' | 'failed' | undefined
        /** What the ranks of a quorum reported, in the order of their ranks. */
        readonly reports?: readonly RankReport[] | undefined
      }
    /** `step` is the one at which the new generation resumes. */
    | {
        readonly kind: 'generation_opened'
        readonly generation: number
        readonly key: string
        readonly parent: number
        readonly edits: 'keep' | 'drop'
        readonly worldSize?: number | undefined
      }
  )

/** An input of one kind. */
export type InputOf<K extends Input['kind']> = Extract<Input, { kind: K }>

/** An input that never acts on a value itself: it only says what becomes of others. */
export const isBookkeeping = ({ kind }: Input): boolean =>
  kind === 'cancelled' || kind === 'generation_opened'

/** The inputs that act: without those that never do, and those that were taken back. */
export function effectiveInputs(inputs: readonly Input[]): readonly Input[] {
  if (!inputs.some(isBookkeeping)) return inputs
  const cancelled = new Set(inputs.map((input) => 'cancelled' in input && input.cancelled))
  return inputs.filter((input) => !isBookkeeping(input) && !cancelled.has(input.revision))
}
