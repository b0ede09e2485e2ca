import { madeAgain } from '../invariants/rebuild.ts'
import { floorOf } from '../invariants/observations.ts'
import { eventsOf } from '../invariants/events.ts'
import { replayed } from '../invariants/replay.ts'
import { keptGenerations } from '../invariants/generations.ts'
import { keptCancels, keptDecisions, keptEdits, keptVotes } from '../invariants/stored_events.ts'
import { read } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

/** Whether what is stored agrees with all that was told, as one sees it who has seen nothing. */
export async function verdict({ witness }: Stage, play: Play): Promise<void> {
  const { book, url, edits, cancels } = play
  const ask = async (method: 'GET' | 'PUT' | 'POST', path: string, sent?: object) => {
    const { status, body } = await witness.ask(method, path, sent)
    must(status < 300, 'plain answers', () => `${method} ${path}: ${JSON.stringify(body)}`)
    return body
  }
  const get = (path: string) => ask('GET', path)
  const now = await get(url)
  read(book, floorOf(book), now)
  const series = `/lr?from=0&to=${now.sealed_through}&params=lr,momentum`
  const all = await get(url + series)
  replayed(book, all)
  const events = await eventsOf(get, url)
  keptEdits(edits, events)
  keptCancels(cancels, events)
  keptDecisions(book, events)
  keptVotes(book, events, 'mean')
  keptGenerations(book, (await get(`${url}/generations`)).generations, play.restored)
  const held = await get(`${url}/edits`)
  const { registration } = play
  const recorded = { registration, events, edits: held.edits, sealedThrough: now.sealed_through }
  await madeAgain(ask, `${url}-again`, book, recorded)
  const again = await get(`${url}-again${series}`)
  const [was, is] = [all.groups, again.groups].map((each) => JSON.stringify(each))
  must(was === is, 'I6 fold', () => `${url} was ${was}, made again it is ${is}`)
}
