import { Refusal } from '../../core/problem.ts'
import type { Context } from '../context.ts'
import { outcomeOf } from './commit_batch.ts'
import { committing } from '../cache/entries.ts'
import type { PendingCommit, ProcessState } from '../cache/cache.ts'

/** The turn of a caller with one optimizer. */
export interface Arrival {
  /** When it was asked for, by the memory's count of moments. */
  readonly sequence: number
}

/** Does something with an optimizer when its turn has come, and tells it when that was asked for. */
export function runExclusiveFor<T>(
  { processState }: Context,
  id: string,
  act: (arrived: number) => Promise<T>,
): Promise<T> {
  const arrived = processState.nextSequence()
  return runExclusive(processState, id, () => act(arrived))
}

/**
 * Lets one act at a time on one optimizer, or on its past: the ranks of a job ask for the same step
 * at once, and all but the first then find it done. Whoever is in line behind a store that is away
 * is told so with the first, and does not wait for as many time-outs as there are ranks.
 */
export function runExclusive<T>(
  memory: ProcessState,
  id: string,
  act: () => Promise<T>,
): Promise<T> {
  const { queues } = memory
  const ahead = queues.get(id) ?? afterCommit(committing(memory, id))
  const instead = (error: unknown) => (isUnavailable(error) ? Promise.reject(error) : act())
  const mine = ahead ? ahead.then(act, instead) : act()
  queues.set(id, mine)
  const leave = () => {
    if (queues.get(id) === mine) queues.delete(id)
  }
  mine.then(leave, leave)
  return mine
}

/** The end of a flight, which tells others as well what became of them. */
const afterCommit = (boarded: PendingCommit | undefined): Promise<unknown> | undefined =>
  boarded?.batch.outcomes.then((outcomes) => outcomeOf(boarded, outcomes))

/** Whether the store is away. */
export const isUnavailable = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.problem.code === 'store_unavailable'
