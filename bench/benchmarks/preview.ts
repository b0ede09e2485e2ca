import { setTimeout as sleep } from 'node:timers/promises'
import { register, send } from '../client.ts'
import type { Lane, Report } from '../load_generator_main.ts'
import { median, rounded } from '../quantile.ts'
import { atMost, type Row, type Servers } from '../benchmark.ts'
import { table, type Line } from '../text_table.ts'

/**
 * How long a big preview takes, and how long it makes others wait: requests that are sent without
 * pause on connections of their own, beside a preview and, for as long, without one.
 */

const GROUPS = 4
const ROUNDS = 7
const WARM_UPS = 3

/** Each moves to the end, so that no step is cheap, and stays clear of zero. */
const STEP_LR = { type: 'StepLR', step_size: 1_000, gamma: 0.99 }
const linear = (steps: number) => ({ type: 'LinearLR', start_factor: 0.1, total_iters: steps })

const MILLION = 1_000_000
const POINTS = { points: 1_000 }

const MILLIONS = {
  StepLR: { to: MILLION, ...POINTS, schedulers: [STEP_LR] },
  LinearLR: { to: MILLION, ...POINTS, schedulers: [linear(MILLION)] },
  'StepLR and LinearLR': { to: MILLION, ...POINTS, schedulers: [STEP_LR, linear(MILLION)] },
}

/** No points to choose, but the more to write. */
const OTHERS = { 'StepLR, each of 100 000 steps': { to: 100_000, schedulers: [STEP_LR] } }

type Act = () => Promise<unknown>
type Measured = Awaited<ReturnType<typeof measureOne>>
type Beside = (act: Act) => Promise<Report>

async function measure(servers: Servers) {
  const beside = await besides(servers)
  const measureEach = async (bodies: Readonly<Record<string, object>>) => {
    const previews: Record<string, Measured> = {}
    for (const [name, body] of Object.entries(bodies)) {
      const act = () => send(servers.service, 'POST', '/v1/previews', { groups: groups(), ...body })
      previews[name] = await measureOne(act, beside)
    }
    return previews
  }
  const millions = await measureEach(MILLIONS)
  const previews = { ...millions, ...(await measureEach(OTHERS)) }
  const most = (of: (preview: Measured) => number) => Math.max(...Object.values(millions).map(of))
  const wait = most(({ beside }) => Math.max(beside.livez_ms, beside.steps_ms))
  return {
    verdicts: [
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

/** Others that ask while something happens: one whether the service lives, one for the next step. */
async function besides(servers: Servers): Promise<Beside> {
  const { service, loader } = servers
  const group = { name: 'all', lr: 0.1, momentum: 0.9 }
  await register(servers, { name: 'beside', count: 1 }, { groups: [group], schedulers: [STEP_LR] })
  let asked: readonly number[] = []
  return async (act) => {
    const livez = { kind: 'same', method: 'GET', path: '/livez', wanted: '"ok"' } as const
    const steps = { kind: 'advance', name: 'beside', count: 1 } as const
    const lanes: Lane[] = [
      { ask: livez, connections: 1, asked: [] },
      { ask: steps, connections: 1, asked },
    ]
    const report = await loader.during({ port: service.port, lanes }, act)
    asked = report.lanes[1]!.asked
    return report
  }
}

async function measureOne(preview: Act, beside: Beside) {
  for (let round = 0; round < WARM_UPS; round++) await preview()
  const rounds: { alone: number; ms: number; during: Report; without: Report }[] = []
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
    beside: waits(rounds.map(({ during }) => during)),
    without: waits(rounds.map(({ without }) => without)),
  }
}

async function timed(act: Act): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/** The waits that one in a hundred exceeds, as the median of the rounds; and the longest of all. */
function waits(reports: readonly Report[]) {
  const p99 = (lane: number) => median(reports.map(({ lanes }) => lanes[lane]!.p99Ms))
  const all = reports.flatMap(({ lanes }) => lanes.map(({ longestMs }) => longestMs))
  return {
    livez_ms: rounded(p99(0)),
    steps_ms: rounded(p99(1)),
    worst_ms: rounded(Math.max(...all)),
  }
}

const textOf = (previews: Readonly<Record<string, Measured>>): string =>
  table(
    `preview: ${GROUPS} groups, and the p99 of other requests: ms, medians of ${ROUNDS} rounds`,
    [
      ['', 'alone', 'beside others', 'livez waits', 'steps wait', '(without', 'it)', 'worst wait'],
      ...Object.entries(previews).map(([name, { alone_ms, ms, beside, without }]): Line => [
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

export const preview: Row = { measure }
