import { setTimeout as sleep } from 'node:timers/promises'
import { observedProgress } from '../invariants/observations.ts'
import { eventsOf, type Body, type Event } from '../invariants/events.ts'
import { checkReplay } from '../invariants/replay.ts'
import { checkDecisions, checkChanges } from '../invariants/stored_events.ts'
import { checkProgress } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { SETTLING_MS } from './answers.ts'
import { isEchoing, type Client } from './client.ts'
import type { Job } from './job.ts'
import { callAdvance } from './rank.ts'
import type { Deployment } from './deployment.ts'

/** Counts of the check at the end of a run. */
export interface FinalCheck {
  replayed: number
  accepted: number
  /** Edits that were acknowledged and are not stored. */
  lost: number
}

/**
 * Checks the stored state against all observations, through newly started processes. Each client calls
 * once more: it is refused, or everything that it was given holds.
 */
export async function checkStoredState(
  deployment: Deployment,
  jobs: readonly Job[],
): Promise<FinalCheck> {
  await Promise.all(deployment.instances.map((instance) => instance.start()))
  await sleep(SETTLING_MS)
  const counts: FinalCheck = { replayed: 0, accepted: 0, lost: 0 }
  for (const job of jobs) await checkJob(deployment, job, counts)
  return counts
}

async function checkJob(deployment: Deployment, job: Job, counts: FinalCheck): Promise<void> {
  const { url, changes, regressions, clients, name } = job
  const passed: Client[] = []
  for (const client of clients) {
    if (await callAgain(deployment, job, client)) passed.push(client)
  }
  const get = async (path: string): Promise<Body> => {
    const reply = await deployment.callWithRetry(() => ({ method: 'GET', path }))
    const what = () => `${path}: ${JSON.stringify(reply)}`
    assertInvariant(reply.status === 200, 'expected response', what)
    return reply.body
  }
  const now = await get(url)
  const events = await eventsOf(get, url)
  const stored = new Set(events.map(({ reason }) => reason))
  const accepted = changes.filter(({ outcome }) => outcome === 'accepted')
  const lost = new Set(accepted.filter(({ reason }) => !stored.has(reason)))
  counts.accepted += accepted.length
  counts.lost += lost.size
  const found = () => `${name}: ${lost.size} edits lost, ${regressions} times history_regressed`
  assertInvariant(!deployment.isLossless || lost.size + regressions === 0, 'nothing lost', found)
  checkChanges(
    changes.filter((change) => !lost.has(change)),
    events,
  )
  for (const client of passed) await checkClient(get, job, { client, now, events, counts })
}

/** Sends a call for a step that the client was given, as a rank does that goes on. */
async function callAgain(deployment: Deployment, job: Job, client: Client): Promise<boolean> {
  if (!isEchoing(client) && !deployment.isLossless) return false
  if (client.incarnation !== job.incarnation) return false
  const { generation, resumeStep } = client.incarnation
  const request = { generation, step: resumeStep, ahead: 0 }
  return (await callAdvance(deployment, job, client, request)) !== undefined
}

interface ClientCheck {
  readonly client: Client
  readonly now: Body
  readonly events: readonly Event[]
  readonly counts: FinalCheck
}

/** Steps in one request. */
const PAGE = 50_000

/** Everything that a client was given in its incarnation is stored, or is computed again. */
async function checkClient(
  get: (path: string) => Promise<Body>,
  { url, incarnation }: Job,
  { client, now, events, counts }: ClientCheck,
): Promise<void> {
  const { observed, acknowledged, name } = client
  checkProgress(observed, observedProgress(observed), now)
  checkDecisions(observed, events)
  const stored = new Set(events.map(({ reason }) => reason))
  const lost = acknowledged.filter((reason) => !stored.has(reason))
  const what = () => `${name} was not refused after the loss of ${lost.join()}`
  assertInvariant(lost.length === 0, 'nothing lost', what)
  for (let from = incarnation.resumeStep; from <= now.sealed_through; from += PAGE) {
    const to = Math.min(now.sealed_through, from + PAGE - 1)
    const path = `${url}/lr?from=${from}&to=${to}&hyperparameters=lr,momentum`
    counts.replayed += checkReplay(observed, await get(path))
  }
}
