import { setTimeout as sleep } from 'node:timers/promises'
import { register, send } from '../client.ts'
import type { Workload, LoadReport } from '../load_generator_main.ts'
import { median, rounded } from '../quantile.ts'
import { atMost, type Benchmark, type Servers } from '../benchmark.ts'
import { textTable, type TableRow } from '../text_table.ts'

/**
 * The time of a large preview, and its effect on the latency of other requests, which are sent
 * without pause on separate connections: during a preview and, for the same time, without one.
 */

const GROUPS = 4
const ROUNDS = 7
const WARM_UPS = 3

/** Each changes up to the last step, so that no step is cheap, and stays above zero. */
const STEP_LR = { type: 'StepLR', step_size: 1_000, gamma: 0.99 }
const linear = (steps: number) => ({ type: 'LinearLR', start_factor: 0.1, total_iters: steps })

const MILLION = 1_000_000
const POINTS = { points: 1_000 }

const MILLION_STEPS = {
  StepLR: { to: MILLION, ...POINTS, schedulers: [STEP_LR] },
  LinearLR: { to: MILLION, ...POINTS, schedulers: [linear(MILLION)] },
  'StepLR and LinearLR': { to: MILLION, ...POINTS, schedulers: [STEP_LR, linear(MILLION)] },
}

/** Every step is returned: nothing to downsample, but more to write. */
const FULL_SERIES = { 'StepLR, each of 100 000 steps': { to: 100_000, schedulers: [STEP_LR] } }

type Act = () => Promise<unknown>
type Measured = Awaited<ReturnType<typeof measureOne>>
type WithOtherRequests = (act: Act) => Promise<LoadReport>

async function measure(servers: Servers) {
  const beside = await otherRequests(servers)
  const measureEach = async (bodies: Readonly<Record<string, object>>) => {
    const previews: Record<string, Measured> = {}
    for (const [name, body] of Object.entries(bodies)) {
      const act = () => send(servers.service, 'POST', '/v1/previews', { groups: groups(), ...body })
      previews[name] = await measureOne(act, beside)
    }
    return previews
  }
  const millions = await measureEach(MILLION_STEPS)
  const previews = { ...millions, ...(await measureEach(FULL_SERIES)) }
  const most = (of: (preview: Measured) => number) => Math.max(...Object.values(millions).map(of))
  const wait = most(({ beside }) => Math.max(beside.livez_ms, beside.steps_ms))
  return {
    goalResults: [
      atMost(
        `previews of 1 000 000 steps x ${GROUPS} groups`,
        most(({ ms }) => ms),
        1_000,
        'ms',
      ),
      atMost('p99 of other requests beside a preview', wait, 25, 'ms'),
    ],
    details: { groups: GROUPS, rounds: ROUNDS, previews },
    text: textOf(previews),
  }
}

const groups = () =>
  Array.from({ length: GROUPS }, (_, index) => ({ name: `group-${index}`, lr: 0.1 + index / 7 }))

/** Requests during another one: one connection to /livez, one that advances. */
async function otherRequests(servers: Servers): Promise<WithOtherRequests> {
  const { service, loadGenerator } = servers
  const group = { name: 'all', lr: 0.1, momentum: 0.9 }
  await register(servers, { name: 'beside', count: 1 }, { groups: [group], schedulers: [STEP_LR] })
  let sent: readonly number[] = []
  return async (act) => {
    const livez = { kind: 'fixed', method: 'GET', path: '/livez', expected: '"ok"' } as const
    const steps = { kind: 'advance', name: 'beside', count: 1 } as const
    const workloads: Workload[] = [
      { template: livez, connections: 1, sent: [] },
      { template: steps, connections: 1, sent },
    ]
    const report = await loadGenerator.runDuring({ port: service.port, workloads }, act)
    sent = report.results[1]!.sent
    return report
  }
}

async function measureOne(preview: Act, beside: WithOtherRequests) {
  for (let round = 0; round < WARM_UPS; round++) await preview()
  const rounds: { alone: number; ms: number; during: LoadReport; without: LoadReport }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await timed(preview)
    let ms = 0
    const during = await beside(async () => {
      ms = await timed(preview)
    })
    rounds.push({ alone, ms, during, without: await beside(() => sleep(ms)) })
  }
  return {
    alone_ms: rounded(median(rounds.map(({ alone }) => alone))),
    ms: rounded(median(rounds.map(({ ms }) => ms))),
    beside: latencies(rounds.map(({ during }) => during)),
    without: latencies(rounds.map(({ without }) => without)),
  }
}

async function timed(act: Act): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/** The 99th percentiles, as medians of the rounds, and the maximum of all. */
function latencies(reports: readonly LoadReport[]) {
  const p99 = (workload: number) => median(reports.map(({ results }) => results[workload]!.p99Ms))
  const all = reports.flatMap(({ results }) => results.map(({ longestMs }) => longestMs))
  return {
    livez_ms: rounded(p99(0)),
    steps_ms: rounded(p99(1)),
    worst_ms: rounded(Math.max(...all)),
  }
}

const textOf = (previews: Readonly<Record<string, Measured>>): string =>
  textTable(
    `preview: ${GROUPS} groups, and the p99 of other requests: ms, medians of ${ROUNDS} rounds`,
    [
      ['', 'alone', 'beside others', 'livez waits', 'steps wait', '(without', 'it)', 'worst wait'],
      ...Object.entries(previews).map(([name, { alone_ms, ms, beside, without }]): TableRow => [
        name,
        alone_ms,
        ms,
        beside.livez_ms,
        beside.steps_ms,
        without.livez_ms,
        without.steps_ms,
        beside.worst_ms,
      ]),
    ],
  )

export const preview: Benchmark = { measure }
