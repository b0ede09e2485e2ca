import { rebuild } from '../invariants/rebuild.ts'
import type { Send } from '../invariants/resend.ts'
import { observedProgress } from '../invariants/observations.ts'
import { eventsOf, type Event } from '../invariants/events.ts'
import { checkReplay, sameSeries } from '../invariants/replay.ts'
import { checkGenerations } from '../invariants/generations.ts'
import {
  checkCancels,
  checkDecisions,
  checkChanges,
  checkQuorums,
} from '../invariants/stored_events.ts'
import { checkProgress } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** Checks the stored state against all observations, through an instance with an empty cache. */
export async function checkStoredState(
  { emptyCache }: SystemUnderTest,
  model: Model,
): Promise<void> {
  const { observed, url, changes, cancels } = model
  const send: Send = async (method, path, sent, isAllowed = () => false) => {
    const { status, body } = await emptyCache.send(method, path, sent)
    assertInvariant(
      status < 300 || isAllowed({ status, body }),
      'expected response',
      () => `${method} ${path}: ${JSON.stringify(body)}`,
    )
    return body
  }
  const get = (path: string) => send('GET', path)
  const now = await get(url)
  checkProgress(observed, observedProgress(observed), now)
  const series = `/lr?from=0&to=${Math.max(0, now.sealed_through)}&hyperparameters=lr,momentum,betas`
  const all = await get(url + series)
  checkReplay(observed, all)
  const events = await eventsOf(get, url)
  checkChanges(changes, events)
  checkCancels(cancels, events)
  checkDecisions(observed, events)
  checkQuorums(observed, events, 'mean')
  checkGenerations(
    observed,
    (await get(`${url}/generations`)).generations,
    model.restoredGeneration,
  )
  const current = await get(`${url}/edits`)
  const { registration } = model
  const recorded = { registration, events, edits: current.edits, sent: changes }
  const sealedThrough = now.sealed_through
  await rebuild(send, `${url}-again`, observed, { ...recorded, sealedThrough })
  const again = await get(`${url}-again${series}`)
  // Events do not say where the cursor was when a late report was decided.
  const isLate = ({ kind, step, reported_for: reportedFor = step }: Event) =>
    kind === 'metric_decided' && reportedFor < step
  if (model.kind.plateauAtMilestone && events.some(isLate)) return
  assertInvariant(
    sameSeries(all, again),
    'I6 fold',
    () => `${url} was ${JSON.stringify(all)}, rebuilt it is ${JSON.stringify(again)}`,
  )
  if (sealedThrough < 0) return
  const last = `/lr?step=${sealedThrough}`
  const [was, is] = [await get(url + last), await get(`${url}-again${last}`)].map(({ groups }) =>
    JSON.stringify(groups),
  )
  assertInvariant(was === is, 'I6 fold', () => `${url} was ${was}, rebuilt it is ${is}`)
}
