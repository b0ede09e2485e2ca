import { pointer, Refusal, refuseFaults, type Problem } from '../../core/problem.ts'
import { RECEIPTS_KEPT, type SealOutcome as Landed } from '../../storage/store.ts'
import { goOn, type Blocked } from './advance.ts'
import type { Caller, Context } from '../context.ts'
import { endOfTurn } from '../event_loop/after_tick.ts'
import type { Boarded, Flight } from '../cache/cache.ts'
import { arrivedOn, isBoarded, outset, type Advanced } from './fast_path.ts'
import type { Advance } from './seal.ts'

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
 * Advances many optimizers, each as if it had been asked for alone, with the idempotency key of the
 * call if there is one.
 * @throws {Refusal} `invalid_request` where their windows are too long together, or one of them is
 *   there more often than it remembers keys.
 */
export async function advanceAll(
  context: Context,
  wanted: readonly Wanted[],
  caller: Caller,
): Promise<readonly Outcome[]> {
  const steps = wanted.reduce((sum, { ahead = 0 }) => sum + ahead, 0)
  const detail = `given windows of ${steps} steps in all, wanted at most ${MAX_STEPS} in one call`
  refuseFaults(steps > MAX_STEPS ? [{ pointer: pointer(['steps']), detail }] : [])
  const { key } = caller
  if (key !== undefined) return advanceAllOnce(context, wanted, { ...caller, key })
  // In their order: an optimizer may be among them twice.
  const begun = wanted.map((given) => beginning(context, given, caller))
  const landed = await allLanded(begun)
  const ended = begun.map((each, index) =>
    isBoarded(each) ? (ending(each, landed) ?? goingOn(context, wanted[index]!, caller)) : each,
  )
  return areThere(ended) ? ended : Promise.all(ended.map(async (each) => each))
}

/** Mostly nobody waits any more: then no promise is made for each. */
const areThere = (ended: readonly (Outcome | Promise<Outcome>)[]): ended is readonly Outcome[] =>
  !ended.some((each) => each instanceof Promise)

type Keyed = Caller & { readonly key: string }

/** Each stands in line at once: what has a key is neither told from memory nor taken on a flight. */
function advanceAllOnce(
  context: Context,
  wanted: readonly Wanted[],
  caller: Keyed,
): Promise<readonly Outcome[]> {
  const keys = keysOf(wanted, caller.key)
  return Promise.all(
    wanted.map((given, index) => goingOn(context, given, { ...caller, key: keys[index] })),
  )
}

/** A key for each: that of the call, and one made of it where an optimizer is there once more. */
function keysOf(wanted: readonly Wanted[], key: string): string[] {
  const times = new Map<string, number>()
  return wanted.map(({ optimizer }, index) => {
    const time = (times.get(optimizer) ?? 0) + 1
    times.set(optimizer, time)
    const detail = `given "${optimizer}" once more, wanted at most ${RECEIPTS_KEPT} times with an Idempotency-Key`
    // Else what the first of them did would be forgotten by the last.
    refuseFaults(
      time > RECEIPTS_KEPT ? [{ pointer: pointer(['steps', index, 'optimizer']), detail }] : [],
    )
    // No header has a line break, so no call has such a key by itself.
    return time === 1 ? key : `${key}\n${time}`
  })
}

/** One of the many as far as it comes at once, or a promise of what becomes of it. */
function beginning(context: Context, given: Wanted, caller: Caller) {
  try {
    return outset(context, given.optimizer, given, caller) ?? goingOn(context, given, caller)
  } catch (error) {
    return failed(error)
  }
}

type Begun = ReturnType<typeof beginning>

/** What became of the flights that they are aboard. It takes the rest of this turn at least. */
async function allLanded(begun: readonly Begun[]): Promise<ReadonlyMap<Flight, readonly Landed[]>> {
  const landed = new Map<Flight, readonly Landed[]>()
  const flights = new Set(begun.filter(isBoarded).map(({ flight }) => flight))
  if (flights.size === 0) await endOfTurn()
  for (const flight of flights) landed.set(flight, await flight.landed)
  return landed
}

/** What came of its flight, or undefined where the optimizer had moved on. */
function ending(boarded: Boarded, landed: ReadonlyMap<Flight, readonly Landed[]>) {
  try {
    return arrivedOn(boarded, landed.get(boarded.flight)!)
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
