import { assertInvariant } from './violation.ts'

/** Reads from a service with an empty cache. */
export type Get = (path: string) => Promise<Body>

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read into every shape
export type Body = any

/** An event of `GET .../events`. */
export interface Event {
  readonly revision: number
  readonly kind: string
  readonly step: number
  readonly reason?: string
  readonly cancelled?: number
  readonly groups?: readonly string[]
  readonly set?: object
  readonly scale?: object
  readonly multiply?: object
  readonly hold?: object
  readonly release?: Readonly<Record<'multiply' | 'hold', readonly string[]>>
  readonly until_step?: number
  /** Of an addition its values, of a removal its name. */
  readonly group?: string | { readonly name: string }
  /** Of an attachment its arguments, of other events its name. */
  readonly scheduler?: string | { readonly name: string }
  readonly generation?: number
  readonly metric?: string
  readonly value?: number
  readonly reported_for?: number
  readonly reports?: readonly { readonly rank: number; readonly value: number }[]
}

/** All events, each revision once and in order. */
export async function eventsOf(get: Get, url: string): Promise<readonly Event[]> {
  const events: Event[] = []
  for (let after = 0, more = true; more;) {
    const page = await get(`${url}/events?after=${after}&limit=1000`)
    events.push(...page.events)
    after = page.last_revision
    more = page.has_more
  }
  events.forEach(({ revision }, at) => {
    const what = () => `${url}: event ${at + 1} has revision ${revision}`
    assertInvariant(revision === at + 1, 'nothing lost', what)
  })
  return events
}

/** The generation of each event; an opening belongs to the generation that it opens. */
export function generationsOf(events: readonly Event[]): readonly number[] {
  let current = 1
  return events.map(({ kind, generation }) => {
    if (kind === 'generation_opened') current = generation!
    return current
  })
}
