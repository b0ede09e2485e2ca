import type { Observations } from './observations.ts'
import { aggregate, type Aggregate } from './aggregate.ts'
import { generationsOf, type Event } from './events.ts'
import type { SentChange } from './sent_changes.ts'
import { assertInvariant } from './violation.ts'

/**
 * Each accepted change is stored once, and one of unknown outcome at most once. It acts after the
 * steps that were sealed when it was sent.
 */
export function checkChanges(changes: readonly SentChange[], events: readonly Event[]): void {
  const byReason = Map.groupBy(events, ({ reason }) => reason)
  for (const { reason, outcome, isKeyed, request, ...known } of changes) {
    const found = byReason.get(reason) ?? []
    const count = found.length
    const what = () =>
      `"${reason}" was ${outcome}, ${isKeyed ? 'with' : 'without'} a key, and is stored ${count} times`
    assertInvariant(count <= 1, 'nothing applied twice', what)
    assertInvariant(count === 1 || outcome !== 'accepted', 'nothing lost', what)
    assertInvariant(count === 0 || outcome !== 'refused', 'nothing applied twice', what)
    if (outcome === 'accepted')
      checkStored(reason, { ...known, step: known.step ?? request.atStep }, found[0]!)
  }
}

type KnownChange = Pick<SentChange, 'revision' | 'step' | 'earliest'>

/** Checks a stored change against what is known of it. */
function checkStored(
  reason: string,
  { revision, step, earliest = 0 }: KnownChange,
  event: Event,
): void {
  const isSame =
    event.revision === (revision ?? event.revision) && event.step === (step ?? event.step)
  const what = () => `"${reason}": ${JSON.stringify(event)} at ${step}, after ${earliest}`
  assertInvariant(isSame, 'nothing lost', what)
  assertInvariant(event.step >= earliest, 'I4 edits after the seal', what)
}

/** An attempt to cancel an edit, and its known outcome. */
export interface SentCancel {
  readonly revision: number
  outcome: SentChange['outcome']
}

/**
 * A change is cancelled at most once in a generation, and once for each confirmed cancellation. A
 * change that a generation inherits from its parent may be cancelled there again.
 */
export function checkCancels(cancels: readonly SentCancel[], events: readonly Event[]): void {
  const generations = generationsOf(events)
  for (const [revision, attempts] of Map.groupBy(cancels, (each) => each.revision)) {
    const stored = generations.filter((_, at) => events[at]!.cancelled === revision)
    const accepted = attempts.filter(({ outcome }) => outcome === 'accepted').length
    const unknown = attempts.filter(({ outcome }) => outcome === 'unknown').length
    const what = () => `${revision} was cancelled in ${stored.join()}: ${JSON.stringify(attempts)}`
    assertInvariant(new Set(stored).size === stored.length, 'nothing applied twice', what)
    assertInvariant(stored.length >= accepted, 'nothing lost', what)
    assertInvariant(stored.length <= accepted + unknown, 'nothing applied twice', what)
  }
}

/** Each decision is stored once in its generation, and each returned one is stored as returned. */
export function checkDecisions({ id, decisions }: Observations, events: readonly Event[]): void {
  const generations = generationsOf(events)
  const stored = new Map<string, Event>()
  events.forEach((event, at) => {
    if (event.kind !== 'metric_decided') return
    const key = `${event.metric} ${event.reported_for} in ${generations[at]}`
    assertInvariant(!stored.has(key), 'I5 one decision', () => `${id}: ${key} is stored twice`)
    stored.set(key, event)
  })
  for (const { metric, step, generation, value, effective_step } of decisions) {
    const key = `${metric} ${step} in ${generation}`
    const event = stored.get(key)
    const isSame = event?.value === value && event?.step === effective_step
    const what = () => `${id}: ${key} was returned as ${value} from ${effective_step}, is `
    assertInvariant(isSame, 'I5 one decision', () => what() + JSON.stringify(event ?? 'lost'))
  }
}

/** Each quorum was decided on the confirmed reports of its ranks, and aggregated correctly. */
export function checkQuorums(
  { id, generations }: Observations,
  events: readonly Event[],
  how: Aggregate,
): number {
  const owners = generationsOf(events)
  const quorums = events.map((event, at) => ({ ...event, owner: owners[at]! }))
  const counted = quorums.filter(({ reports }) => reports !== undefined)
  for (const { owner, metric, reported_for: step, reports = [], value } of counted) {
    const values = reports.toSorted((a, b) => a.rank - b.rank).map((each) => each.value)
    const expected = aggregate(how, values)
    const what = () => `${id}: ${metric} at ${step} is ${value}, of ${JSON.stringify(reports)}`
    assertInvariant(value === expected, 'I5 one decision', what)
    for (const report of reports) {
      const observed = generations.get(owner)?.reports.get(`${metric} ${step} ${report.rank}`)
      assertInvariant((observed ?? report.value) === report.value, 'I5 one decision', what)
    }
  }
  return counted.length
}
