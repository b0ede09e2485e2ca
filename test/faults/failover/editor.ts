import { setTimeout as sleep } from 'node:timers/promises'
import { NO_REPLY, type Call } from '../call.ts'
import { randomChoice, randomInteger, randomFor, type Random } from '../random.ts'
import { generationOf } from '../invariants/observations.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { enter, isEchoing, seenFields, type Client } from './client.ts'
import type { Job } from './job.ts'
import { recover } from './recovery.ts'
import type { Deployment } from './deployment.ts'

/** How far ahead an edit is that has not acted yet when its loss is found. */
const FAR = 2_000

/** Runs a client that edits a job: at the next unsealed step, or far ahead. */
export async function runEditor(deployment: Deployment, job: Job): Promise<void> {
  const { editor } = job
  if (!editor) return
  const random = randomFor(deployment.seed, editor.name)
  for (let count = 1; !deployment.isOver(); count++) {
    if (editor.incarnation !== job.incarnation) enter(job, editor, job.incarnation)
    const change = randomEdit(random, sealedOf(job) + FAR)
    const reason = `edit ${count} of ${job.name}`
    const isKeyed = random() < 0.5
    job.changes.push(await edit(deployment, job, editor, { reason, isKeyed, change }))
    await sleep(randomInteger(random, 20, deployment.maxEditPauseMs))
  }
}

interface EditBody {
  readonly at_step?: number
}

function randomEdit(random: Random, at_step: number): EditBody {
  const lr = randomInteger(random, 1, 1_000) / 1e4
  if (NEAR_EDITS && random() < 0.5) return { set: { lr } } as EditBody
  const until_step = at_step + 200
  const far = [{ set: { lr } }, { multiply: { lr }, until_step }, { hold: { lr }, until_step }]
  return { ...randomChoice<object>(random, far), at_step }
}

/** Whether edits act at the next unsealed step too. */
const NEAR_EDITS = true

/** The furthest step that any rank was given. */
const sealedOf = ({ ranks, incarnation }: Job): number =>
  Math.max(
    -1,
    ...ranks
      .filter((rank) => rank.incarnation === incarnation)
      .map(({ observed }) => generationOf(observed, incarnation.generation).sealedThrough),
  )

interface NextEdit {
  readonly reason: string
  readonly isKeyed: boolean
  readonly change: EditBody
}

async function edit(
  deployment: Deployment,
  job: Job,
  editor: Client,
  { reason, isKeyed, change }: NextEdit,
): Promise<SentChange> {
  const { generation } = editor.incarnation
  const sealed = deployment.isLossless ? sealedOf(job) : sealedIn(editor.seen)
  const body = { ...change, reason, generation }
  const call = (): Call => ({
    method: 'POST',
    path: `${job.url}/edits`,
    body: { ...body, ...seenFields(job, editor) },
    key: isKeyed ? reason : undefined,
  })
  // Without a key it is not repeated: a reply that is lost leaves the outcome unknown.
  const reply = isKeyed ? await deployment.callWithRetry(call) : await deployment.call(call())
  const sent = { method: 'POST', path: '/edits', body: change, atStep: change.at_step } as const
  const kind = Object.keys(change)[0]!
  const unknown: SentChange = { kind, request: sent, reason, isKeyed, outcome: 'unknown' }
  if (reply === NO_REPLY || reply.status === 503) return unknown
  if (await recover(deployment, job, editor, reply)) return unknown
  const { status, body: answer } = reply
  assertInvariant(status === 201, 'expected response', () => `${reason}: ${JSON.stringify(reply)}`)
  const what = () => `${reason} acts at ${answer.step}, when ${sealed} was sealed`
  assertInvariant(answer.step > sealed, 'I4 edits after the seal', what)
  if (isEchoing(editor)) editor.acknowledged.push(reason)
  editor.seen = answer.seen
  return { ...unknown, outcome: 'accepted', revision: answer.revision, step: answer.step }
}

/** The sealed step in the text of `seen`. */
const sealedIn = (seen: string | undefined): number => Number(seen?.split('.')[3] ?? -1)
