import type { Reply } from '../call.ts'
import { checkAdvance } from '../invariants/advances.ts'
import {
  generationOf,
  observedProgress,
  type Observations,
  type Progress,
} from '../invariants/observations.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Job, Incarnation } from './job.ts'
import type { Deployment } from './deployment.ts'

/** Recovers from a refusal that a failover explains; returns false for any other response. */
export async function recover(
  deployment: Deployment,
  job: Job,
  incarnation: Incarnation,
  { status, body }: Reply,
): Promise<boolean> {
  if (status !== 409) return false
  switch (body.code) {
    case 'stale_generation':
      assertInvariant(body.current_generation > incarnation.generation, 'I3 fencing', () =>
        JSON.stringify(body),
      )
      await job.recovery
      return true
    case 'unknown_generation':
      await reopenGeneration(deployment, job, incarnation)
      return true
    case 'history_regressed':
      job.regressions += 1
      await recoverHistory(deployment, job, incarnation, body.sealed_through)
      return true
    default:
      return false
  }
}

/** Opens a lost generation again, with the same key, parent and resume step. */
async function reopenGeneration(
  deployment: Deployment,
  job: Job,
  incarnation: Incarnation,
): Promise<void> {
  const { key, parent } = incarnation
  assertInvariant(
    key !== undefined,
    'nothing lost',
    () => `${job.name}: the first generation is unknown`,
  )
  const reply = await openGeneration(deployment, job, {
    key: key!,
    parent: parent!,
    resumeStep: incarnation.resumeStep,
  })
  if (reply.body.code === 'unknown_generation') return reopenGeneration(deployment, job, parent!)
  if (reply.status === 201) job.reopened += 1
}

/** The store has lost returned history: opens the next generation at the stored sealed_through. */
async function recoverHistory(
  deployment: Deployment,
  job: Job,
  incarnation: Incarnation,
  sealed: number,
): Promise<void> {
  if (job.incarnation !== incarnation) return
  job.recovery ??= openNextGeneration(deployment, job, incarnation, sealed).finally(
    () => (job.recovery = undefined),
  )
  await job.recovery
}

async function openNextGeneration(
  deployment: Deployment,
  job: Job,
  parent: Incarnation,
  sealed: number,
): Promise<void> {
  const key = `after-${parent.generation}`
  for (let resumeStep = sealed; ;) {
    const { status, body } = await openGeneration(deployment, job, { key, parent, resumeStep })
    if (status < 300) {
      job.incarnation = { generation: body.generation, key, parent, resumeStep }
      return
    }
    const what = () => `${job.name}: ${JSON.stringify(body)}`
    if (body.code === 'unknown_generation') await reopenGeneration(deployment, job, parent)
    // Another failover has lost further steps.
    if (body.code === 'resume_ahead') resumeStep = body.sealed_through
    assertInvariant(
      ['unknown_generation', 'resume_ahead'].includes(body.code),
      'expected response',
      what,
    )
  }
}

/** The length of the first window of a generation. */
const AHEAD = 20

interface Opening {
  readonly key: string
  readonly parent: Incarnation
  readonly resumeStep: number
}

async function openGeneration(
  deployment: Deployment,
  job: Job,
  { key, parent, resumeStep }: Opening,
): Promise<Reply> {
  const { observed, url } = job
  const sent = observedProgress(observed)
  openingSent(observed)
  const reply = await deployment.callWithRetry(() => ({
    method: 'PUT',
    path: `${url}/generations/${key}`,
    body: { resume_step: resumeStep, parent: parent.generation, ahead: AHEAD },
  }))
  openingAnswered(observed)
  if (reply.status < 300) checkFirstWindow(observed, reply.body, resumeStep, sent)
  return reply
}

/** The opening, and the advance to the resume step that it makes with its first window. */
function checkFirstWindow(
  observed: Observations,
  opened: Reply['body'],
  step: number,
  sent: Progress,
): void {
  checkOpening(observed, opened)
  const { generation } = opened
  const own = generationOf(observed, generation)
  own.maxRequested = Math.max(own.maxRequested, step + AHEAD)
  checkAdvance(observed, { ...opened, step }, { generation, step, ahead: AHEAD }, sent)
}
