import { findGroup } from '../../core/optimizer/changes.ts'
import type { Binding } from '../../core/trajectory/frame.ts'
import { flatten } from '../../core/hyperparameters.ts'
import { decisionsOf, type MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuseFaults, oneOf } from '../../core/problem.ts'
import { monitorsOf } from '../../core/definition/scheduler.ts'
import type { Scheduler } from '../../core/schedules/catalogue.ts'
import { initialKey } from '../../core/schedules/rule.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { load } from '../commit/load.ts'
import { changesOf, type ListedChange } from '../changes/list.ts'
import { actsIn, generationsInForce } from '../replay/generations.ts'
import { nearestState } from '../replay/history.ts'
import { collectInputs } from '../replay/inputs.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { refuseCost } from '../replay/series.ts'
import { changesToGroup } from './changes_to_group.ts'
import { traceAt } from '../replay/trace.ts'

/** The value to explain. */
export interface Question {
  readonly step?: number | undefined
  readonly group: string
  readonly param: string
}

/** The effect of one scheduler at the step. */
export interface Contribution {
  readonly scheduler: Scheduler
  readonly since: number
  readonly epoch: number
  /** Absent at a step at which the schedulers are constructed and do not step. */
  readonly before?: number
  readonly after?: number
}

/** How a value was computed. */
export interface Explanation {
  readonly optimizer: Optimizer
  readonly step: number
  readonly group: string
  readonly param: string
  readonly value: number
  /** The value that its schedules start from. */
  readonly base: number
  readonly schedulers: readonly Contribution[]
  /** The latest decisions that its schedulers used, at this step or before. */
  readonly decisions: readonly MetricDecision[]
  /** The changes up to this step that affected the group, in order. */
  readonly changes: readonly ListedChange[]
}

/** How many decisions are returned, and in how many inputs they are searched. */
const MAX_DECISIONS = 20
const INPUTS_SEARCHED = 1_000

/**
 * The base, schedulers, decisions and edits behind a value. An unsealed value is a projection.
 * @throws {Refusal} `group_not_found`, `invalid_request` for a hyperparameter that the group does
 *   not have, `series_too_long`, `step_compacted`, `optimizer_not_found`.
 */
export async function explain(
  context: Context,
  id: string,
  { step: asked, group, param }: Question,
): Promise<Explanation> {
  const stored = await load(context, id)
  const { optimizer } = stored
  const step = asked ?? optimizer.cursor
  const { state: last } = optimizer
  refuseCost(step - last.step, last.program.rulesPerStep, '/step')
  const start = await nearestState(context, stored, step)
  const state = await runInSlices(start.state, start.inputs, step)
  const { value, base } = valueOf(optimizer, state, group, param)
  const schedulers = await contributions(context, stored, state, { step, group, param })
  const monitors = new Set(schedulers.flatMap(({ scheduler }) => monitorsOf(scheduler)))
  const decisions = await decisionsUsed(context, stored, step, monitors)
  const all = await changesOf(context, stored)
  const touched = changesToGroup(optimizer, all, group, step)
  return { optimizer, step, group, param, value, base, schedulers, decisions, changes: touched }
}

function valueOf(
  { definition }: Optimizer,
  { frame, program, values }: State,
  name: string,
  param: string,
) {
  const group = findGroup(frame.groups, name)
  const { paths, offset } = program.layouts.find((each) => each.name === name)!
  const at = paths.indexOf(param)
  refuseFaults(
    at >= 0
      ? []
      : [
          {
            pointer: '/param',
            detail: `group "${name}" has no "${param}", wanted ${oneOf(paths)}`,
          },
        ],
  )
  const value = values[offset + at]!
  const registered = definition.groups.find((each) => each.name === name)
  const began = registered && flatten(registered.hyperparameters)[param]
  return { value, base: group.groupExtras[initialKey(param)] ?? began ?? value }
}

/** Every scheduler that drives the value, with its effect at the step. */
async function contributions(
  context: Context,
  stored: Stored,
  state: State,
  { step, group, param }: { step: number; group: string; param: string },
): Promise<Contribution[]> {
  const { frame, program } = state
  const { schedulerChanges } = await traceAt(context, stored, step)
  const drives = ({ group: driven, slot }: Binding) => driven === group && slot.param === param
  return program.bindings.filter(drives).map(({ scheduler: name, every, epochOffset: passed }) => {
    const { scheduler, since } = frame.schedulers.find((each) => each.scheduler.name === name)!
    const move = schedulerChanges.find(
      ({ binding }) => binding.scheduler === name && drives(binding),
    )
    const epoch = Math.floor(step / every) - passed
    const values = move ? { before: move.before, after: move.after } : {}
    return { scheduler, since, epoch, ...values }
  })
}

/** The latest decisions on some metrics that had acted by a step. */
async function decisionsUsed(
  context: Context,
  stored: Stored,
  step: number,
  monitors: ReadonlySet<string>,
): Promise<readonly MetricDecision[]> {
  if (monitors.size === 0) return []
  const { inputs, acted } = await nearestState(context, stored, step)
  const before = { after: Math.max(1, acted - INPUTS_SEARCHED), through: acted }
  const earlier = await collectInputs(context.store.inputs(stored, before))
  const all = new Map([...earlier, ...inputs].map((input) => [input.revision, input]))
  const isOurs = actsIn(await generationsInForce(context, stored))
  const acting = decisionsOf([...all.values()]).filter((each) => each.step <= step && isOurs(each))
  const known = acting.filter(({ metric }) => monitors.has(metric))
  return known.sort((a, b) => a.revision - b.revision).slice(-MAX_DECISIONS)
}
