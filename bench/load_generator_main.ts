import { createHistogram } from 'node:perf_hooks'
import { tuneV8 } from '../src/v8_tuning.ts'
import { makerOf, type Ask } from './requests.ts'
import { converse } from './http_connection.ts'

/** Makes load, in a process of its own, from one message until the next: see load_generator.ts. */

/** What some connections ask, each one request after the other. */
export interface Lane {
  readonly ask: Ask
  readonly connections: number
  /** Requests that each connection has made in earlier loads: this one goes on from there. */
  readonly asked: readonly number[]
  /** How many requests there are to make in all; without end if left out. */
  readonly until?: number
}

export interface Load {
  readonly port: number
  readonly lanes: readonly Lane[]
}

/** What one lane saw. */
export interface Seen {
  readonly asked: readonly number[]
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

/** Asks to the end, or until told to stop; what has been asked by then is still answered. */
async function drive(port: number, lane: Lane, stopped: AbortSignal): Promise<Seen> {
  const { ask, connections, until = Infinity } = lane
  const waits = createHistogram()
  const make = makerOf(ask)
  const asked = Array.from({ length: connections }, (_, index) => lane.asked[index] ?? 0)
  let all = asked.reduce((sum, each) => sum + each, 0)
  const nextOf = (connection: number) => () =>
    stopped.aborted || all >= until ? undefined : make(all++, asked[connection]!++)
  const answered = (ms: number) => waits.record(Math.max(1, Math.round(ms * 1_000)))
  const began = performance.now()
  await Promise.all(asked.map((_, index) => converse(port, { next: nextOf(index), answered })))
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

tuneV8()

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
