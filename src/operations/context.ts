import type { AuditInfo } from '../core/trajectory/input.ts'
import type { Store } from '../storage/store.ts'
import type { ProcessState } from './cache/cache.ts'

/** What operations work with. */
export interface Context {
  readonly store: Store
  readonly processState: ProcessState
  readonly now: () => Date
  /** How far past the cursor a step may be. */
  readonly maxAdvance: number
  /** How many inputs of an optimizer are kept. */
  readonly maxHistory: number
}

/** Who calls, why, and the key under which the call is carried out once. */
export interface Caller {
  readonly actor?: string | undefined
  readonly reason?: string | undefined
  readonly key?: string | undefined
  /** Which of several requests with this key it is, from 1; left out, the only one. */
  readonly occurrence?: number
}

/** What is recorded with an input that is accepted now. */
export const auditInfoOf = ({ now }: Context, { actor, reason }: Caller = {}): AuditInfo => ({
  recordedAt: now().toISOString(),
  ...(actor === undefined ? {} : { actor }),
  ...(reason === undefined ? {} : { reason }),
})
