import { decideOverdue } from '../../core/metrics/reports.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'

/** The optimizer once every quorum whose deadline has passed is decided. */
export function applyDeadlines(
  context: Context,
  optimizer: Optimizer,
  caller: Caller = {},
): Optimizer {
  if (optimizer.openQuorums.length === 0) return optimizer
  const { now } = context
  const seconds = (since: string) => (now().getTime() - Date.parse(since)) / 1_000
  return decideOverdue(optimizer, seconds, auditInfoOf(context, caller))
}
