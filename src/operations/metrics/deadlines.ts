import { decideOverdue, hasDeadline } from '../../core/metrics/reports.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { AuditInfo } from '../../core/trajectory/input.ts'
import { auditInfoOf, type Caller, type Context } from '../context.ts'

/**
 * The optimizer once every quorum whose deadline has passed is decided. The clock is that of the
 * store, so that instances with different clocks decide alike. It is read only where an open quorum
 * has a deadline.
 */
export async function applyDeadlines(
  context: Context,
  optimizer: Optimizer,
  caller: Caller = {},
): Promise<Optimizer> {
  if (optimizer.openQuorums.length === 0) return optimizer
  if (!hasDeadline(optimizer))
    return decideOverdue(optimizer, () => 0, auditInfoOf(context, caller))
  const audit = await auditByStoreClock(context, optimizer.id, caller)
  const now = Date.parse(audit.recordedAt)
  return decideOverdue(optimizer, (since) => (now - Date.parse(since)) / 1_000, audit)
}

/** The audit fields of a report: its deadline counts from the time of the first one. */
export async function auditByStoreClock(
  context: Context,
  id: string,
  caller: Caller,
): Promise<AuditInfo> {
  const recordedAt = new Date(await context.store.time(id)).toISOString()
  return { ...auditInfoOf(context, caller), recordedAt }
}
