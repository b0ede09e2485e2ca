import type { ProxyCounts } from '../tcp_proxy.ts'
import { acceptedByKind } from '../invariants/sent_changes.ts'
import { windowEndsOf } from '../invariants/windows.ts'
import type { Job } from './jobs.ts'
import type { InjectedFaults } from './fault_injector.ts'
import type { FinalCheck } from './final_check.ts'
import type { CallCounts, Deployment } from './deployment.ts'

/** The results of a run. */
export interface Summary {
  readonly seconds: number
  /** Steps whose values were returned, each compared in every response that contains it. */
  readonly steps: number
  readonly generations: number
  readonly changes: Readonly<Record<'accepted' | 'refused' | 'unknown' | 'cancelled', number>>
  /** The accepted changes, by kind. */
  readonly kinds: Readonly<Record<string, number>>
  /** How many windows ended early, by the reason. */
  readonly windowEnds: Readonly<Record<string, number>>
  readonly calls: Readonly<CallCounts>
  readonly injected: Readonly<InjectedFaults>
  /** Between the ranks and the services, and between those and Redis. */
  readonly clientNetwork: Readonly<ProxyCounts>
  readonly redisNetwork: Readonly<ProxyCounts>
  readonly finalCheck: FinalCheck
}

interface RunResult {
  readonly deployment: Deployment
  readonly jobs: readonly Job[]
  readonly seconds: number
  readonly injected: Readonly<InjectedFaults>
  readonly finalCheck: FinalCheck
}

export function summaryOf({ deployment, jobs, seconds, injected, finalCheck }: RunResult): Summary {
  const changes = { accepted: 0, refused: 0, unknown: 0, cancelled: 0 }
  const sent = jobs.flatMap((job) => job.changes)
  for (const { outcome } of sent) changes[outcome] += 1
  const cancels = jobs.flatMap((job) => job.cancels)
  changes.cancelled = cancels.filter(({ outcome }) => outcome === 'accepted').length
  return {
    seconds,
    steps: jobs.reduce((sum, { observed }) => sum + observed.steps, 0),
    generations: jobs.reduce((sum, { observed }) => sum + observed.generations.size, 0),
    changes,
    kinds: acceptedByKind(sent),
    windowEnds: windowEndsOf(jobs.map(({ observed }) => observed)),
    calls: deployment.calls,
    injected,
    clientNetwork: sumOfCounts(deployment.nodes.map(({ clientProxy }) => clientProxy.counts)),
    redisNetwork: sumOfCounts(deployment.nodes.map(({ redisProxy }) => redisProxy.counts)),
    finalCheck,
  }
}

function sumOfCounts(counts: readonly Readonly<ProxyCounts>[]): ProxyCounts {
  const sum = { requests: 0, dropped: 0, truncated: 0, delayed: 0, serverClosed: 0, partitioned: 0 }
  for (const each of counts) {
    for (const kind of Object.keys(sum) as (keyof ProxyCounts)[]) sum[kind] += each[kind]
  }
  return sum
}

/** Replies that never arrived: each request may have been applied or not. */
export const lostReplies = ({ clientNetwork, redisNetwork }: Summary): number =>
  [clientNetwork, redisNetwork].reduce(
    (sum, { dropped, truncated, serverClosed }) => sum + dropped + truncated + serverClosed,
    0,
  )

/** A summary as printed lines. */
export function summaryLines(report: Summary): string[] {
  const { seconds, steps, generations, changes, calls, injected, finalCheck } = report
  const rate = Math.round(steps / seconds)
  const faults = Object.entries(injected).map(([kind, times]) => `${kind} ${times}`)
  return [
    `${steps} steps of ${generations} generations in ${seconds.toFixed(1)} s (${rate}/s), ${finalCheck.replayed} of them replayed at the end, from the store and from its events`,
    `${calls.calls} calls, ${calls.lost} without a response, ${calls.unavailable} refused as the store was unavailable; ${lostReplies(report)} replies lost`,
    `changes: ${changes.accepted} accepted, ${changes.refused} refused, ${changes.unknown} unknown, ${changes.cancelled} cancelled; ${finalCheck.decisions} decisions, ${finalCheck.quorums} by quorums; ${finalCheck.events} events`,
    `accepted: ${JSON.stringify(report.kinds)}`,
    `windows that ended early: ${JSON.stringify(report.windowEnds)}`,
    `injected: ${faults.join(', ')}`,
    `network to the services: ${JSON.stringify(report.clientNetwork)}`,
    `network to Redis: ${JSON.stringify(report.redisNetwork)}`,
  ]
}
