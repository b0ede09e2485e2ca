import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { register } from './client.ts'
import type { Seen } from './load.ts'
import type { Loader } from './loader.ts'
import { median, quantile, rounded } from './quantile.ts'
import type { Running } from './processes.ts'

/**
 * Advances per second, held against the ceiling: a bare server that does one script and nothing
 * else. The two take turns within one run, so that a busy machine slows both.
 */

const OPTIMIZERS = 500
const CONNECTIONS = 64
/** Many short ones: what else the machine does then falls on both sides alike. */
const ROUNDS = 31
const ROUND_MS = 700
const WARM_UP_MS = 4_000
const GOAL = 0.6

const OPTIMIZER = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
  schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.99 }],
}

interface Round extends Seen {
  readonly busy: number
  readonly cpuUs: number
  /** Scripts that Redis ran for each answer: 1 where each was an advance, and none ran twice. */
  readonly scripts: number
}

export type Advance = Awaited<ReturnType<typeof measureAdvance>>

export async function measureAdvance(
  service: Running,
  ceiling: Running,
  redis: Running,
  loader: Loader,
) {
  const ours = await advancing(service, redis, loader)
  const theirs = bearing(ceiling, redis, loader)
  await ours(WARM_UP_MS)
  await theirs(WARM_UP_MS)
  const pairs: { ours: Round; theirs: Round }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    pairs.push({ ours: await ours(ROUND_MS), theirs: await theirs(ROUND_MS) })
  }
  const ratios = pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond)
  const ratio = median(ratios)
  const cpuRatios = pairs.map(({ ours, theirs }) => theirs.cpuUs / ours.cpuUs)
  return {
    optimizers: OPTIMIZERS,
    connections: CONNECTIONS,
    rounds: ROUNDS,
    ratio: rounded(ratio),
    ratio_lower_quartile: rounded(quantile(ratios, 0.25)),
    ratio_upper_quartile: rounded(quantile(ratios, 0.75)),
    cpu_ratio: rounded(median(cpuRatios)),
    goal: GOAL,
    met: ratio >= GOAL,
    service: medians(pairs.map(({ ours }) => ours)),
    ceiling: medians(pairs.map(({ theirs }) => theirs)),
  }
}

/** Registers the optimizers at the service; the result advances them all, for so long. */
export async function advancing(service: Running, redis: Running, loader: Loader) {
  await register(service.port, 'bench', OPTIMIZERS, OPTIMIZER)
  return bearing(service, redis, loader)
}

/** Goes on, at each call, with the steps at which the call before it stopped. */
function bearing(server: Running, redis: Running, loader: Loader) {
  const lane = { ask: 'steps', connections: CONNECTIONS, name: 'bench', count: OPTIMIZERS } as const
  const used = async () => ({ cpuMs: await server.cpuMs(), scripts: await scriptsRun(redis) })
  let asked = 0
  return async (ms: number): Promise<Round> => {
    const before = await used()
    const load = { port: server.port, lanes: [{ ...lane, asked }] }
    const { lanes, busy } = await loader.during(load, () => sleep(ms))
    const [seen] = lanes as [Seen]
    asked = seen.asked
    const after = await used()
    const scripts = (after.scripts - before.scripts) / seen.answers
    return { ...seen, busy, scripts, cpuUs: ((after.cpuMs - before.cpuMs) / seen.answers) * 1_000 }
  }
}

async function scriptsRun({ port }: Running): Promise<number> {
  const client = new Redis({ host: '127.0.0.1', port })
  const statistics = await client.info('commandstats')
  client.disconnect()
  return Number(/cmdstat_evalsha:calls=(\d+)/.exec(statistics)?.[1] ?? 0)
}

function medians(rounds: readonly Round[]) {
  const of = (what: (round: Round) => number) => rounded(median(rounds.map(what)))
  return {
    per_second: of(({ perSecond }) => perSecond),
    p50_ms: of(({ p50Ms }) => p50Ms),
    p99_ms: of(({ p99Ms }) => p99Ms),
    cpu_us: of(({ cpuUs }) => cpuUs),
    scripts_per_answer: of(({ scripts }) => scripts),
    generator_busy: of(({ busy }) => busy),
  }
}
