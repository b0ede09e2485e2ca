import { createHistogram } from 'node:perf_hooks'
import { converse, type Request } from './conversation.ts'

/** Makes load, in a process of its own, from one message until the next: see loader.ts. */

/** What some connections ask, each one request after the other. */
export interface Lane {
  readonly ask: 'livez' | 'steps'
  readonly connections: number
  /** The optimizers that are advanced in turn: `{name}-0`, `{name}-1`, ... */
  readonly name: string
  readonly count: number
  /** Requests that earlier loads have made: steps go on where those ended. */
  readonly asked: number
}

export interface Load {
  readonly port: number
  readonly lanes: readonly Lane[]
}

/** What one lane saw. */
export interface Seen {
  readonly asked: number
  readonly answers: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
}

/** What a load saw, lane by lane. */
export interface Report {
  readonly lanes: readonly Seen[]
  /** The share of one core that making the load took: near 1 the load measures itself. */
  readonly busy: number
}

const HOST = 'Host: localhost\r\n'
const LIVEZ: Request = { text: `GET /livez HTTP/1.1\r\n${HOST}\r\n`, wanted: '"ok"' }

function advanceRequest({ name, count }: Lane, asked: number): Request {
  const step = Math.floor(asked / count) + 1
  const body = `{"step":${step}}`
  const head = `POST /v1/optimizers/${name}-${asked % count}/steps HTTP/1.1\r\n${HOST}`
  const about = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  return { text: head + about + body, wanted: `"step":${step},` }
}

/** Asks until told to stop; what has been asked by then is still answered. */
async function drive(port: number, lane: Lane, stopped: AbortSignal): Promise<Seen> {
  const waits = createHistogram()
  let { asked } = lane
  const next = () => {
    if (stopped.aborted) return undefined
    const at = asked++
    return lane.ask === 'livez' ? LIVEZ : advanceRequest(lane, at)
  }
  const answered = (ms: number) => waits.record(Math.max(1, Math.round(ms * 1_000)))
  const began = performance.now()
  await Promise.all(
    Array.from({ length: lane.connections }, () => converse(port, { next, answered })),
  )
  const seconds = (performance.now() - began) / 1_000
  return {
    asked,
    answers: waits.count,
    perSecond: waits.count / seconds,
    p50Ms: waits.percentile(50) / 1_000,
    p99Ms: waits.percentile(99) / 1_000,
    longestMs: waits.max / 1_000,
  }
}

async function bear({ port, lanes }: Load, stopped: AbortSignal): Promise<Report> {
  const before = process.cpuUsage()
  const began = performance.now()
  const seen = await Promise.all(lanes.map((lane) => drive(port, lane, stopped)))
  const { user, system } = process.cpuUsage(before)
  return { lanes: seen, busy: (user + system) / 1_000 / (performance.now() - began) }
}

// Whoever started this is gone: nobody would ever say stop.
process.once('disconnect', () => process.exit(1))

let stopping: AbortController | undefined
process.on('message', (message: Load | 'stop') => {
  if (message === 'stop') return stopping?.abort()
  stopping = new AbortController()
  bear(message, stopping.signal).then(
    (report) => process.send!(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
