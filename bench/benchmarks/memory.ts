import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { startRedis, startService } from '../processes.ts'
import { median, rounded } from '../quantile.ts'
import { atMost, type Row, type Servers } from '../benchmark.ts'
import { table, type Line } from '../text_table.ts'

/** Whether the service grows while it works: a service of its own, that has done nothing before. */

const OPTIMIZERS = 10_000
const STEPS = 10_000_000
const SIZE = 100
const CONNECTIONS = 4
const READINGS = 20

const ASK = { kind: 'batch', name: 'memory', count: OPTIMIZERS, size: SIZE } as const

interface Reading {
  readonly million_steps: number
  readonly resident_mb: number
}

async function measure({ loader }: Servers) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  await register({ service, loader }, ASK, USUAL)
  const curve: Reading[] = []
  const began = performance.now()
  let asked: readonly number[] = []
  for (let reading = 1; reading <= READINGS; reading++) {
    const until = (reading * STEPS) / SIZE / READINGS
    const lane = { ask: ASK, connections: CONNECTIONS, asked, until }
    const { lanes } = await loader.through({ port: service.port, lanes: [lane] })
    asked = lanes[0]!.asked
    const million_steps = (until * SIZE) / 1e6
    curve.push({ million_steps, resident_mb: rounded(await service.residentMb()) })
  }
  const seconds = rounded((performance.now() - began) / 1_000)
  const growth = rounded(median(quarter(curve, 3)) / median(quarter(curve, 1)))
  return {
    verdicts: [
      atMost('memory, the last quarter of 10 million steps, times the second', growth, 1.1),
    ],
    details: { optimizers: OPTIMIZERS, steps: STEPS, seconds, growth, curve },
    text: textOf(curve, seconds),
  }
}

const quarter = (curve: readonly Reading[], nth: number): number[] =>
  curve
    .slice((nth * curve.length) / 4, ((nth + 1) * curve.length) / 4)
    .map(({ resident_mb }) => resident_mb)

const textOf = (curve: readonly Reading[], seconds: number): string =>
  table(
    `memory: ${OPTIMIZERS.toLocaleString('en')} optimizers, ${STEPS.toLocaleString('en')} steps in ${seconds} s`,
    [
      ['million steps', 'resident MB'],
      ...curve.map(({ million_steps, resident_mb }): Line => [
        String(million_steps),
        resident_mb,
        '='.repeat(resident_mb / 10),
      ]),
    ],
  )

export const memory: Row = { measure }
