import type { Optimizer } from '../core/optimizer.ts'
import type { Move, Outcome, Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { asking, knowFor, land, takeOff } from './known.ts'
import type { Boarded, Flight, Memory } from './memory.ts'
import { trail } from './trail.ts'

/** Has an optimizer sealed with the next flight, by whoever has the turn with it. */
export function board(context: Context, before: Stored, after: Optimizer): Boarded {
  const flight = boarding(context)
  const boarded = { flight, place: flight.moves.push({ before, after }) - 1 }
  // What is sealed already may be told meanwhile, and nothing else.
  takeOff(context.memory, after.id, boarded)
  return boarded
}

/** The same for whoever finds nobody in line: those who come now are behind the flight. */
export function boardFirst(context: Context, before: Stored, after: Optimizer): Boarded {
  const boarded = board(context, before, after)
  context.memory.lines.set(after.id, boarded)
  return boarded
}

/**
 * An optimizer as it is stored after its flight, or undefined where it had moved on.
 * @throws {Refusal} `store_unavailable`.
 */
export function landedAt({ place }: Boarded, outcomes: readonly Outcome[]): Stored | undefined {
  const outcome = outcomes[place]
  if (outcome instanceof Error) throw outcome
  return outcome
}

/** The flight that is to leave when this turn is over. */
function boarding(context: Context): Flight {
  const { memory } = context
  memory.boarding ??= leaving(context)
  return memory.boarding
}

function leaving(context: Context): Flight {
  const moves: Move[] = []
  const { promise: landed, resolve, reject } = Promise.withResolvers<readonly Outcome[]>()
  setImmediate(() => {
    context.memory.boarding = undefined
    fly(context, moves).then(resolve, reject)
  })
  const flight = { moves, landed }
  const leave = () => leaveLines(context.memory, flight)
  landed.then(leave, leave)
  return flight
}

async function fly(
  { store, memory }: Context,
  moves: readonly Move[],
): Promise<readonly Outcome[]> {
  const asked = asking(memory)
  const outcomes = await store.seal(moves)
  for (const outcome of outcomes) {
    if (outcome && !(outcome instanceof Error)) remember(memory, outcome, asked)
  }
  return outcomes
}

/** Nobody need wait for what has landed, and what may be lost is not known any more. */
function leaveLines(memory: Memory, flight: Flight): void {
  const { lines } = memory
  for (const { after } of flight.moves) {
    land(memory, after.id)
    const last = lines.get(after.id)
    if (last && 'flight' in last && last.flight === flight) lines.delete(after.id)
  }
}

function remember(memory: Memory, stored: Stored, { asOf, at }: ReturnType<typeof asking>): void {
  const { id, state, acted } = stored.optimizer
  knowFor(memory, id, { stored, asOf, at })
  trail(memory, id, { state, acted, decisions: NONE })
}
const NONE = [] as const
