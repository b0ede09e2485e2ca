import { createHistogram } from 'node:perf_hooks'
import { tuneV8 } from '../src/v8_tuning.ts'
import { requestFactory, type RequestTemplate } from './requests.ts'
import { runConnection } from './http_connection.ts'

/** Generates load in a process of its own, from one message until the next: see load_generator.ts. */

/** Requests on some connections, one after the other on each. */
export interface Workload {
  readonly template: RequestTemplate
  readonly connections: number
  /** Requests that each connection sent in earlier loads: this load continues from there. */
  readonly sent: readonly number[]
  /** The number of requests in total; without it the load has no end. */
  readonly total?: number
}

export interface Load {
  readonly port: number
  readonly workloads: readonly Workload[]
}

/** The measurements of one workload. */
export interface WorkloadResult {
  readonly sent: readonly number[]
  readonly responses: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
}

/** The measurements of a load, by workload. */
export interface LoadReport {
  readonly results: readonly WorkloadResult[]
  /** The share of one core that the load generator used: near 1 the generator is the bottleneck. */
  readonly generatorCpuShare: number
}

/** Sends until the total or until `stop`, and then waits for the responses of all sent requests. */
async function runWorkload(
  port: number,
  workload: Workload,
  stop: AbortSignal,
): Promise<WorkloadResult> {
  const { template, connections, total = Infinity } = workload
  const latencies = createHistogram()
  const nextRequest = requestFactory(template)
  const sent = Array.from({ length: connections }, (_, index) => workload.sent[index] ?? 0)
  let totalSent = sent.reduce((sum, each) => sum + each, 0)
  const nextOf = (connection: number) => () =>
    stop.aborted || totalSent >= total ? undefined : nextRequest(totalSent++, sent[connection]!++)
  const onResponse = (ms: number) => latencies.record(Math.max(1, Math.round(ms * 1_000)))
  const began = performance.now()
  await Promise.all(
    sent.map((_, index) => runConnection(port, { next: nextOf(index), onResponse })),
  )
  const seconds = (performance.now() - began) / 1_000
  return {
    sent,
    responses: latencies.count,
    perSecond: latencies.count / seconds,
    p50Ms: latencies.percentile(50) / 1_000,
    p99Ms: latencies.percentile(99) / 1_000,
    longestMs: latencies.max / 1_000,
  }
}

async function runLoad({ port, workloads }: Load, stop: AbortSignal): Promise<LoadReport> {
  const before = process.cpuUsage()
  const began = performance.now()
  const seen = await Promise.all(workloads.map((workload) => runWorkload(port, workload, stop)))
  const { user, system } = process.cpuUsage(before)
  return { results: seen, generatorCpuShare: (user + system) / 1_000 / (performance.now() - began) }
}

tuneV8()

// The parent process has ended, and with it the only sender of `stop`.
process.once('disconnect', () => process.exit(1))

let running: AbortController | undefined
process.on('message', (message: Load | 'stop') => {
  if (message === 'stop') return running?.abort()
  running = new AbortController()
  runLoad(message, running.signal).then(
    (report) => process.send!(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
