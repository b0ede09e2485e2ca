import type { Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { isNotFound } from '../../core/not_found.ts'
import { refuse } from '../../core/problem.ts'
import type { RevisionRange, Stored } from '../../storage/store.ts'
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

/**
 * The events after a revision, 0 for all of them.
 * @throws {Refusal} `events_compacted` where they were deleted or never existed;
 *   `optimizer_not_found`.
 */
export async function events(
  context: Context,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventPage> {
  const stored = await load(context, id, { allowRegressed: true })
  const pages = await Array.fromAsync(
    eventPages(context, stored, { after, through: after + limit }),
  )
  const inputs = pages.flatMap((page) => page.inputs)
  return { ...pages[0]!, inputs, last: pages.at(-1)!.last }
}

/** The events of a range of revisions, as the store reads them: at least one page. */
async function* eventPages(
  context: Context,
  stored: Stored,
  { after, through }: RevisionRange,
): AsyncGenerator<EventPage> {
  const { optimizer } = stored
  const { revision } = optimizer
  // A client that followed another optimizer of this id, before a restore, would miss events.
  if (after > revision) await refuseCompacted(context, stored, after)
  let last = Math.max(after, 1)
  let isFirst = true
  const range = { after: last, through: Math.min(revision, through) }
  for await (const inputs of after < revision ? context.store.inputs(stored, range) : []) {
    if (inputs.at(-1)!.revision !== last + inputs.length) break
    last += inputs.length
    yield { optimizer, fromStart: isFirst && after === 0, inputs, last }
    isFirst = false
  }
  if (last < range.through) await refuseCompacted(context, stored, after)
  if (isFirst) yield { optimizer, fromStart: after === 0, inputs: [], last }
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
  const first = await load(context, id, { allowRegressed: true })
  const { signal: closing } = context.processState.closing
  const isEnded = () => closing.aborted || left.aborted
  let last: number | undefined = after
  try {
    while (last !== undefined && !isEnded()) last = yield* newPages(context, first, last, isEnded)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/**
 * The events since a revision. If there are none, it waits for a while.
 * @returns the last revision, or undefined where no more pages will follow.
 */
async function* newPages(
  context: Context,
  first: Stored,
  after: number,
  isEnded: () => boolean,
): AsyncGenerator<EventPage, number | undefined> {
  const { id } = first.optimizer
  const stored = await load(context, id, { allowRegressed: true })
  if (!isSameRegistration(first, stored)) return undefined
  let last = after
  for await (const page of eventPages(context, stored, { after, through: Infinity })) {
    last = page.last
    yield page
    if (isEnded()) return undefined
  }
  if (last === after) await nextChange(context.processState, id, POLL_MS)
  return last
}
