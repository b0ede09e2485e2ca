import { pointer, Refusal, refuseFaults, type Problem } from '../core/problem.ts'
import type { Outcome as Landed } from '../storage/store.ts'
import { goOn, type Blocked } from './advance.ts'
import type { Caller, Context } from './context.ts'
import { endOfTurn } from './end_of_turn.ts'
import type { Boarded } from './memory.ts'
import { arrivedOn, isBoarded, outset, type Advanced } from './outset.ts'
import type { Advance } from './sealing.ts'

/** What became of one of many: values, a wait, a refusal or a fault. The others are not touched by it. */
export type Outcome = Advanced | Blocked | Failed

type Failed = { readonly problem: Problem } | Fault

/** What was not foreseen of one of many: its record may be broken. */
export interface Fault {
  readonly fault: unknown
}

/** One of the optimizers to advance. */
type Wanted = Advance & { readonly optimizer: string }

/** How many steps all windows of one call may have. */
const MAX_STEPS = 50_000

/**
 * Advances many optimizers, each as if it had been asked for alone.
 * @throws {Refusal} `invalid_request` where their windows are too long together.
 */
export async function advanceAll(
  context: Context,
  wanted: readonly Wanted[],
  caller: Caller,
): Promise<readonly Outcome[]> {
  const steps = wanted.reduce((sum, { ahead = 0 }) => sum + ahead, 0)
  const detail = `given windows of ${steps} steps in all, wanted at most ${MAX_STEPS} in one call`
  refuseFaults(steps > MAX_STEPS ? [{ pointer: pointer(['steps']), detail }] : [])
  // In their order: an optimizer may be among them twice.
  const begun = wanted.map((given) => beginning(context, given, caller))
  // All that are aboard are on one flight: it leaves when this turn is over.
  const landed = await (begun.find(isBoarded)?.flight.landed ?? endOfTurn())
  const ended = begun.map((each, index) =>
    isBoarded(each) ? (ending(each, landed!) ?? goingOn(context, wanted[index]!, caller)) : each,
  )
  const outcomes: Outcome[] = []
  for (const each of ended) outcomes.push(each instanceof Promise ? await each : each)
  return outcomes
}

/** One of the many as far as it comes at once, or a promise of what becomes of it. */
function beginning(context: Context, given: Wanted, caller: Caller) {
  try {
    return outset(context, given.optimizer, given, caller) ?? goingOn(context, given, caller)
  } catch (error) {
    return failed(error)
  }
}

/** What came of a flight, or undefined where the optimizer had moved on. */
function ending(boarded: Boarded, landed: readonly Landed[]) {
  try {
    return arrivedOn(boarded, landed)
  } catch (error) {
    return failed(error)
  }
}

async function goingOn(context: Context, given: Wanted, caller: Caller): Promise<Outcome> {
  try {
    return await goOn(context, given.optimizer, given, caller)
  } catch (error) {
    return failed(error)
  }
}

const failed = (error: unknown): Failed =>
  error instanceof Refusal ? { problem: error.problem } : { fault: error }
