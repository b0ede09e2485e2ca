import type { MissingMetric } from '../../core/metrics/barriers.ts'
import type { MetricDecision, ReportedMetrics } from '../../core/metrics/decisions.ts'
import type { RankReportOf } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { ReceiptFormat } from '../commit/idempotency.ts'
import type { Arrival } from '../commit/queue.ts'
import type { Caller } from '../context.ts'
import type { StepValues } from '../cache/cached_values.ts'
import type { ReturnedEnd } from '../replay/windows.ts'

/** A request to advance. */
export interface Advance {
  /** The requested step; left out, one past the cursor. */
  readonly step?: number | undefined
  /** How many steps after it are requested as well. */
  readonly ahead?: number | undefined
  /** Whether the window may pass steps at which a scheduler without `every` steps by a metric. */
  readonly late_metrics?: boolean | undefined
  /** The generation that the caller belongs to; left out, the current one. */
  readonly generation?: number | undefined
  /** Metrics of this step, for all ranks. */
  readonly metrics?: ReportedMetrics | undefined
  /** Reports of ranks for this step. */
  readonly reports?: readonly RankReportOf[] | undefined
  /** The `seen` of the last answer to the caller. */
  readonly seen?: string | undefined
  /** The `seen` of the last answers to other ranks of the job. */
  readonly others_seen?: readonly string[] | undefined
}

/** Who advances, and how many seconds the caller waits for a metric. */
export interface WaitingCaller extends Caller {
  readonly seconds?: number | undefined
  /** Aborted when the caller is gone. */
  readonly left?: AbortSignal | undefined
}

/** The same, with its arrival. */
export type ArrivedCaller = WaitingCaller & Arrival

/** The values at a step, those of the window after it, and the decisions on the metrics sent. */
export interface Advanced extends StepValues {
  readonly decisions: readonly MetricDecision[]
  readonly window?: Window | undefined
}

/** Nothing was sealed: no rank can pass this step before the metrics are decided. */
export interface Blocked {
  readonly optimizer: Optimizer
  readonly blockedOn: readonly MissingMetric[]
}

/** A step of one generation. In another generation the same number is another step. */
export interface Position {
  readonly generation: number
  readonly step: number
}

/** What sealing a step results in. A receipt keeps the position alone. */
export interface SealResult extends Position {
  readonly decisions?: readonly MetricDecision[]
  readonly blockedOn?: readonly MissingMetric[]
  /** The window, where it was recorded while it was sealed. */
  readonly window?: Window | undefined
  /** The end of the window that a receipt has. */
  readonly end?: ReturnedEnd | undefined
}

/** A receipt has the position, and the end of a window. Those of version 4 have no end. */
export const POSITION: ReceiptFormat<SealResult> = {
  encode({ generation, step, window }) {
    const position = [generation, step]
    return [...position, ...(window ? [window.through, window.ends?.reason ?? ''] : [])].join(' ')
  },
  decode(text) {
    const [generation, step, through, reason] = text.split(' ')
    const position = { generation: Number(generation), step: Number(step) }
    if (through === undefined) return position
    return { ...position, end: { through: Number(through), reason: reasonOf(reason) } }
  },
}

const reasonOf = (text = ''): ReturnedEnd['reason'] =>
  text === '' ? undefined : (text as ReturnedEnd['reason'])
