import { aggregate } from '../invariants/aggregate.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { checkDecision, checkRankReport } from '../invariants/metrics.ts'
import { lossAt, requiresMetric, type Job } from './jobs.ts'
import type { Incarnation } from './incarnation.ts'
import { isStale } from './rank.ts'
import type { Run } from './run.ts'

/** The decision of the quorum of all ranks of an incarnation. */
function expectedDecision(job: Job, generation: number, step: number, ranks: number): number {
  const all = Array.from({ length: ranks }, (_, rank) => lossAt(job, generation, step, rank))
  return aggregate(job.metricSource!.aggregate!, all)
}

/** Reports the loss of a rank, if the job's metric is decided by a quorum. */
export async function reportForQuorum(
  { deployment }: Run,
  { job, generation }: Incarnation,
  rank: number,
  step: number,
): Promise<'counted' | 'over'> {
  if (job.metricSource?.by !== 'quorum' || !requiresMetric(job, step)) return 'counted'
  const value = lossAt(job, generation, step, rank)
  const { reply } = await deployment.callWithRetry({
    method: 'PUT',
    path: `${job.url}/metrics/loss/${step}/${rank}`,
    body: { value, generation },
  })
  if (isStale(job, generation, reply)) return 'over'
  const { status, body } = reply
  const what = () => `${job.name}: ${JSON.stringify(reply)}`
  assertInvariant(status === 200 || status === 201, 'expected response', what)
  checkRankReport(job.observed, generation, { metric: 'loss', step, rank, value })
  if (!body.decided) return 'counted'
  const expected = expectedDecision(job, generation, step, deployment.config.ranks)
  assertInvariant(body.value === expected, 'I5 one decision', () => `${what()}, wanted ${expected}`)
  const { effective_step } = body
  checkDecision(job.observed, generation, {
    metric: 'loss',
    step,
    value: body.value,
    effective_step,
  })
  return 'counted'
}
