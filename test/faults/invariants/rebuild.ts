import { ownerOf, type Book } from './observations.ts'
import { generationsOf, type Body, type Event } from './events.ts'
import { must } from './violation.ts'

/** Asks a service that has nothing of this optimizer, and is told. */
export type Ask = (method: 'PUT' | 'POST' | 'GET', path: string, body?: object) => Promise<Body>

/** What is recorded of an optimizer. */
export interface Recorded {
  readonly registration: object
  readonly events: readonly Event[]
  /** The changes that hold in its last generation. */
  readonly edits: readonly Event[]
  readonly sealedThrough: number
}

/**
 * Makes an optimizer anew of what is recorded of another, on any service: I6. A decision is given
 * as what it was decided to be, whoever decided it.
 */
export async function madeAgain(
  ask: Ask,
  url: string,
  book: Book,
  recorded: Recorded,
): Promise<void> {
  const { registration, edits, sealedThrough } = recorded
  await ask('PUT', url, withoutQuorums(registration))
  const inputs = [...edits, ...decisionsOf(book, recorded)]
    .filter(({ step }) => step <= sealedThrough)
    .toSorted((a, b) => a.step - b.step || a.revision - b.revision)
  let reached = 0
  for (const input of inputs) {
    if (input.step - 1 > reached) {
      reached = input.step - 1
      await ask('POST', `${url}/steps`, { step: reached })
    }
    const step = await given(ask, url, input)
    const what = () => `${book.id}: given again, it acts at ${step}: ${JSON.stringify(input)}`
    must(step === input.step, 'I6 fold', what)
  }
  if (sealedThrough > reached) await ask('POST', `${url}/steps`, { step: sealedThrough })
}

/** Gives an input again, and tells the step at which it acts. */
async function given(ask: Ask, url: string, input: Event): Promise<number> {
  const { kind, groups, set, scale, step, value } = input
  if (kind === 'edited') {
    return (await ask('POST', `${url}/edits`, { groups, set, scale, at_step: step })).step
  }
  const path = `${url}/metrics/${input.metric}/${input.reported_for}/0`
  return (await ask('PUT', path, { value })).effective_step
}

/** The decisions that hold in the last generation. */
function decisionsOf(book: Book, { events }: Recorded): readonly Event[] {
  const generations = generationsOf(events)
  return events.filter(
    ({ kind, step }, at) =>
      kind === 'metric_decided' &&
      ownerOf(book, book.current, step) === book.generations.get(generations[at]!),
  )
}

interface Registration {
  readonly groups: object
  readonly schedulers: readonly object[]
}

function withoutQuorums(registration: object): object {
  const { groups, schedulers } = registration as Registration
  const lone = schedulers.map((scheduler) =>
    Object.fromEntries(
      Object.entries(scheduler).filter(([name]) => name !== 'reporters' && name !== 'aggregate'),
    ),
  )
  return { groups, schedulers: lone }
}
