import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { startRedis, startService } from '../processes.ts'
import { median, rounded } from '../quantile.ts'
import { atMost, type Benchmark, type Servers } from '../benchmark.ts'
import { textTable, type TableRow } from '../text_table.ts'

/** The memory of a newly started service over many steps. */

const OPTIMIZERS = 10_000
const STEPS = 10_000_000
const SIZE = 100
const CONNECTIONS = 4
const READINGS = 20

const TEMPLATE = { kind: 'advance_many', name: 'memory', count: OPTIMIZERS, size: SIZE } as const

interface Reading {
  readonly million_steps: number
  readonly resident_mb: number
}

async function measure({ loadGenerator }: Servers) {
  await using redis = await startRedis()
  await using service = await startService(redis)
  await register({ service, loadGenerator }, TEMPLATE, TWO_GROUPS)
  const curve: Reading[] = []
  const began = performance.now()
  let sent: readonly number[] = []
  for (let reading = 1; reading <= READINGS; reading++) {
    const total = (reading * STEPS) / SIZE / READINGS
    const workload = { template: TEMPLATE, connections: CONNECTIONS, sent, total }
    const { results } = await loadGenerator.runToEnd({ port: service.port, workloads: [workload] })
    sent = results[0]!.sent
    const million_steps = (total * SIZE) / 1e6
    curve.push({ million_steps, resident_mb: rounded(await service.residentMb()) })
  }
  const seconds = rounded((performance.now() - began) / 1_000)
  const growth = rounded(median(quarter(curve, 3)) / median(quarter(curve, 1)))
  return {
    goalResults: [
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
  textTable(
    `memory: ${OPTIMIZERS.toLocaleString('en')} optimizers, ${STEPS.toLocaleString('en')} steps in ${seconds} s`,
    [
      ['million steps', 'resident MB'],
      ...curve.map(({ million_steps, resident_mb }): TableRow => [
        String(million_steps),
        resident_mb,
        '='.repeat(resident_mb / 10),
      ]),
    ],
  )

export const memory: Benchmark = { measure }
