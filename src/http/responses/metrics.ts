import type { z } from 'zod'
import { seenText } from '../../core/optimizer/seen.ts'
import { toJsonDouble } from '../../core/number.ts'
import type { MetricStatus } from '../../operations/metrics/report.ts'
import type { MetricResponse } from '../contract/metrics.ts'

/** The maximum number of missing ranks in a response. */
const MAX_MISSING_RANKS = 32

/** A metric at a step in a response. */
export function metricResponse(count: MetricStatus): z.infer<typeof MetricResponse> {
  const { optimizer, metric, step, quorum, openQuorum, decision, reduced } = count
  const waiting = (openQuorum?.reports ?? []).filter(({ rank }) => rank < quorum.reporters)
  const reports = decision ? (decision.reports ?? [{ rank: 0 }]) : waiting
  const reportedRanks = new Set(reports.map(({ rank }) => rank))
  const ranks = Array.from({ length: quorum.reporters }, (_, rank) => rank)
  const missing = ranks.filter((rank) => !reportedRanks.has(rank))
  return {
    metric,
    step,
    generation: optimizer.generation.number,
    reported: reportedRanks.size,
    reporters: quorum.reporters,
    decided: decision !== undefined,
    seen: seenText(optimizer),
    ...(decision ? {} : { missing_ranks: missing.slice(0, MAX_MISSING_RANKS) }),
    ...(decision && decisionOutcome(decision)),
    ...(decision ? { effective_step: decision.step, reduced: [...reduced] } : {}),
  }
}

const decisionOutcome = ({ outcome, value }: NonNullable<MetricStatus['decision']>) =>
  outcome === undefined ? { value: toJsonDouble(value) } : { outcome }
