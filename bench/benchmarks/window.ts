import { loadRun } from '../load_run.ts'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { rounded } from '../quantile.ts'
import { interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, type Benchmark, type Servers, type LoadTarget } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'

/** Windows: a step, and all steps after it until the trainer's next request. */

const OPTIMIZERS = 500
const CONNECTIONS = 64
const ROUNDS = 17
const AHEAD = 256
/** The changing values of a window are the learning rates of the groups. */
const VALUES = TWO_GROUPS.groups.length * AHEAD

const TEMPLATE = { kind: 'window', name: 'window', count: OPTIMIZERS, ahead: AHEAD } as const

async function serviceLoad(servers: LoadTarget) {
  const { service, redis, loadGenerator } = servers
  await register(servers, TEMPLATE, TWO_GROUPS)
  return loadRun({ server: service, redis, loadGenerator }, TEMPLATE, CONNECTIONS)
}

async function measure(servers: Servers) {
  const rounds = await interleave({ service: await serviceLoad(servers) }, ROUNDS)
  const service = medians(rounds.service)
  const perSecond = rounded(service.per_second * VALUES)
  const perCpuSecond = rounded((VALUES / service.cpu_us) * 1e6)
  const about = { optimizers: OPTIMIZERS, connections: CONNECTIONS, rounds: ROUNDS, ahead: AHEAD }
  return {
    goalResults: [atLeast(`windows of ${AHEAD} steps x 2 groups`, perSecond, 1e6, 'values/s')],
    details: {
      ...about,
      values_per_second: perSecond,
      values_per_cpu_second: perCpuSecond,
      service,
    },
    text: comparisonTable(
      `window: ${AHEAD} steps ahead, ${CONNECTIONS} connections`,
      { service },
      {},
      [
        `values a second: ${perSecond.toLocaleString('en')}; a second of CPU time: ${perCpuSecond.toLocaleString('en')}`,
      ],
    ),
  }
}

export const window: Benchmark = { serviceLoad, measure }
