import { bearing } from '../load_run.ts'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { rounded } from '../quantile.ts'
import { inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, type Row, type Servers, type Subject } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'

/** Windows: a step, and all steps after it until the trainer asks again. */

const OPTIMIZERS = 500
const CONNECTIONS = 64
const ROUNDS = 17
const AHEAD = 256
/** What moves in a window is the rate of each group. */
const VALUES = USUAL.groups.length * AHEAD

const ASK = { kind: 'window', name: 'window', count: OPTIMIZERS, ahead: AHEAD } as const

async function ours(servers: Subject) {
  const { service, redis, loader } = servers
  await register(servers, ASK, USUAL)
  return bearing({ server: service, redis, loader }, ASK, CONNECTIONS)
}

async function measure(servers: Servers) {
  const rounds = await inTurn({ service: await ours(servers) }, ROUNDS)
  const service = medians(rounds.service)
  const perSecond = rounded(service.per_second * VALUES)
  const perCpuSecond = rounded((VALUES / service.cpu_us) * 1e6)
  const about = { optimizers: OPTIMIZERS, connections: CONNECTIONS, rounds: ROUNDS, ahead: AHEAD }
  return {
    verdicts: [atLeast(`windows of ${AHEAD} steps x 2 groups`, perSecond, 1e6, 'values/s')],
    details: {
      ...about,
      values_per_second: perSecond,
      values_per_cpu_second: perCpuSecond,
      service,
    },
    text: sidesTable(`window: ${AHEAD} steps ahead, ${CONNECTIONS} connections`, { service }, {}, [
      `values a second: ${perSecond.toLocaleString('en')}; a second of CPU time: ${perCpuSecond.toLocaleString('en')}`,
    ]),
  }
}

export const window: Row = { ours, measure }
