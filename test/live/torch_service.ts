import { metricsAt, type Case, type Event } from '../core/torch/case.ts'
import { send, type ApiResponse } from '../service.ts'
import type { Example } from './torch_oracle.ts'

/** One group's hyperparameters in a response. */
type Values = Readonly<Record<string, number | number[]>>

/** The response to one step: each group's values, by name. */
export interface StepResponse {
  readonly step: number
  readonly groups: ReadonlyMap<string, Values>
}

/** The outcome of a case in a service. */
export interface CaseOutcome {
  readonly responses: readonly StepResponse[]
  /** Columns by group and hyperparameter, from step 0 on; null where the group does not exist. */
  readonly series: ReadonlyMap<string, readonly (number | null)[]>
  /** The first refusal, and the step whose request it was. */
  readonly refused: { readonly step: number; readonly response: ApiResponse } | undefined
}

/** Runs a case in a running service, as its clients would. */
export async function runCase(optimizer: string, example: Example): Promise<CaseOutcome> {
  const { groups, schedulers } = example.case
  const registered = await send('PUT', optimizer, { groups, schedulers })
  if (registered.status !== 201) {
    return { responses: [], series: new Map(), refused: { step: 0, response: registered } }
  }
  // The events of a case act from step 1 on: step 0 is sealed first.
  const first = await send('POST', `${optimizer}/steps`, { step: 0 })
  if (first.status !== 200) {
    return { responses: [], series: new Map(), refused: { step: 0, response: first } }
  }
  const responses = [stepResponse(first)]
  const run = { optimizer, case: example.case, sealed: 0 }
  let refused: CaseOutcome['refused']
  for (const step of example.requested_steps) {
    const response = await requestStep(run, step)
    if (response.status !== 200) {
      refused = { step: Math.max(step, run.sealed), response }
      break
    }
    responses.push(stepResponse(response))
    run.sealed = Math.max(step, run.sealed)
  }
  return { responses, series: await seriesOf(run, example), refused }
}

interface Run {
  readonly optimizer: string
  readonly case: Case
  sealed: number
}

/** Sends the events of the next step, if that is requested, and then requests the step. */
async function requestStep(run: Run, step: number): Promise<ApiResponse> {
  const next = step > run.sealed ? run.sealed + 1 : NaN
  for (const event of run.case.events.filter((each) => each.step === next)) {
    const returned = await sendEvent(run.optimizer, event)
    if (returned.status >= 300) return returned
  }
  const metrics = metricsAt(run.case, step)
  const reported = Object.keys(metrics).length === 0 ? {} : { metrics }
  return send('POST', `${run.optimizer}/steps`, { step, ...reported })
}

function sendEvent(optimizer: string, event: Event): Promise<ApiResponse> {
  if ('edit' in event) return send('PATCH', `${optimizer}/groups/${event.edit}`, event.set)
  // The oracle constructs every scheduler again on a group that is added.
  if ('add' in event) {
    return send('POST', `${optimizer}/groups`, { ...event.add, schedulers: 'restart' })
  }
  if ('attach' in event) return send('POST', `${optimizer}/schedulers`, event.attach)
  if ('remove' in event) return send('DELETE', `${optimizer}/groups/${event.remove}`)
  return send('DELETE', `${optimizer}/schedulers/${event.detach}`)
}

function stepResponse({ body }: ApiResponse): StepResponse {
  const { step, groups } = body as { step: number; groups: (Values & { name: string })[] }
  return { step, groups: new Map(groups.map(({ name, ...values }) => [`${name}`, values])) }
}

/** All sealed values, read back from step 0. */
async function seriesOf({ optimizer, sealed }: Run, { columns }: Example) {
  const params = [...new Set(columns.map(({ param }) => param.split('.')[0]))]
  const range = `from=0&to=${sealed}&hyperparameters=${params.join(',')}`
  const { body } = await send('GET', `${optimizer}/lr?${range}`)
  const groups = body.groups as ({ name: string } & Record<string, Row[]>)[]
  const named = groups.flatMap(({ name, ...own }) =>
    Object.entries(own).flatMap(([hyperparameter, rows]) =>
      pathsOf(hyperparameter, rows).map(({ path, values }) => [`${name} ${path}`, values] as const),
    ),
  )
  return new Map(named)
}

type Row = number | null | readonly number[]

/** The values of a column by path: those of a list, element by element. */
function pathsOf(name: string, rows: readonly Row[]) {
  const list = rows.find((row) => Array.isArray(row))
  if (!list) return [{ path: name, values: rows as readonly (number | null)[] }]
  return (list as readonly number[]).map((_element, index) => ({
    path: `${name}.${index}`,
    values: rows.map((row) => (row as readonly number[] | null)?.[index] ?? null),
  }))
}
