import { rebuild } from '../invariants/rebuild.ts'
import { observedProgress } from '../invariants/observations.ts'
import { eventsOf } from '../invariants/events.ts'
import { checkReplay } from '../invariants/replay.ts'
import { checkGenerations } from '../invariants/generations.ts'
import {
  checkCancels,
  checkDecisions,
  checkEdits,
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
  const { observed, url, edits, cancels } = model
  const send = async (method: 'GET' | 'PUT' | 'POST', path: string, sent?: object) => {
    const { status, body } = await emptyCache.send(method, path, sent)
    assertInvariant(
      status < 300,
      'expected response',
      () => `${method} ${path}: ${JSON.stringify(body)}`,
    )
    return body
  }
  const get = (path: string) => send('GET', path)
  const now = await get(url)
  checkProgress(observed, observedProgress(observed), now)
  const series = `/lr?from=0&to=${Math.max(0, now.sealed_through)}&hyperparameters=lr,momentum`
  const all = await get(url + series)
  checkReplay(observed, all)
  const events = await eventsOf(get, url)
  checkEdits(edits, events)
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
  const recorded = { registration, events, edits: current.edits, sealedThrough: now.sealed_through }
  await rebuild(send, `${url}-again`, observed, recorded)
  const again = await get(`${url}-again${series}`)
  const [was, is] = [all.groups, again.groups].map((each) => JSON.stringify(each))
  assertInvariant(was === is, 'I6 fold', () => `${url} was ${was}, rebuilt it is ${is}`)
}
