import type { Book } from './observations.ts'
import { aggregated, type Aggregate } from './aggregate.ts'
import { generationsOf, type Event } from './events.ts'
import { must } from './violation.ts'

/** What is known of a change that somebody sent. */
export interface Sent {
  /** Said with it, and found again in the events. */
  readonly reason: string
  readonly isKeyed: boolean
  /** `unknown`: nobody can say whether it was carried out. */
  outcome: 'accepted' | 'refused' | 'unknown'
  revision?: number | undefined
  step?: number | undefined
}

/** Each accepted edit is there once, and what may have been carried out at most once. */
export function keptEdits(edits: readonly Sent[], events: readonly Event[]): void {
  const byReason = Map.groupBy(events, ({ reason }) => reason)
  for (const { reason, outcome, isKeyed, revision, step } of edits) {
    const found = byReason.get(reason) ?? []
    const kept = found.length
    const what = () =>
      `"${reason}" was ${outcome}, ${isKeyed ? 'with' : 'without'} a key, and is there ${kept} times`
    must(kept <= 1, 'nothing doubled', what)
    must(kept === 1 || outcome !== 'accepted', 'nothing lost', what)
    must(kept === 0 || outcome !== 'refused', 'nothing doubled', what)
    if (outcome !== 'accepted') continue
    const [event] = found
    const isSame = event!.revision === revision && event!.step === step
    must(isSame, 'nothing lost', () => `"${reason}": ${JSON.stringify(event)} at ${step}`)
  }
}

/** What is known of an attempt to take an edit back. */
export interface Cancel {
  readonly revision: number
  outcome: Sent['outcome']
}

/**
 * An edit is taken back at most once in a generation, and each time that somebody was told so. One
 * that a generation has from its parent may be taken back there again.
 */
export function keptCancels(cancels: readonly Cancel[], events: readonly Event[]): void {
  const generations = generationsOf(events)
  for (const [revision, attempts] of Map.groupBy(cancels, (each) => each.revision)) {
    const kept = generations.filter((_, at) => events[at]!.cancelled === revision)
    const accepted = attempts.filter(({ outcome }) => outcome === 'accepted').length
    const unknown = attempts.filter(({ outcome }) => outcome === 'unknown').length
    const what = () => `${revision} was taken back in ${kept.join()}: ${JSON.stringify(attempts)}`
    must(new Set(kept).size === kept.length, 'nothing doubled', what)
    must(kept.length >= accepted, 'nothing lost', what)
    must(kept.length <= accepted + unknown, 'nothing doubled', what)
  }
}

/** Each decision is there once in its generation, and each one told is there, as it was told. */
export function keptDecisions({ id, decided }: Book, events: readonly Event[]): void {
  const generations = generationsOf(events)
  const kept = new Map<string, Event>()
  events.forEach((event, at) => {
    if (event.kind !== 'metric_decided') return
    const key = `${event.metric} ${event.reported_for} in ${generations[at]}`
    must(!kept.has(key), 'I5 one decision', () => `${id}: ${key} is there twice`)
    kept.set(key, event)
  })
  for (const { metric, step, generation, value, effective_step } of decided) {
    const key = `${metric} ${step} in ${generation}`
    const event = kept.get(key)
    const isSame = event?.value === value && event?.step === effective_step
    const what = () => `${id}: ${key} was told as ${value} from ${effective_step}, is `
    must(isSame, 'I5 one decision', () => what() + JSON.stringify(event ?? 'lost'))
  }
}

/** Each quorum was decided on what its ranks were told that they reported, and added up right. */
export function keptVotes(
  { id, generations }: Book,
  events: readonly Event[],
  aggregate: Aggregate,
): number {
  const owners = generationsOf(events)
  const quorums = events.map((event, at) => ({ ...event, owner: owners[at]! }))
  const counted = quorums.filter(({ reports }) => reports !== undefined)
  for (const { owner, metric, reported_for: step, reports = [], value } of counted) {
    const values = reports.toSorted((a, b) => a.rank - b.rank).map((each) => each.value)
    const expected = aggregated(aggregate, values)
    const what = () => `${id}: ${metric} at ${step} is ${value}, of ${JSON.stringify(reports)}`
    must(value === expected, 'I5 one decision', what)
    for (const report of reports) {
      const told = generations.get(owner)?.votes.get(`${metric} ${step} ${report.rank}`)
      must((told ?? report.value) === report.value, 'I5 one decision', what)
    }
  }
  return counted.length
}
