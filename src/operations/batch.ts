import { pointer, Refusal, refuseFaults, type Problem } from '../core/problem.ts'
import { advance, type Advanced, type Blocked } from './advance.ts'
import type { Caller, Context } from './context.ts'
import type { Advance } from './sealing.ts'

/** What became of one of many: values, a wait, a refusal or a fault. The others are not touched by it. */
export type Outcome = Advanced | Blocked | { readonly problem: Problem } | Fault

/** What was not foreseen of one of many: its record may be broken. */
export interface Fault {
  readonly fault: unknown
}

/** How many steps all windows of one call may have. */
const MAX_STEPS = 50_000

/**
 * Advances many optimizers, each as if it had been asked for alone.
 * @throws {Refusal} `invalid_request` where their windows are too long together.
 */
export function advanceAll(
  context: Context,
  wanted: readonly (Advance & { readonly optimizer: string })[],
  caller: Caller,
): Promise<Outcome[]> {
  const steps = wanted.reduce((sum, { ahead = 0 }) => sum + ahead, 0)
  const detail = `given windows of ${steps} steps in all, wanted at most ${MAX_STEPS} in one call`
  refuseFaults(steps > MAX_STEPS ? [{ pointer: pointer(['steps']), detail }] : [])
  return Promise.all(wanted.map((given) => outcome(context, given.optimizer, given, caller)))
}

async function outcome(context: Context, id: string, given: Advance, caller: Caller) {
  try {
    return await advance(context, id, given, caller)
  } catch (error) {
    return error instanceof Refusal ? { problem: error.problem } : { fault: error }
  }
}
