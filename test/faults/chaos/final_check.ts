import { appOn } from '../../app.ts'
import { must } from '../invariants/violation.ts'
import { madeAgain, type Ask } from '../invariants/rebuild.ts'
import { floorOf } from '../invariants/observations.ts'
import { eventsOf, type Body } from '../invariants/events.ts'
import { replayed } from '../invariants/replay.ts'
import { keptGenerations } from '../invariants/generations.ts'
import { keptCancels, keptDecisions, keptEdits, keptVotes } from '../invariants/stored_events.ts'
import { read } from '../invariants/progress.ts'
import type { Job } from './jobs.ts'
import type { World } from './deployment.ts'

/** What was found when all was over. */
export interface Judged {
  /** Steps of the last generations whose values were computed anew and compared. */
  replayed: number
  /** Inputs that the events tell of. */
  events: number
  decisions: number
  quorums: number
}

/** Whether what is stored agrees with all that was told, as processes see it that remember nothing. */
export async function verdict(world: World, jobs: readonly Job[]): Promise<Judged> {
  await Promise.all(world.posts.map(({ instance }) => instance.start()))
  const elsewhere = await appOn()
  const judged: Judged = { replayed: 0, events: 0, decisions: 0, quorums: 0 }
  const get = async (path: string) => {
    const { reply } = await world.insist({ method: 'GET', path })
    must(reply.status === 200, 'plain answers', () => `${path}: ${JSON.stringify(reply)}`)
    return reply.body
  }
  const ask: Ask = async (method, path, sent) => {
    const { status, body } = await elsewhere.ask(method, path, sent)
    must(status < 300, 'I6 fold', () => `${method} ${path}: ${JSON.stringify(body)}`)
    return body
  }
  for (const job of jobs) await judge({ get, ask, judged }, job)
  return judged
}

/** Those who are asked: of the run, and of a store that has nothing of it. */
interface Court {
  readonly get: (path: string) => Promise<Body>
  readonly ask: Ask
  readonly judged: Judged
}

async function judge({ get, ask, judged }: Court, job: Job): Promise<void> {
  const { book, url, edits, cancels, registration, measuring } = job
  const now = await get(url)
  read(book, floorOf(book), now)
  const events = await eventsOf(get, url)
  keptEdits(edits, events)
  keptCancels(cancels, events)
  keptDecisions(book, events)
  keptGenerations(book, (await get(`${url}/generations`)).generations, 1)
  judged.events += events.length
  judged.decisions += book.decided.length
  judged.quorums += keptVotes(book, events, measuring?.aggregate ?? 'mean')
  const held = await get(`${url}/edits`)
  const sealedThrough = now.sealed_through
  await madeAgain(ask, url, book, { registration, events, edits: held.edits, sealedThrough })
  judged.replayed += await folds({ get, ask, judged }, job, sealedThrough)
}

/** In the order in which advances tell them. */
const PARAMS = 'lr,momentum,weight_decay'
/** Steps in one answer. */
const PAGE = 5_000

/** The whole trajectory of the last generation, computed anew from what is stored, and elsewhere. */
async function folds({ get, ask }: Court, { url, book }: Job, last: number): Promise<number> {
  let compared = 0
  for (let from = 0; from <= last; from += PAGE) {
    const to = Math.min(last, from + PAGE - 1)
    const page = `${url}/lr?from=${from}&to=${to}&params=${PARAMS}`
    const [here, there] = [await get(page), await ask('GET', page)]
    compared += replayed(book, here)
    const isSame = JSON.stringify(here.groups) === JSON.stringify(there.groups)
    must(isSame, 'I6 fold', () => `${book.id}: its events make other values from ${from} to ${to}`)
  }
  return compared
}
