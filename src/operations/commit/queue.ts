import { Refusal } from '../../core/problem.ts'
import type { Context } from '../context.ts'
import { landedAt } from './commit_batch.ts'
import { aboard } from '../cache/entries.ts'
import type { Boarded, Memory } from '../cache/cache.ts'

/** The turn of a caller with one optimizer. */
export interface Turn {
  /** When it was asked for, by the memory's count of moments. */
  readonly arrived: number
}

/** Does something with an optimizer when its turn has come, and tells it when that was asked for. */
export function inTurn<T>(
  { memory }: Context,
  id: string,
  act: (arrived: number) => Promise<T>,
): Promise<T> {
  const arrived = memory.tick()
  return inLine(memory, id, () => act(arrived))
}

/**
 * Lets one act at a time on one optimizer, or on its past: the ranks of a job ask for the same step
 * at once, and all but the first then find it done. Whoever is in line behind a store that is away
 * is told so with the first, and does not wait for as many time-outs as there are ranks.
 */
export function inLine<T>(memory: Memory, id: string, act: () => Promise<T>): Promise<T> {
  const { lines } = memory
  const ahead = lines.get(id) ?? landing(aboard(memory, id))
  const instead = (error: unknown) => (isUnavailable(error) ? Promise.reject(error) : act())
  const mine = ahead ? ahead.then(act, instead) : act()
  lines.set(id, mine)
  const leave = () => {
    if (lines.get(id) === mine) lines.delete(id)
  }
  mine.then(leave, leave)
  return mine
}

/** The end of a flight, which tells others as well what became of them. */
const landing = (boarded: Boarded | undefined): Promise<unknown> | undefined =>
  boarded?.flight.landed.then((outcomes) => landedAt(boarded, outcomes))

/** Whether the store is away. */
export const isUnavailable = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.problem.code === 'store_unavailable'
