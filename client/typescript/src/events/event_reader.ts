import { NotLockstep } from '../errors.ts'
import type { Event } from '../types.ts'

/** Reads server-sent events: https://html.spec.whatwg.org/#server-sent-events. */
export class EventReader {
  #rest = ''
  #data: string[] = [];

  /** The events that end in this part of the stream. Comments and names are left out. */
  *read(part: string): Generator<Event> {
    // A line may end with \r\n, and a part between these two.
    const lines = (this.#rest + part).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop()!
    for (const line of lines) {
      if (line !== '') this.#addLine(line)
      else if (this.#data.length > 0) yield eventOf(this.#data.splice(0).join('\n'))
    }
  }

  #addLine(line: string): void {
    const [, value] = /^data(?:: ?(.*))?$/.exec(line) ?? []
    if (value !== undefined) this.#data.push(value)
  }
}

function eventOf(data: string): Event {
  const event = parsed(data)
  if (Number.isInteger((event as Event | null)?.revision)) return event as Event
  const start = JSON.stringify(data.slice(0, 100))
  throw new NotLockstep(`The stream has ${start}, which is not an event of Lockstep`)
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown
  } catch {
    return undefined
  }
}
