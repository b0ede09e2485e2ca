import type { Observations } from './observations.ts'
import { aggregate, type Aggregate } from './aggregate.ts'
import { generationsOf, type Event } from './events.ts'
import { assertInvariant } from './violation.ts'

/** What is known of a change that somebody sent. */
export interface SentEdit {
  /** Said with it, and found again in the events. */
  readonly reason: string
  readonly isKeyed: boolean
  /** `unknown`: nobody can say whether it was carried out. */
  outcome: 'accepted' | 'refused' | 'unknown'
  revision?: number | undefined
  step?: number | undefined
}

/** Each accepted edit is there once, and what may have been carried out at most once. */
export function checkEdits(edits: readonly SentEdit[], events: readonly Event[]): void {
  const byReason = Map.groupBy(events, ({ reason }) => reason)
  for (const { reason, outcome, isKeyed, revision, step } of edits) {
    const found = byReason.get(reason) ?? []
    const count = found.length
    const what = () =>
      `"${reason}" was ${outcome}, ${isKeyed ? 'with' : 'without'} a key, and is there ${count} times`
    assertInvariant(count <= 1, 'nothing doubled', what)
    assertInvariant(count === 1 || outcome !== 'accepted', 'nothing lost', what)
    assertInvariant(count === 0 || outcome !== 'refused', 'nothing doubled', what)
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

/** What is known of an attempt to take an edit back. */
export interface SentCancel {
  readonly revision: number
  outcome: SentEdit['outcome']
}

/**
 * An edit is taken back at most once in a generation, and each time that somebody was told so. One
 * that a generation has from its parent may be taken back there again.
 */
export function checkCancels(cancels: readonly SentCancel[], events: readonly Event[]): void {
  const generations = generationsOf(events)
  for (const [revision, attempts] of Map.groupBy(cancels, (each) => each.revision)) {
    const stored = generations.filter((_, at) => events[at]!.cancelled === revision)
    const accepted = attempts.filter(({ outcome }) => outcome === 'accepted').length
    const unknown = attempts.filter(({ outcome }) => outcome === 'unknown').length
    const what = () => `${revision} was taken back in ${stored.join()}: ${JSON.stringify(attempts)}`
    assertInvariant(new Set(stored).size === stored.length, 'nothing doubled', what)
    assertInvariant(stored.length >= accepted, 'nothing lost', what)
    assertInvariant(stored.length <= accepted + unknown, 'nothing doubled', what)
  }
}

/** Each decision is there once in its generation, and each one told is there, as it was told. */
export function checkDecisions({ id, decisions }: Observations, events: readonly Event[]): void {
  const generations = generationsOf(events)
  const stored = new Map<string, Event>()
  events.forEach((event, at) => {
    if (event.kind !== 'metric_decided') return
    const key = `${event.metric} ${event.reported_for} in ${generations[at]}`
    assertInvariant(!stored.has(key), 'I5 one decision', () => `${id}: ${key} is there twice`)
    stored.set(key, event)
  })
  for (const { metric, step, generation, value, effective_step } of decisions) {
    const key = `${metric} ${step} in ${generation}`
    const event = stored.get(key)
    const isSame = event?.value === value && event?.step === effective_step
    const what = () => `${id}: ${key} was told as ${value} from ${effective_step}, is `
    assertInvariant(isSame, 'I5 one decision', () => what() + JSON.stringify(event ?? 'lost'))
  }
}

/** Each quorum was decided on what its ranks were told that they reported, and added up right. */
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
