import { appOn } from '../../app.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { rebuild } from '../invariants/rebuild.ts'
import type { Send } from '../invariants/resend.ts'
import { observedProgress } from '../invariants/observations.ts'
import { eventsOf, type Body } from '../invariants/events.ts'
import { checkReplay, sameSeries } from '../invariants/replay.ts'
import { checkGenerations } from '../invariants/generations.ts'
import {
  checkCancels,
  checkDecisions,
  checkChanges,
  checkQuorums,
} from '../invariants/stored_events.ts'
import { checkProgress } from '../invariants/progress.ts'
import type { Job } from './jobs.ts'
import type { Deployment } from './deployment.ts'

/** Counts of the check at the end of a run. */
export interface FinalCheck {
  /** Steps of the last generations whose values were computed again and compared. */
  replayed: number
  /** Events of all jobs. */
  events: number
  decisions: number
  quorums: number
}

/** Checks the stored state against all observations, through newly started processes. */
export async function checkStoredState(
  deployment: Deployment,
  jobs: readonly Job[],
): Promise<FinalCheck> {
  await Promise.all(deployment.nodes.map(({ instance }) => instance.start()))
  const emptyService = await appOn()
  const counts: FinalCheck = { replayed: 0, events: 0, decisions: 0, quorums: 0 }
  const get = async (path: string) => {
    const { reply } = await deployment.callWithRetry({ method: 'GET', path })
    assertInvariant(
      reply.status === 200,
      'expected response',
      () => `${path}: ${JSON.stringify(reply)}`,
    )
    return reply.body
  }
  const send: Send = async (method, path, sent, isAllowed = () => false) => {
    const { status, body } = await emptyService.send(method, path, sent)
    const isAccepted = status < 300 || isAllowed({ status, body })
    assertInvariant(isAccepted, 'I6 fold', () => `${method} ${path}: ${JSON.stringify(body)}`)
    return body
  }
  for (const job of jobs) await checkJob({ get, send, counts }, job)
  return counts
}

/** A client of the run's services, and one of a service with an empty store. */
interface Clients {
  readonly get: (path: string) => Promise<Body>
  readonly send: Send
  readonly counts: FinalCheck
}

async function checkJob({ get, send, counts }: Clients, job: Job): Promise<void> {
  const { observed, url, changes, cancels, registration, metricSource } = job
  const now = await get(url)
  checkProgress(observed, observedProgress(observed), now)
  const events = await eventsOf(get, url)
  checkChanges(changes, events)
  checkCancels(cancels, events)
  checkDecisions(observed, events)
  checkGenerations(observed, (await get(`${url}/generations`)).generations, 1)
  counts.events += events.length
  counts.decisions += observed.decisions.length
  counts.quorums += checkQuorums(observed, events, metricSource?.aggregate ?? 'mean')
  const current = await get(`${url}/edits`)
  const sealedThrough = now.sealed_through
  const recorded = { registration, events, edits: current.edits, sent: changes, sealedThrough }
  await rebuild(send, url, observed, recorded)
  counts.replayed += await compareWithRebuilt({ get, send, counts }, job, sealedThrough)
}

/** All that have numbers. */
const PARAMS = 'lr,momentum,weight_decay'
/** Steps in one request. */
const PAGE = 5_000

/** Compares the last generation's trajectory, computed from the stored inputs, with the rebuilt one. */
async function compareWithRebuilt(
  { get, send }: Clients,
  { url, observed }: Job,
  last: number,
): Promise<number> {
  let compared = 0
  for (let from = 0; from <= last; from += PAGE) {
    const to = Math.min(last, from + PAGE - 1)
    const page = `${url}/lr?from=${from}&to=${to}&hyperparameters=${PARAMS}`
    const [here, there] = [await get(page), await send('GET', page)]
    compared += checkReplay(observed, here)
    assertInvariant(
      sameSeries(here, there),
      'I6 fold',
      () => `${observed.id}: its events give other values from ${from} to ${to}`,
    )
  }
  return compared
}
