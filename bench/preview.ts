import { setTimeout as sleep } from 'node:timers/promises'
import { register, send } from './client.ts'
import type { Lane, Report, Seen } from './load.ts'
import type { Loader } from './loader.ts'
import { median, rounded } from './quantile.ts'
import type { Running } from './processes.ts'

/**
 * How long a big preview takes, and how long it makes others wait: the longest wait of requests
 * that are sent without pause on connections of their own, once beside a preview and once, for as
 * long, without one.
 */

const STEPS = 100_000
const GROUPS = 4
const ROUNDS = 7
const WARM_UPS = 5
const GOAL_MS = 1_000
const GOAL_WAIT_MS = 50

/** Each moves to the end, so that no step is cheap, and stays clear of zero. */
const STEP_LR = { type: 'StepLR', step_size: 100, gamma: 0.99 }
const LINEAR_LR = { type: 'LinearLR', start_factor: 0.1, total_iters: STEPS }

const SHOWN = { 'every step': {}, '1000 points': { points: 1_000 } }
const SCHEDULERS = {
  StepLR: [STEP_LR],
  LinearLR: [LINEAR_LR],
  'StepLR and LinearLR': [STEP_LR, LINEAR_LR],
}

export type Preview = Awaited<ReturnType<typeof measurePreviews>>

export async function measurePreviews(service: Running, loader: Loader) {
  const beside = await besides(service, loader)
  const previews: Record<string, Awaited<ReturnType<typeof measure>>> = {}
  for (const [named, schedulers] of Object.entries(SCHEDULERS)) {
    for (const [shown, points] of Object.entries(SHOWN)) {
      const body = { groups: groups(), schedulers, to: STEPS, ...points }
      const act = () => send(service.port, 'POST', '/v1/previews', body)
      previews[`${named}, ${shown}`] = await measure(act, beside)
    }
  }
  const all = Object.values(previews)
  return {
    steps: STEPS,
    groups: GROUPS,
    rounds: ROUNDS,
    goal_ms: GOAL_MS,
    met: all.every(({ ms }) => ms <= GOAL_MS),
    goal_wait_ms: GOAL_WAIT_MS,
    wait_met: all.every(({ beside }) => Math.max(beside.livez_ms, beside.steps_ms) <= GOAL_WAIT_MS),
    previews,
  }
}

const groups = () =>
  Array.from({ length: GROUPS }, (_, index) => ({ name: `group-${index}`, lr: 0.1 + index / 7 }))

type Act = () => Promise<unknown>
type Besides = (act: Act) => Promise<Report>

/** Others that ask while something happens: one whether the service lives, one for the next step. */
async function besides({ port }: Running, loader: Loader): Promise<Besides> {
  const group = { name: 'all', lr: 0.1, momentum: 0.9 }
  await register(port, 'beside', 1, { groups: [group], schedulers: [STEP_LR] })
  let asked = 0
  return async (act) => {
    const lane: Omit<Lane, 'ask'> = { connections: 1, name: 'beside', count: 1, asked }
    const lanes = [{ ask: 'livez', ...lane } as const, { ask: 'steps', ...lane } as const]
    const report = await loader.during({ port, lanes }, act)
    asked = report.lanes[1]!.asked
    return report
  }
}

async function measure(preview: Act, beside: Besides) {
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
    beside: longest(rounds.map(({ during }) => during)),
    without: longest(rounds.map(({ without }) => without)),
  }
}

async function timed(act: Act): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/** The longest waits, as the median of the rounds; and the longest of them all. */
function longest(reports: readonly Report[]) {
  const waits = (lane: number) => reports.map(({ lanes }) => (lanes[lane] as Seen).longestMs)
  const [livez, steps] = [waits(0), waits(1)]
  return {
    livez_ms: rounded(median(livez)),
    steps_ms: rounded(median(steps)),
    worst_ms: rounded(Math.max(...livez, ...steps)),
  }
}
