import { observedProgress } from '../invariants/observations.ts'
import { eventsOf, type Body } from '../invariants/events.ts'
import { checkReplay } from '../invariants/replay.ts'
import { checkDecisions, checkChanges } from '../invariants/stored_events.ts'
import { checkProgress } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Job } from './job.ts'
import type { Deployment } from './deployment.ts'

/** Counts of the check at the end of a run. */
export interface FinalCheck {
  replayed: number
  accepted: number
  /** Edits that were acknowledged and are not stored. */
  lost: number
}

/** Checks the stored state against all observations, through newly started processes. */
export async function checkStoredState(
  deployment: Deployment,
  jobs: readonly Job[],
  nothingMayBeLost: boolean,
): Promise<FinalCheck> {
  await Promise.all(deployment.instances.map((instance) => instance.start()))
  const counts: FinalCheck = { replayed: 0, accepted: 0, lost: 0 }
  for (const job of jobs) await checkJob(deployment, { job, nothingMayBeLost, counts })
  return counts
}

interface JobCheck {
  readonly job: Job
  /** Whether everything acknowledged must be stored. */
  readonly nothingMayBeLost: boolean
  readonly counts: FinalCheck
}

async function checkJob(
  deployment: Deployment,
  { job, nothingMayBeLost, counts }: JobCheck,
): Promise<void> {
  const { observed, url, changes, regressions, name } = job
  const get = async (path: string): Promise<Body> => {
    const reply = await deployment.callWithRetry(() => ({ method: 'GET', path }))
    assertInvariant(
      reply.status === 200,
      'expected response',
      () => `${path}: ${JSON.stringify(reply)}`,
    )
    return reply.body
  }
  const now = await get(url)
  checkProgress(observed, observedProgress(observed), now)
  const path = `${url}/lr?from=0&to=${Math.max(0, now.sealed_through)}&hyperparameters=lr,momentum`
  counts.replayed += checkReplay(observed, await get(path))
  const events = await eventsOf(get, url)
  const reasons = new Set(events.map(({ reason }) => reason))
  const accepted = changes.filter(({ outcome }) => outcome === 'accepted')
  const lost = accepted.filter(({ reason }) => !reasons.has(reason))
  counts.accepted += accepted.length
  counts.lost += lost.length
  const found = `${lost.length} edits are lost, and history_regressed was returned ${regressions} times`
  assertInvariant(lost.length === 0 || regressions > 0, 'nothing lost', () => `${name}: ${found}`)
  if (!nothingMayBeLost) {
    const isThere = ({ reason }: { reason: string }) => !lost.some((each) => each.reason === reason)
    return checkChanges(changes.filter(isThere), events)
  }
  assertInvariant(regressions === 0, 'nothing lost', () => `${name}: ${found}`)
  checkChanges(changes, events)
  checkDecisions(observed, events)
}
