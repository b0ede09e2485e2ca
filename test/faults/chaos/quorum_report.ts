import { aggregated } from '../invariants/aggregate.ts'
import { must } from '../invariants/violation.ts'
import { decidedOn, voted } from '../invariants/metrics.ts'
import { lossAt, needsMetric, type Job } from './jobs.ts'
import type { Life } from './incarnation.ts'
import { isStale } from './rank.ts'
import type { Run } from './run.ts'

/** What all ranks of an incarnation come to together. */
function expectedAt(job: Job, generation: number, step: number, ranks: number): number {
  const all = Array.from({ length: ranks }, (_, rank) => lossAt(job, generation, step, rank))
  return aggregated(job.measuring!.aggregate!, all)
}

/** A rank reports what it measured, where its job is decided on by all of them. */
export async function vote(
  { world }: Run,
  { job, generation }: Life,
  rank: number,
  step: number,
): Promise<'counted' | 'over'> {
  if (job.measuring?.by !== 'quorum' || !needsMetric(job, step)) return 'counted'
  const value = lossAt(job, generation, step, rank)
  const { reply } = await world.insist({
    method: 'PUT',
    path: `${job.url}/metrics/loss/${step}/${rank}`,
    body: { value, generation },
  })
  if (isStale(job, generation, reply)) return 'over'
  const { status, body } = reply
  const what = () => `${job.name}: ${JSON.stringify(reply)}`
  must(status === 200 || status === 201, 'plain answers', what)
  voted(job.book, generation, { metric: 'loss', step, rank, value })
  if (!body.decided) return 'counted'
  const expected = expectedAt(job, generation, step, world.plan.ranks)
  must(body.value === expected, 'I5 one decision', () => `${what()}, wanted ${expected}`)
  const { effective_step } = body
  decidedOn(job.book, generation, { metric: 'loss', step, value: body.value, effective_step })
  return 'counted'
}
