import { setTimeout as sleep } from 'node:timers/promises'
import { scriptsRun } from './redis_stats.ts'
import type { Ask } from './requests.ts'
import type { Seen } from './load_generator_main.ts'
import type { Loader } from './load_generator.ts'
import type { Running } from './processes.ts'

/** What one server did in one round, and what it took. */
export interface Round extends Seen {
  /** The share of one core that making the load took. */
  readonly busy: number
  /** CPU time of the server for each answer. */
  readonly cpuUs: number
  /** Scripts that Redis ran for each answer: less than 1 where one did for many. */
  readonly scripts: number
}

/** Bears down on a server for so long. */
export type Bear = (ms: number) => Promise<Round>

interface Target {
  readonly server: Running
  readonly loader: Loader
  /** Where the scripts are counted; none if left out. */
  readonly redis?: Running
}

/** Goes on, at each call, with the steps at which the call before it stopped. */
export function bearing({ server, loader, redis }: Target, ask: Ask, connections: number): Bear {
  const used = async () => ({
    cpuMs: await server.cpuMs(),
    scripts: redis ? await scriptsRun(redis) : 0,
  })
  let asked: readonly number[] = []
  return async (ms) => {
    const before = await used()
    const load = { port: server.port, lanes: [{ ask, connections, asked }] }
    const { lanes, busy } = await loader.during(load, () => sleep(ms))
    const seen = lanes[0]!
    asked = seen.asked
    const after = await used()
    const scripts = (after.scripts - before.scripts) / seen.answers
    return { ...seen, busy, scripts, cpuUs: ((after.cpuMs - before.cpuMs) / seen.answers) * 1_000 }
  }
}
