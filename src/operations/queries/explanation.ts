import { findGroup } from '../../core/optimizer/changes.ts'
import { inForceAt, type Adjustment } from '../../core/trajectory/adjustment.ts'
import type { Binding } from '../../core/trajectory/frame.ts'
import { flatten } from '../../core/hyperparameters.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuseFaults, oneOf } from '../../core/problem.ts'
import type { Scheduler } from '../../core/schedules/catalogue.ts'
import { initialKey } from '../../core/schedules/rule.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import type { ListedChange } from '../changes/list.ts'
import { load } from '../commit/load.ts'
import { nearestState } from '../replay/history.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { refuseCost } from '../replay/series.ts'
import { whatCounts } from './counting/what_counts.ts'
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
  /** The factors and held values in force on what the schedulers give. */
  readonly adjustments: readonly Adjustment[]
  /** The latest decisions that changed the value, at this step or before, and are still in it. */
  readonly decisions: readonly MetricDecision[]
  /** The changes without which it would be another value, or that are in force, in order. */
  readonly changes: readonly ListedChange[]
}

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
  const counted = await whatCounts(context, stored, { step, group, param, state })
  const { adjustments: all } = findGroup(state.frame.groups, group)
  const adjustments = (inForceAt(all, step) ?? []).filter(({ path }) => path === param)
  return { optimizer, step, group, param, value, base, schedulers, adjustments, ...counted }
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
