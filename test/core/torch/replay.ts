import { accept } from '../../../src/core/optimizer/accept.ts'
import { addGroup } from '../../../src/core/optimizer/add_group.ts'
import { attach, detach, removeGroup } from '../../../src/core/optimizer/changes.ts'
import { editGroup } from '../../../src/core/optimizer/group_edit.ts'
import { GroupBody } from '../../../src/core/definition/group.ts'
import { decideMetrics } from '../../../src/core/metrics/decisions.ts'
import {
  newOptimizer,
  withSealedState,
  type Optimizer,
} from '../../../src/core/optimizer/optimizer.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { SchedulerBody } from '../../../src/core/definition/scheduler_schemas.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { metricsAt, type Case, type Event, type MetricValue } from './case.ts'

/** Our values by group and hyperparameter, from the first step of the group. */
export type Columns = ReadonlyMap<string, readonly number[]>

export const columnKey = ({ group, param }: { group: string; param: string }) => `${group} ${param}`

/** Our values of a case, step by step. */
export function replay(example: Case): Columns {
  const columns = new Map<string, number[]>()
  runCase(example, (optimizer) => record(optimizer, columns))
  return columns
}

/** Runs a case on the core, step by step, and passes the optimizer to `see` after each step. */
export function runCase(example: Case, see: (optimizer: Optimizer) => void): void {
  const { groups, schedulers, events, steps } = example
  const definition = define(RegistrationBody.parse({ groups, schedulers }))
  const registered = newOptimizer('x', definition, 'now')
  let optimizer = withSealedState(registered, registered.state)
  see(optimizer)
  for (let step = 1; step <= steps; step++) {
    for (const event of events) if (event.step === step) optimizer = applyEvent(optimizer, event)
    optimizer = reportMetrics(optimizer, step, metricsAt(example, step))
    optimizer = withSealedState(optimizer, fold(optimizer.state, optimizer.pending, step))
    see(optimizer)
  }
}

/** An event at a step is accepted while the step before it is the last sealed one. */
function applyEvent(optimizer: Optimizer, event: Event): Optimizer {
  return accept(optimizer, inputOf(optimizer, event), { recordedAt: 'now' })
}

function inputOf(optimizer: Optimizer, event: Event) {
  if ('edit' in event) return editGroup(optimizer, event.edit, event.set)
  if ('add' in event) {
    const schedulers = event.join ? 'join' : 'restart'
    return addGroup(optimizer, { ...GroupBody.parse(event.add), schedulers }, event.step)
  }
  if ('attach' in event) return attach(optimizer, SchedulerBody.parse(event.attach))
  if ('remove' in event) return removeGroup(optimizer, event.remove)
  return detach(optimizer, event.detach)
}

/** Metrics are reported for the next step, before it is sealed. */
function reportMetrics(
  optimizer: Optimizer,
  step: number,
  metrics: Readonly<Record<string, MetricValue>>,
): Optimizer {
  const reported = Object.entries(metrics).map(([name, value]) => [name, numberOf(value)] as const)
  return decideMetrics(optimizer, Object.fromEntries(reported), {
    step,
    decided: [],
    audit: { recordedAt: 'now' },
  })
}

const WORDS = { nan: NaN, inf: Infinity, '-inf': -Infinity }
const numberOf = (value: MetricValue) => (typeof value === 'number' ? value : WORDS[value])

/** Appends the current values to their columns. */
export function record(
  { state: { program, values } }: Optimizer,
  columns: Map<string, number[]>,
): void {
  for (const { name, paths, offset } of program.layouts) {
    paths.forEach((param, index) => {
      const key = columnKey({ group: name, param })
      const column = columns.get(key) ?? []
      columns.set(key, column)
      column.push(values[offset + index]!)
    })
  }
}
