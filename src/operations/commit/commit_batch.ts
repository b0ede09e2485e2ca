import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { asking, land, takeOff } from '../cache/entries.ts'
import type { Boarded, Entry, Flight, Known } from '../cache/cache.ts'

/** Has an optimizer sealed with the next flight. Those who come now are behind it. */
export function board(context: Context, entry: Entry, known: Known, after: Optimizer): Boarded {
  const boarded = takeOff(entry, known, after, boarding(context))
  const { flight } = boarded
  if (flight.boarded.length >= context.store.preferredBatchSize) flight.leave()
  return boarded
}

/**
 * An optimizer as it is stored after its flight, or undefined where it had moved on.
 * @throws {Refusal} `store_unavailable`; and what was not foreseen of it.
 */
export function landedAt({ place }: Boarded, outcomes: readonly SealOutcome[]): Stored | undefined {
  const outcome = outcomes[place]
  if (outcome instanceof Error) throw outcome
  return outcome
}

/** The flight that is to leave when it is full, or this turn is over. */
function boarding(context: Context): Flight {
  const { memory } = context
  memory.boarding ??= newFlight(context)
  return memory.boarding
}

function newFlight(context: Context): Flight {
  const { memory } = context
  const { promise: landed, resolve } = Promise.withResolvers<readonly SealOutcome[]>()
  const boarded: Boarded[] = []
  const leave = () => {
    if (memory.boarding !== flight) return
    memory.boarding = undefined
    resolve(fly(context, boarded))
  }
  const flight = { boarded, landed, leave }
  setImmediate(leave)
  return flight
}

async function fly(
  { store, memory }: Context,
  boarded: readonly Boarded[],
): Promise<readonly SealOutcome[]> {
  const asked = asking(memory)
  const outcomes = await store.seal(boarded).catch((error: unknown) => {
    const fault = error instanceof Error ? error : new Error(String(error))
    return boarded.map(() => fault)
  })
  for (const each of boarded) land(each, outcomes[each.place], asked)
  return outcomes
}
