import { lineage } from '../../core/optimizer/generation.ts'
import {
  decideMetrics,
  decisionsOf,
  type MetricDecision,
  type RankReportOf,
  type ReportedMetrics,
} from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Stored } from '../../storage/store.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'
import { actsIn, generationsInForce } from '../replay/generations.ts'
import { cachedStep } from '../cache/recent_steps.ts'

interface ReportedStep {
  readonly before: Stored
  /** The optimizer as it is after the earlier parts of the same transaction. */
  readonly optimizer: Optimizer
  readonly step: number
  readonly request: {
    readonly metrics?: ReportedMetrics | undefined
    /** Recorded before. */
    readonly reports?: readonly RankReportOf[] | undefined
  }
  readonly caller: Caller
}

/** Decides the metrics that are reported with a step. */
export async function decideReportedMetrics(
  context: Context,
  { before, optimizer, step, request, caller }: ReportedStep,
): Promise<{ optimizer: Optimizer; decisions: readonly MetricDecision[] }> {
  const { metrics = {}, reports = [] } = request
  const names = [...Object.keys(metrics), ...reports.map(({ metric }) => metric)]
  if (names.length === 0) return { optimizer, decisions: [] }
  const stored = { ...before, optimizer }
  const decided = await decisionsFor(context, stored, step, names)
  const audit = auditInfoOf(context, caller)
  const after = decideMetrics(optimizer, metrics, { step, decided, audit })
  const fresh = after.pending.slice(optimizer.pending.length)
  return { optimizer: after, decisions: [...decided, ...decisionsOf(fresh)] }
}

/** The decisions that may be for a step. For a repeated report they are cached, and cost no read. */
export async function decisionsFor(
  context: Context,
  stored: Stored,
  step: number,
  names: readonly string[],
): Promise<readonly MetricDecision[]> {
  const { optimizer } = stored
  if (names.length === 0) return []
  if (step > optimizer.sealedThrough) return decisionsOf(optimizer.pending)
  const lately = cachedStep(context.processState, stored, step)?.decisions ?? []
  if (names.every((name) => lately.some(({ metric }) => metric === name))) return lately
  const found = await Promise.all(
    names.map((metric) => loadDecisions(context, stored, metric, step)),
  )
  return [...decisionsOf(optimizer.pending), ...found.flat()]
}

/** The stored decisions on a metric for an earlier step that are in force in this generation. */
async function loadDecisions(
  context: Context,
  stored: Stored,
  metric: string,
  step: number,
): Promise<MetricDecision[]> {
  const known = await generationsInForce(context, stored)
  const generations = lineage(known)
    .filter(({ through }) => through >= step)
    .map(({ number }) => number)
  const found = await context.store.decisions(stored, { metric, step, generations })
  return found.filter(actsIn(known))
}
