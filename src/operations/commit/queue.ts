import { Refusal } from '../../core/problem.ts'
import type { PendingCommit, ProcessState } from '../cache/cache.ts'
import { committing } from '../cache/entries.ts'
import { outcomeOf } from './commit_batch.ts'

/** When a request arrived. */
export interface Arrival {
  /** By the count of {@link ProcessState.nextSequence}: a read with a higher one began later. */
  readonly sequence: number
}

/**
 * Runs one action at a time for each optimizer: the ranks of a job ask for the same step at once,
 * and all but the first then find it sealed. Where the store is unavailable, the whole queue is
 * refused with its first request, instead of one time-out for each rank.
 */
export function runExclusive<T>(
  processState: ProcessState,
  id: string,
  act: () => Promise<T>,
): Promise<T> {
  const { queues } = processState
  return enqueue(queues, id, act, queues.get(id) ?? afterCommit(committing(processState, id)))
}

/** The same for replays of old steps, which have a queue of their own and do not delay writers. */
export function runExclusiveReplay<T>(
  { replayQueues }: ProcessState,
  id: string,
  act: () => Promise<T>,
): Promise<T> {
  return enqueue(replayQueues, id, act, replayQueues.get(id))
}

function enqueue<T>(
  queues: Map<string, Promise<unknown>>,
  id: string,
  act: () => Promise<T>,
  previous: Promise<unknown> | undefined,
): Promise<T> {
  const afterFailure = (error: unknown) => (isUnavailable(error) ? Promise.reject(error) : act())
  const mine = previous ? previous.then(act, afterFailure) : act()
  queues.set(id, mine)
  const leave = () => {
    if (queues.get(id) === mine) queues.delete(id)
  }
  mine.then(leave, leave)
  return mine
}

/** Resolves with the outcome of a commit, or rejects where that is not known. */
const afterCommit = (commit: PendingCommit | undefined): Promise<unknown> | undefined =>
  commit?.batch.outcomes.then((outcomes) => outcomeOf(commit, outcomes))

/** Whether the store is unavailable. */
export const isUnavailable = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.problem.code === 'store_unavailable'
