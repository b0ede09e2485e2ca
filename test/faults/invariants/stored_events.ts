import type { Observations } from './observations.ts'
import { aggregate, type Aggregate } from './aggregate.ts'
import { generationsOf, type Event } from './events.ts'
import { assertInvariant } from './violation.ts'

/** An edit that a client sent, and its known outcome. */
export interface SentEdit {
  /** Sent with it, and unique among the events. */
  readonly reason: string
  readonly isKeyed: boolean
  /** `unknown`: it may have been applied or not. */
  outcome: 'accepted' | 'refused' | 'unknown'
  revision?: number | undefined
  step?: number | undefined
}

/** Each accepted edit is stored once, and an edit of unknown outcome at most once. */
export function checkEdits(edits: readonly SentEdit[], events: readonly Event[]): void {
  const byReason = Map.groupBy(events, ({ reason }) => reason)
  for (const { reason, outcome, isKeyed, revision, step } of edits) {
    const found = byReason.get(reason) ?? []
    const count = found.length
    const what = () =>
      `"${reason}" was ${outcome}, ${isKeyed ? 'with' : 'without'} a key, and is stored ${count} times`
    assertInvariant(count <= 1, 'nothing applied twice', what)
    assertInvariant(count === 1 || outcome !== 'accepted', 'nothing lost', what)
    assertInvariant(count === 0 || outcome !== 'refused', 'nothing applied twice', what)
    if (outcome !== 'accepted') continue
    const [event] = found
    const isSame = event!.revision === revision && event!.step === step
    assertInvariant(
      isSame,
      'nothing lost',
      () => `"${reason}": ${JSON.stringify(event)} at ${step}`,
    )
  }
}

/** An attempt to cancel an edit, and its known outcome. */
export interface SentCancel {
  readonly revision: number
  outcome: SentEdit['outcome']
}

/**
 * An edit is cancelled at most once in a generation, and once for each confirmed cancellation. An
 * edit that a generation inherits from its parent may be cancelled there again.
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
