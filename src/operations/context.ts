import type { AuditInfo } from '../core/trajectory/input.ts'
import type { Store } from '../storage/store.ts'
import type { ProcessState } from './cache/cache.ts'

/** The dependencies and limits of every operation. */
export interface Context {
  readonly store: Store
  readonly processState: ProcessState
  readonly now: () => Date
  /** How many steps past the cursor a requested step may be. */
  readonly maxAdvance: number
  /** How many inputs of an optimizer are kept before older ones are compacted. */
  readonly maxHistory: number
}

/** The caller of an operation, the reason, and the Idempotency-Key. */
export interface Caller {
  readonly actor?: string | undefined
  readonly reason?: string | undefined
  readonly key?: string | undefined
  /** Which of several requests with this key it is, from 1; left out, the only one. */
  readonly occurrence?: number
}

/** The audit fields of an input that is accepted now. */
export const auditInfoOf = ({ now }: Context, { actor, reason }: Caller = {}): AuditInfo => ({
  recordedAt: now().toISOString(),
  ...(actor === undefined ? {} : { actor }),
  ...(reason === undefined ? {} : { reason }),
})
