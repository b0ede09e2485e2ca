import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Reply } from '../call.ts'
import { between, chanceOf, type Chance } from '../random.ts'
import { must } from '../invariants/violation.ts'
import { asks, seenIn, told, type Asked } from '../invariants/advances.ts'
import { lossAt, needsMetric, type Job } from './jobs.ts'
import type { Life } from './incarnation.ts'
import type { Run } from './run.ts'
import { vote } from './quorum_report.ts'
import type { World } from './deployment.ts'

/** How long a rank that waits for a metric asks to be kept waiting, in seconds. */
const WAIT = 0.5

/** How often a rank asks together with others, and how often it says what it has seen. */
const TOGETHER = 0.05
const SAYS_SEEN = 0.3

/** How often a rank asks for a step that it has had: as one that joins late, or looks again. */
const LOOKS_BACK = 0.01

/** One rank of one incarnation of a job, until the run is over or it is told that its life is. */
export async function rank(run: Run, life: Life, index: number): Promise<void> {
  const { job } = life
  const random = chanceOf(run.world.seed, `${job.name} ${life.generation} ${index}`)
  const { windows, maxWindow } = run.world.plan
  let held = life.resumed
  while (!run.isOver()) {
    await life.pace.until(held)
    const ahead = random() < windows ? between(random, 0, maxWindow) : 0
    const step = random() < LOOKS_BACK ? between(random, 0, held) : held + 1
    if (step > held && (await vote(run, life, index, step)) === 'over') return
    const through = await advance(run, life, index, { step, ahead, random })
    if (through === 'over') return
    if (through === 'awaited') await sleep(between(random, 2, 20))
    if (typeof through !== 'number' || through <= held) continue
    held = through
    life.pace.at(index, held)
  }
}

interface Wanted {
  readonly step: number
  readonly ahead: number
  readonly random: Chance
}

/** Asks until there is an answer, and tells the last step whose values it holds. */
async function advance(
  { world }: Run,
  life: Life,
  index: number,
  { step, ahead, random }: Wanted,
): Promise<number | 'awaited' | 'over'> {
  const { job, generation } = life
  const asked: Asked = { generation, step, ahead }
  const sent = asks(job.book, asked)
  const body = {
    step,
    generation,
    ...(ahead > 0 ? { ahead } : {}),
    ...(random() < SAYS_SEEN ? { seen: seenIn(job.book, generation) } : {}),
    ...metricsOf(life, index, step),
  }
  const isTogether = random() < TOGETHER
  const reply = isTogether ? await together(world, job, body) : await alone(world, job, body)
  if (isStale(job, generation, reply)) return 'over'
  if (reply.status === 202) return 'awaited'
  must(reply.status === 200, 'plain answers', () => `${job.name}: ${JSON.stringify(reply)}`)
  told(job.book, reply.body, asked, sent)
  return reply.body.ahead?.through ?? step
}

async function alone(world: World, { url }: Job, body: object): Promise<Reply> {
  const call = { method: 'POST', path: `${url}/steps`, body: { ...body, wait: WAIT } } as const
  return (await world.insist(call)).reply
}

/** One call for many optimizers, until this one is answered. */
async function together(world: World, { name }: Job, body: object): Promise<Reply> {
  const call = {
    method: 'POST',
    path: '/v1/steps',
    body: { steps: [{ optimizer: name, ...body }] },
  }
  for (;;) {
    const { reply } = await world.insist(call as Call)
    const { status, result, problem } = reply.body.results[0]
    if (status !== 503) return { status, body: result ?? problem }
    await sleep(20)
  }
}

/** What the leader has to say of a step: nothing of those before it resumed, which others measured. */
function metricsOf({ job, generation, resumed }: Life, index: number, step: number): object {
  const { measuring } = job
  if (measuring?.by !== 'leader' || index !== 0 || step <= resumed) return {}
  if (measuring.every ? !needsMetric(job, step) : step % 7 !== 0) return {}
  return { metrics: { loss: lossAt(job, generation, step, 0) } }
}

/** Whether an answer says that a generation is over; then it must be. */
export function isStale(job: Job, generation: number, { status, body }: Reply): boolean {
  if (status !== 409 || body.code !== 'stale_generation') return false
  must(
    body.current_generation > generation,
    'I3 fencing',
    () => `${job.name}: ${generation} was refused though ${body.current_generation} is current`,
  )
  return true
}
