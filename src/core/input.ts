import type { Group } from './group.ts'
import type { Values } from './hyperparameters.ts'
import type { Scheduler } from './schedules/catalogue.ts'

/** What every recorded input has: its place in the order, and the step it acts at. */
interface Recorded {
  /** Registration is revision 1; each input after it is one more. */
  readonly revision: number
  /** The first step whose values it can change: unsealed when the input was accepted. */
  readonly step: number
  readonly recordedAt: string
}

/** Something that changed an optimizer after its registration. Its trajectory is their fold. */
export type Input = Recorded &
  (
    | { readonly kind: 'group_added'; readonly group: Group }
    | { readonly kind: 'group_removed'; readonly group: string }
    | { readonly kind: 'scheduler_attached'; readonly scheduler: Scheduler }
    | { readonly kind: 'scheduler_detached'; readonly scheduler: string }
    | { readonly kind: 'edited'; readonly groups: readonly string[]; readonly set: Values }
    | {
        readonly kind: 'metric_decided'
        readonly metric: string
        /** It may be NaN or infinite. */
        readonly value: number
        /** The step it was reported for: it acts there, or if that was sealed at the next one. */
        readonly reportedFor: number
      }
  )

/** An input of one kind. */
export type InputOf<K extends Input['kind']> = Extract<Input, { kind: K }>
