import type { LoadRun, Round } from './load_run.ts'
import { median, quantile, rounded } from './quantile.ts'

/** Loads in alternating rounds, so that other processes on the machine slow all of them equally. */

const ROUND_MS = 350
const WARM_UP_MS = 2_500

/** Many short rounds of each load, alternating, after a warm-up of each. */
export async function interleave<Side extends string>(
  sides: Readonly<Record<Side, LoadRun>>,
  rounds: number,
): Promise<Record<Side, Round[]>> {
  const runs = Object.entries<LoadRun>(sides)
  for (const [, bear] of runs) await bear(WARM_UP_MS)
  const seen = runs.map(([side, bear]) => ({ side, bear, rounds: [] as Round[] }))
  for (let round = 0; round < rounds; round++) {
    // A B, then B A: a periodic load of another process must not always coincide with the same side.
    const order = round % 2 === 0 ? seen : seen.toReversed()
    for (const each of order) each.rounds.push(await each.bear(ROUND_MS))
  }
  const bySide = seen.map(({ side, rounds }) => [side, rounds])
  return Object.fromEntries(bySide) as Record<Side, Round[]>
}

export type Comparison = ReturnType<typeof compare>

/** Ratios of ours to theirs: medians over the pairs of rounds. */
export function compare(ours: readonly Round[], theirs: readonly Round[], times = 1) {
  const each = (ratio: (our: Round, their: Round) => number) =>
    ours.map((our, index) => ratio(our, theirs[index]!))
  const ratios = each((our, their) => (times * our.perSecond) / their.perSecond)
  return {
    ratio: rounded(median(ratios)),
    ratio_lower_quartile: rounded(quantile(ratios, 0.25)),
    ratio_upper_quartile: rounded(quantile(ratios, 0.75)),
    p99_ratio: rounded(median(each((our, their) => our.p99Ms / their.p99Ms))),
    cpu_ratio: rounded(median(each((our, their) => (times * their.cpuUs) / our.cpuUs))),
  }
}

export type Medians = ReturnType<typeof medians>

export function medians(rounds: readonly Round[]) {
  const of = (what: (round: Round) => number) => rounded(median(rounds.map(what)))
  return {
    per_second: of(({ perSecond }) => perSecond),
    p50_ms: of(({ p50Ms }) => p50Ms),
    p99_ms: of(({ p99Ms }) => p99Ms),
    cpu_us: of(({ cpuUs }) => cpuUs),
    scripts_per_answer: of(({ scripts }) => scripts),
    generator_busy: of(({ generatorCpuShare }) => generatorCpuShare),
  }
}
