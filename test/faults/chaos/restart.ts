import { between, type Chance } from '../random.ts'
import { must } from '../invariants/violation.ts'
import type { Opened } from '../invariants/observations.ts'
import { answered, opened, opens } from '../invariants/progress.ts'
import { lifeOf, type Life } from './incarnation.ts'
import type { Run } from './run.ts'

/** How far a restart goes back at most: to before the last restart, now and then. */
const BACK = 800

/**
 * Restarts a job from a step that every rank holds. All ranks of the new incarnation open it by
 * one key; those of the old one go on until they are told.
 */
export async function restarted(run: Run, life: Life, random: Chance): Promise<Life> {
  const { job, pace, generation } = life
  const { plan } = run.world
  const wanted = {
    key: `life-${generation + 1}`,
    resume_step: Math.max(0, pace.last() - between(random, 0, BACK)),
    edits: random() < 0.3 ? 'drop' : 'keep',
  }
  const opening = Array.from({ length: plan.ranks }, () => open(run, life, wanted))
  const [first] = await Promise.all(opening)
  await refusesOthers(run, life, wanted)
  pace.end()
  return lifeOf(job, { generation: first!.generation, resumed: wanted.resume_step }, plan.ranks)
}

interface Wanted {
  readonly key: string
  readonly resume_step: number
  readonly edits: string
}

const call = ({ job }: Life, { key, ...body }: Wanted) => ({
  method: 'PUT' as const,
  path: `${job.url}/generations/${key}`,
  body,
})

/** One rank's way into a new incarnation. */
async function open(run: Run, life: Life, wanted: Wanted): Promise<Opened> {
  const { book } = life.job
  opens(book)
  const { reply } = await run.world.insist(call(life, wanted))
  answered(book)
  must(
    reply.status === 201 || reply.status === 200,
    'plain answers',
    () => `${life.job.name}: ${JSON.stringify(reply)}`,
  )
  const { generation, key, parent, resume_step } = reply.body
  const answer = { generation, key, parent, resume_step }
  must(
    key === wanted.key && parent === life.generation && resume_step === wanted.resume_step,
    'plain answers',
    () => `${life.job.name} asked for ${JSON.stringify(wanted)}: ${JSON.stringify(answer)}`,
  )
  opened(book, reply.body)
  return answer
}

/** A rank that restarts from another checkpoint, and one that restarts by an old key. */
async function refusesOthers({ world }: Run, life: Life, wanted: Wanted): Promise<void> {
  const { name } = life.job
  const lost = { ...wanted, resume_step: wanted.resume_step + 1 }
  const { reply: conflict } = await world.insist(call(life, lost))
  must(
    conflict.status === 409 && conflict.body.code === 'generation_conflict',
    'I3 fencing',
    () => `${name}: another resume step was answered ${JSON.stringify(conflict)}`,
  )
  if (life.generation === 1) return
  const late = { ...wanted, key: `life-${life.generation}` }
  const { reply: stale } = await world.insist(call(life, late))
  must(stale.status === 409, 'I3 fencing', () => `${name}: an old key got ${JSON.stringify(stale)}`)
}
