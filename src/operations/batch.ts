import { Refusal, type Problem } from '../core/problem.ts'
import { advance, type Advanced, type Blocked } from './advance.ts'
import type { Caller, Context } from './context.ts'
import type { Advance } from './sealing.ts'

/** What became of one of many: values, a wait, or a refusal. The others are not touched by it. */
export type Outcome = Advanced | Blocked | { readonly problem: Problem }

/** Advances many optimizers, each as if it had been asked for alone. */
export const advanceAll = (
  context: Context,
  wanted: readonly (Advance & { readonly optimizer: string })[],
  caller: Caller,
): Promise<Outcome[]> =>
  Promise.all(wanted.map(({ optimizer, ...given }) => outcome(context, optimizer, given, caller)))

async function outcome(context: Context, id: string, given: Advance, caller: Caller) {
  try {
    return await advance(context, id, given, caller)
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    throw error
  }
}
