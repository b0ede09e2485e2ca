import { generationOfStep, type Observations } from './observations.ts'
import { generationsOf, type Event } from './events.ts'
import { resend, type Send } from './resend.ts'
import type { SentChange } from './sent_changes.ts'
import { assertInvariant } from './violation.ts'

/** The recorded inputs of an optimizer. */
export interface Recorded {
  readonly registration: object
  readonly events: readonly Event[]
  /** The changes that are in effect in its last generation. */
  readonly edits: readonly Event[]
  /** The requests that its clients sent. */
  readonly sent: readonly SentChange[]
  readonly sealedThrough: number
}

/**
 * Builds an optimizer again from the recorded inputs of another one, on any service: I6. A decision
 * is reported as its decided value, without its quorum.
 */
export async function rebuild(
  send: Send,
  url: string,
  observed: Observations,
  recorded: Recorded,
): Promise<void> {
  const { registration, edits, sealedThrough } = recorded
  await send('PUT', url, withoutQuorums(registration))
  const sent = new Map(recorded.sent.map((each) => [each.reason, each]))
  const inputs = withoutCancelledPairs([...edits, ...decisionsOf(observed, recorded)])
    .filter(({ step }) => step <= Math.max(0, sealedThrough))
    .toSorted((a, b) => a.step - b.step || a.revision - b.revision)
  let reached = -1
  for (const input of inputs) {
    if (input.step - 1 > reached) {
      reached = input.step - 1
      await send('POST', `${url}/steps`, { step: reached })
    }
    const step = await resend(send, url, input, sent.get(input.reason!))
    const what = () =>
      `${observed.id}: sent again, its effective step is ${step}: ${JSON.stringify(input)}`
    assertInvariant((step ?? input.step) === input.step, 'I6 fold', what)
  }
  if (sealedThrough > reached) await send('POST', `${url}/steps`, { step: sealedThrough })
}

/**
 * Adding and removing the same thing at one step has no effect. It was accepted between other
 * changes of this name at earlier steps, which come first here.
 */
function withoutCancelledPairs(inputs: readonly Event[]): readonly Event[] {
  const dropped = new Set<Event>()
  for (const removal of inputs) {
    const added = inputs.findLast(
      (each) =>
        each.step === removal.step &&
        each.revision < removal.revision &&
        !dropped.has(each) &&
        isInverse(removal, each),
    )
    if (added) for (const each of [added, removal]) dropped.add(each)
  }
  return inputs.filter((each) => !dropped.has(each))
}

const isInverse = (removal: Event, added: Event): boolean =>
  (removal.kind === 'group_removed' &&
    added.kind === 'group_added' &&
    nameOf(added.group) === removal.group) ||
  (removal.kind === 'scheduler_detached' &&
    added.kind === 'scheduler_attached' &&
    nameOf(added.scheduler) === removal.scheduler)

const nameOf = (subject: Event['group']): string | undefined =>
  typeof subject === 'string' ? subject : subject?.name

/** The decisions that are in effect in the last generation. */
function decisionsOf(observed: Observations, { events }: Recorded): readonly Event[] {
  const generations = generationsOf(events)
  return events.filter(
    ({ kind, step }, at) =>
      kind === 'metric_decided' &&
      generationOfStep(observed, observed.current, step) ===
        observed.generations.get(generations[at]!),
  )
}

interface Registration {
  readonly groups: object
  readonly schedulers: readonly object[]
}

function withoutQuorums(registration: object): object {
  const { groups, schedulers } = registration as Registration
  const singleReporter = schedulers.map((scheduler) =>
    Object.fromEntries(
      Object.entries(scheduler).filter(([name]) => name !== 'reporters' && name !== 'aggregate'),
    ),
  )
  return { groups, schedulers: singleReporter }
}
