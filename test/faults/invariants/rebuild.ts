import { generationOfStep, type Observations } from './observations.ts'
import { generationsOf, type Body, type Event } from './events.ts'
import { assertInvariant } from './violation.ts'

/** Sends a request to a service without this optimizer, and returns the body of the response. */
export type Send = (method: 'PUT' | 'POST' | 'GET', path: string, body?: object) => Promise<Body>

/** The recorded inputs of an optimizer. */
export interface Recorded {
  readonly registration: object
  readonly events: readonly Event[]
  /** The edits that are in effect in its last generation. */
  readonly edits: readonly Event[]
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
  const inputs = [...edits, ...decisionsOf(observed, recorded)]
    .filter(({ step }) => step <= Math.max(0, sealedThrough))
    .toSorted((a, b) => a.step - b.step || a.revision - b.revision)
  let reached = -1
  for (const input of inputs) {
    if (input.step - 1 > reached) {
      reached = input.step - 1
      await send('POST', `${url}/steps`, { step: reached })
    }
    const step = await sendInput(send, url, input)
    const what = () =>
      `${observed.id}: sent again, its effective step is ${step}: ${JSON.stringify(input)}`
    assertInvariant(step === input.step, 'I6 fold', what)
  }
  if (sealedThrough > reached) await send('POST', `${url}/steps`, { step: sealedThrough })
}

/** Sends an input again, and returns its effective step. */
async function sendInput(send: Send, url: string, input: Event): Promise<number> {
  const { kind, groups, set, scale, step, value } = input
  if (kind === 'edited') {
    return (await send('POST', `${url}/edits`, { groups, set, scale, at_step: step })).step
  }
  const path = `${url}/metrics/${input.metric}/${input.reported_for}/0`
  return (await send('PUT', path, { value })).effective_step
}

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
