import type { Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, undefinedIfNotFound } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { load } from '../commit/load.ts'
import { nextChange } from '../commit/subscriptions.ts'

/** Consecutive events of an optimizer. */
export interface EventPage {
  readonly optimizer: Optimizer
  /** Whether the page begins with the registration, which is revision 1. */
  readonly fromStart: boolean
  readonly inputs: readonly Input[]
  /** The last revision of this page: the next page begins after it. */
  readonly last: number
}

/** How often a stream asks the store for changes by other processes, in milliseconds. */
const POLL_MS = 250
/** How many events a stream reads at a time. */
const EVENTS_PER_READ = 500

/**
 * The events after a revision, 0 for all of them.
 * @throws {Refusal} `events_compacted` where they were deleted or never existed;
 *   `optimizer_not_found`.
 */
export const events = async (
  context: Context,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventPage> => eventPage(context, await load(context, id), after, limit)

async function eventPage(
  context: Context,
  stored: Stored,
  after: number,
  limit: number,
): Promise<EventPage> {
  const { optimizer } = stored
  const { revision } = optimizer
  const fromStart = after === 0
  // A client that followed another optimizer of this id, before a restore, would miss events.
  if (after > revision) await refuseCompacted(context, stored, after)
  const first = Math.max(after, 1)
  const through = Math.min(revision, after + limit)
  if (after >= revision) return { optimizer, fromStart: false, inputs: [], last: after }
  const inputs = await context.store.inputs(stored, { after: first, through })
  if (inputs.length < through - first) await refuseCompacted(context, stored, after)
  return { optimizer, fromStart, inputs, last: through }
}

async function refuseCompacted(context: Context, stored: Stored, after: number): Promise<void> {
  const { floor } = await context.store.history(stored)
  const { revision: latest } = stored.optimizer
  refuse({ code: 'events_compacted', after, earliest: floor + 1, latest })
}

/**
 * The events of an optimizer, page by page, until it is removed: first those after a revision, then
 * each as it happens.
 * @param left aborted when the client has disconnected.
 */
export async function* follow(
  context: Context,
  id: string,
  after: number,
  left: AbortSignal,
): AsyncGenerator<EventPage> {
  const first = await load(context, id)
  const { signal: closing } = context.processState.closing
  let last = after
  while (!closing.aborted && !left.aborted) {
    const stored = await undefinedIfNotFound(load(context, id))
    if (!stored || !isSameRegistration(first, stored)) return
    const part = await eventPage(context, stored, last, EVENTS_PER_READ)
    last = part.last
    yield part
    if (part.inputs.length === 0) await nextChange(context.processState, id, POLL_MS)
  }
}
