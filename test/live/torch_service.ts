import { metricsAt, type Case, type Event } from '../core/torch/case.ts'
import { ask, type Answer } from '../service.ts'
import type { Example } from './torch_oracle.ts'

/** One group's hyperparameters in a response. */
type Values = Readonly<Record<string, number | number[]>>

/** The response to one step: each group's values, by name. */
export interface Answered {
  readonly step: number
  readonly groups: ReadonlyMap<string, Values>
}

/** The outcome of a case in a service. */
export interface Outcome {
  readonly answers: readonly Answered[]
  /** Columns by group and hyperparameter, from step 0 on; null where the group does not exist. */
  readonly series: ReadonlyMap<string, readonly (number | null)[]>
  /** The first refusal, and the step whose request it was. */
  readonly refused: { readonly step: number; readonly answer: Answer } | undefined
}

/** Runs a case in a running service, as its clients would. */
export async function play(optimizer: string, example: Example): Promise<Outcome> {
  const { groups, schedulers } = example.case
  const registered = await ask('PUT', optimizer, { groups, schedulers })
  if (registered.status !== 201) {
    return { answers: [], series: new Map(), refused: { step: 0, answer: registered } }
  }
  const answers = [answeredBy(registered)]
  const run = { optimizer, case: example.case, sealed: 0 }
  let refused: Outcome['refused']
  for (const step of example.asks) {
    const answer = await askFor(run, step)
    if (answer.status !== 200) {
      refused = { step: Math.max(step, run.sealed), answer }
      break
    }
    answers.push(answeredBy(answer))
    run.sealed = Math.max(step, run.sealed)
  }
  return { answers, series: await seriesOf(run, example), refused }
}

interface Run {
  readonly optimizer: string
  readonly case: Case
  sealed: number
}

/** Sends the events of the next step, if that is requested, and then requests the step. */
async function askFor(run: Run, step: number): Promise<Answer> {
  const next = step > run.sealed ? run.sealed + 1 : NaN
  for (const event of run.case.events.filter((each) => each.step === next)) {
    const told = await tell(run.optimizer, event)
    if (told.status >= 300) return told
  }
  const metrics = metricsAt(run.case, step)
  const reported = Object.keys(metrics).length === 0 ? {} : { metrics }
  return ask('POST', `${run.optimizer}/steps`, { step, ...reported })
}

function tell(optimizer: string, event: Event): Promise<Answer> {
  if ('edit' in event) return ask('PATCH', `${optimizer}/groups/${event.edit}`, event.set)
  if ('add' in event) return ask('POST', `${optimizer}/groups`, event.add)
  if ('attach' in event) return ask('POST', `${optimizer}/schedulers`, event.attach)
  if ('remove' in event) return ask('DELETE', `${optimizer}/groups/${event.remove}`)
  return ask('DELETE', `${optimizer}/schedulers/${event.detach}`)
}

function answeredBy({ body }: Answer): Answered {
  const { step, groups } = body as { step: number; groups: (Values & { name: string })[] }
  return { step, groups: new Map(groups.map(({ name, ...values }) => [`${name}`, values])) }
}

/** All sealed values, read back from step 0. */
async function seriesOf({ optimizer, sealed }: Run, { columns }: Example) {
  const params = [...new Set(columns.map(({ param }) => param.split('.')[0]))]
  const range = `from=0&to=${sealed}&params=${params.join(',')}`
  const { body } = await ask('GET', `${optimizer}/lr?${range}`)
  const groups = body.groups as ({ name: string } & Record<string, (number | null)[]>)[]
  const named = groups.flatMap(({ name, ...own }) =>
    Object.entries(own).map(([param, values]) => [`${name} ${param}`, values] as const),
  )
  return new Map(named)
}
