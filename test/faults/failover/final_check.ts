import { floorOf } from '../invariants/observations.ts'
import { eventsOf, type Body } from '../invariants/events.ts'
import { replayed } from '../invariants/replay.ts'
import { keptDecisions, keptEdits } from '../invariants/stored_events.ts'
import { read } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Job } from './job.ts'
import type { World } from './deployment.ts'

/** What was found when all was over. */
export interface Judged {
  replayed: number
  accepted: number
  /** Edits that were acknowledged and are not there. */
  lost: number
}

/** Whether what is stored agrees with all that was told, as processes see it that remember nothing. */
export async function verdict(
  world: World,
  jobs: readonly Job[],
  isKept: boolean,
): Promise<Judged> {
  await Promise.all(world.instances.map((instance) => instance.start()))
  const judged: Judged = { replayed: 0, accepted: 0, lost: 0 }
  for (const job of jobs) await judge(world, { job, isKept, judged })
  return judged
}

interface Case {
  readonly job: Job
  /** Whether all that was acknowledged must be there. */
  readonly isKept: boolean
  readonly judged: Judged
}

async function judge(world: World, { job, isKept, judged }: Case): Promise<void> {
  const { book, url, edits, regressions, name } = job
  const get = async (path: string): Promise<Body> => {
    const reply = await world.insist(() => ({ method: 'GET', path }))
    must(reply.status === 200, 'plain answers', () => `${path}: ${JSON.stringify(reply)}`)
    return reply.body
  }
  const now = await get(url)
  read(book, floorOf(book), now)
  const path = `${url}/lr?from=0&to=${now.sealed_through}&params=lr,momentum`
  judged.replayed += replayed(book, await get(path))
  const events = await eventsOf(get, url)
  const reasons = new Set(events.map(({ reason }) => reason))
  const accepted = edits.filter(({ outcome }) => outcome === 'accepted')
  const lost = accepted.filter(({ reason }) => !reasons.has(reason))
  judged.accepted += accepted.length
  judged.lost += lost.length
  const found = `${lost.length} edits are lost, and ${regressions} times somebody was told`
  must(lost.length === 0 || regressions > 0, 'nothing lost', () => `${name}: ${found}`)
  if (!isKept) {
    const isThere = ({ reason }: { reason: string }) => !lost.some((each) => each.reason === reason)
    return keptEdits(edits.filter(isThere), events)
  }
  must(regressions === 0, 'nothing lost', () => `${name}: ${found}`)
  keptEdits(edits, events)
  keptDecisions(book, events)
}
