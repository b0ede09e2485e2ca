import type { ProxyCounts } from '../tcp_proxy.ts'
import type { Job } from './jobs.ts'
import type { Struck } from './fault_injector.ts'
import type { Judged } from './final_check.ts'
import type { Tally, World } from './deployment.ts'

/** What happened in a run. */
export interface Report {
  readonly seconds: number
  /** Steps whose values were told, each of them compared in every answer that told it. */
  readonly steps: number
  readonly generations: number
  readonly edits: Readonly<Record<'accepted' | 'refused' | 'unknown' | 'cancelled', number>>
  readonly calls: Readonly<Tally>
  readonly struck: Readonly<Struck>
  /** Between the ranks and the services, and between those and Redis. */
  readonly outside: Readonly<ProxyCounts>
  readonly inside: Readonly<ProxyCounts>
  readonly judged: Judged
}

interface Happened {
  readonly world: World
  readonly jobs: readonly Job[]
  readonly seconds: number
  readonly struck: Readonly<Struck>
  readonly judged: Judged
}

export function reportOf({ world, jobs, seconds, struck, judged }: Happened): Report {
  const edits = { accepted: 0, refused: 0, unknown: 0, cancelled: 0 }
  for (const { outcome } of jobs.flatMap((job) => job.edits)) edits[outcome] += 1
  const cancels = jobs.flatMap((job) => job.cancels)
  edits.cancelled = cancels.filter(({ outcome }) => outcome === 'accepted').length
  return {
    seconds,
    steps: jobs.reduce((sum, { book }) => sum + book.steps, 0),
    generations: jobs.reduce((sum, { book }) => sum + book.generations.size, 0),
    edits,
    calls: world.tally,
    struck,
    outside: summed(world.posts.map(({ outside }) => outside.counts)),
    inside: summed(world.posts.map(({ inside }) => inside.counts)),
    judged,
  }
}

function summed(counts: readonly Readonly<ProxyCounts>[]): ProxyCounts {
  const sum = { requests: 0, cut: 0, torn: 0, late: 0, orphaned: 0, silenced: 0 }
  for (const each of counts) {
    for (const kind of Object.keys(sum) as (keyof ProxyCounts)[]) sum[kind] += each[kind]
  }
  return sum
}

/** Answers that were under way and never arrived: each may have been carried out, or not. */
export const ambiguous = ({ outside, inside }: Report): number =>
  [outside, inside].reduce((sum, { cut, torn, orphaned }) => sum + cut + torn + orphaned, 0)

/** A report as lines for whoever runs it. */
export function linesOf(report: Report): string[] {
  const { seconds, steps, generations, edits, calls, struck, judged } = report
  const rate = Math.round(steps / seconds)
  const strikes = Object.entries(struck).map(([kind, times]) => `${kind} ${times}`)
  return [
    `${steps} steps of ${generations} generations in ${seconds.toFixed(1)} s (${rate}/s), ${judged.replayed} of them replayed at the end, here and elsewhere`,
    `${calls.calls} calls, ${calls.lost} without an answer, ${calls.unavailable} told that the store is away; ${ambiguous(report)} answers lost under way`,
    `edits: ${edits.accepted} accepted, ${edits.refused} refused, ${edits.unknown} unknown, ${edits.cancelled} taken back; ${judged.decisions} decisions, ${judged.quorums} by quorums; ${judged.events} events`,
    `struck: ${strikes.join(', ')}`,
    `ways to the services: ${JSON.stringify(report.outside)}`,
    `ways to Redis: ${JSON.stringify(report.inside)}`,
  ]
}
