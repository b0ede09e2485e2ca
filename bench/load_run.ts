import { setTimeout as sleep } from 'node:timers/promises'
import { scriptsRun } from './redis_stats.ts'
import type { RequestTemplate } from './requests.ts'
import type { WorkloadResult } from './load_generator_main.ts'
import type { LoadGenerator } from './load_generator.ts'
import type { ServerProcess } from './processes.ts'

/** The throughput of one server in one round, and its cost. */
export interface Round extends WorkloadResult {
  /** The share of one core that the load generator used. */
  readonly generatorCpuShare: number
  /** CPU time of the server for each response. */
  readonly cpuUs: number
  /** Scripts that Redis ran for each response: less than 1 where one script serves many requests. */
  readonly scripts: number
}

/** Loads a server for a number of milliseconds. */
export type LoadRun = (ms: number) => Promise<Round>

interface MeasuredServer {
  readonly server: ServerProcess
  readonly loadGenerator: LoadGenerator
  /** The Redis whose scripts are counted; without it the count is 0. */
  readonly redis?: ServerProcess
}

/** Each call continues with the steps after those of the previous call. */
export function loadRun(
  { server, loadGenerator, redis }: MeasuredServer,
  template: RequestTemplate,
  connections: number,
): LoadRun {
  const used = async () => ({
    cpuMs: await server.cpuMs(),
    scripts: redis ? await scriptsRun(redis) : 0,
  })
  let sent: readonly number[] = []
  return async (ms) => {
    const before = await used()
    const load = { port: server.port, workloads: [{ template, connections, sent }] }
    const { results, generatorCpuShare } = await loadGenerator.runDuring(load, () => sleep(ms))
    const seen = results[0]!
    sent = seen.sent
    const after = await used()
    const scripts = (after.scripts - before.scripts) / seen.responses
    return {
      ...seen,
      generatorCpuShare,
      scripts,
      cpuUs: ((after.cpuMs - before.cpuMs) / seen.responses) * 1_000,
    }
  }
}
